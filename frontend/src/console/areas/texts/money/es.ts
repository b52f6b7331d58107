import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')

const es: typeof en = {
  ...shell,
  money: {
    month: 'Mes',
    currency: 'Moneda',
    sales: 'Ventas',
    orders: (n, tickets) =>
      `${plural(n, { one: '# pedido', many: '# de pedidos', other: '# pedidos' })}, ${plural(tickets, { one: '# entrada', many: '# de entradas', other: '# entradas' })}`,
    tax: sum => `${sum} de impuestos incluidos o añadidos`,
    refunds: 'Reembolsos',
    disputes: 'Disputas',
    net: 'Neto',
    before: sum => `${sum} el mes anterior`,
    times: n => plural(n, { one: '# vez', many: '# de veces', other: '# veces' }),
    perDay: 'Ventas por día',
    perEvent: 'Por evento',
    event: 'Evento',
    tickets: 'Entradas',
    incomplete:
      'Hay más de lo que se puede sumar de una vez: faltan los movimientos más antiguos de estos meses. El archivo los contiene todos.',
    asOf: (moment, zone) => `Actualizado: ${moment}. Días según ${zone}.`,
  },
  transactions: {
    title: 'Movimientos',
    search: 'Buscar por evento o número',
    kind: 'Tipo',
    every: 'Todos los tipos',
    kinds: {
      sale: 'Venta',
      refund: 'Reembolso',
      refundFailed: 'Reembolso devuelto',
      dispute: 'Disputa',
      disputeWon: 'Disputa ganada',
      cancelled: 'Cancelación',
    },
    payment: 'Pago sin entradas',
    at: 'Hora',
    gross: 'Importe',
    found: (n, complete) =>
      complete
        ? plural(n, { one: '# movimiento', many: '# de movimientos', other: '# movimientos' })
        : plural(n, {
            one: 'El movimiento más reciente',
            many: 'Los # de movimientos más recientes',
            other: 'Los # movimientos más recientes',
          }),
    none: month => `Ningún movimiento en ${month}`,
    noneText: 'Nadie ha comprado, cancelado ni recibido un reembolso en este mes. Una venta aparece aquí en segundos.',
  },
  export: {
    action: (format: string) => `Exportar ${format}`,
    done: n => plural(n, { one: 'El archivo tiene # línea.', many: 'El archivo tiene # de líneas.', other: 'El archivo tiene # líneas.' }),
    part: n =>
      plural(n, {
        one: 'El archivo tiene la # línea más reciente: hay demasiado para un archivo.',
        many: 'El archivo tiene las # de líneas más recientes: hay demasiado para un archivo. Elige un tipo.',
        other: 'El archivo tiene las # líneas más recientes: hay demasiado para un archivo. Elige un tipo.',
      }),
  },
  /** None in addition to those of the console. */
  problems: {},
}

export default es
