import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')
const orders = (n: number) => plural(n, { one: '# pedido', many: '# pedidos', other: '# pedidos' })
const tickets = (n: number) => plural(n, { one: '# entrada', many: '# entradas', other: '# entradas' })

const es: typeof en = {
  ...shell,
  range: {
    from: 'Desde',
    to: 'Hasta',
    wrong: 'El último día no puede ser anterior al primero ni más de un año posterior.',
    asOf: (moment, zone) => `A fecha de ${moment}. Días según ${zone}.`,
    incomplete: 'Hay más de lo que se puede sumar a la vez: hasta la próxima noche faltan los movimientos más antiguos.',
  },
  none: 'No se vendió nada en estos días',
  noneText: 'Nadie ha comprado, cancelado ni recibido un reembolso. Una venta aparece aquí en segundos.',
  currency: 'Moneda',
  sales: 'Ventas',
  sold: (n, of) => `${orders(n)}, ${tickets(of)}`,
  refunds: 'Reembolsos',
  ofSales: rate => `${rate} de las ventas`,
  net: 'Neto',
  afterDisputes: 'después de reembolsos y disputas',
  averageTicket: 'Precio medio de una entrada',
  checkIns: 'Accesos',
  used: (used, of) => `${used} de ${tickets(of)}`,
  noCheckIns: 'Se cuentan el día después de un evento.',
  perDay: 'Ventas por día',
  perEvent: 'Por evento',
  event: 'Evento',
  otherEvents: 'Todos los demás eventos',
  tickets: 'Entradas',
  orders: 'Pedidos',
  hours: 'Pedidos por hora, en el lugar del evento',
  weekday: 'Día de la semana',
  everyDay: 'Todos los días',
  people: {
    title: 'Personas',
    total: 'Cuentas',
    joined: 'Cuentas nuevas por día',
    active: 'Personas con sesión iniciada por día',
    activeWeek: 'Personas con sesión iniciada por semana',
    new: 'Nuevas',
    retention: 'Quién vuelve',
    week: 'Desde la semana del',
    after: n => plural(n, { one: 'Tras # semana', many: 'Tras # semanas', other: 'Tras # semanas' }),
    none: 'Nadie se ha unido en estas semanas.',
  },
  events: {
    title: 'Eventos',
    total: 'Eventos',
    published: n => (n === 1 ? '1 está publicado' : `${n} están publicados`),
    attendance: 'Asistencia',
    attendanceText: 'de las entradas de eventos que terminaron en estos días',
    byCategory: 'Por categoría',
    category: 'Categoría',
    isPublished: 'Publicados',
  },
  places: {
    title: 'Dónde se vende',
    text: 'Según el lugar del evento. No se registra dónde están los compradores.',
    city: 'Ciudad',
    country: 'País',
    cities: 'Ciudades',
    countries: 'Países',
  },
  money: 'Dinero',
  export: {
    action: format => `Exportar ${format}`,
    done: n => plural(n, { one: 'El archivo tiene # línea.', many: 'El archivo tiene # líneas.', other: 'El archivo tiene # líneas.' }),
    part: n =>
      plural(n, {
        one: 'El archivo tiene # línea, sin los días más antiguos.',
        many: 'El archivo tiene # líneas, sin los días más antiguos.',
        other: 'El archivo tiene # líneas, sin los días más antiguos.',
      }),
  },
  problems: {},
}

export default es
