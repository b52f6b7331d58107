import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import words from '../../../../i18n/words/es'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')
const places = (n: number) => plural(n, { one: '# entrada', many: '# de entradas', other: '# entradas' })

const es: typeof en = {
  ...shell,
  registrations: {
    search: 'Buscar por nombre, correo o número',
    state: 'Estado',
    every: 'Todos los estados',
    status: words.registrationStatus,
    attention: 'Requiere atención',
    needAttention: n =>
      plural(n, {
        one: '# inscripción requiere atención: un pago sin entradas o un reembolso fallido.',
        many: '# de inscripciones requieren atención: un pago sin entradas o un reembolso fallido.',
        other: '# inscripciones requieren atención: un pago sin entradas o un reembolso fallido.',
      }),
    lookAt: 'Mostrarlas',
    found: (n, of) =>
      plural(of, {
        one: `${number(n)} de # inscripción`,
        many: `${number(n)} de # de inscripciones`,
        other: `${number(n)} de # inscripciones`,
      }),
    incomplete: n => `Aquí solo se buscan las ${number(n)} más nuevas. El informe las tiene todas.`,
    none: 'Aún no se ha inscrito nadie',
    noneText: 'Comparte el enlace del evento: las inscripciones aparecen aquí automáticamente.',
    buyer: 'Comprador',
    email: 'Correo',
    number: 'Número de inscripción',
    tickets: 'Entradas',
    made: 'Realizada el',
    confirmedAt: 'Confirmada',
    cancelledAt: 'Cancelada',
    cancelledBy: 'Cancelado por',
    cancelled: { buyer: 'Comprador', organizer: 'Organizador', event: 'El evento se canceló' },
    reason: 'Motivo',
    total: 'Total',
    tax: 'Impuestos',
    paid: 'Pagado',
    givenBack: 'Reembolsado',
    refunded: 'Reembolsada',
    refunds: 'Reembolsos',
    refundStatus: words.refundStatus,
    paymentFailed: 'Pago fallido',
  },
  refund: {
    action: 'Reembolsar',
    title: name => `Reembolsar a ${name}`,
    howMuch: 'Tipo de reembolso',
    all: sum => `Reembolso total: ${sum}`,
    part: 'Reembolso parcial',
    amount: 'Importe',
    atMost: sum => `Como máximo ${sum}.`,
    wrong: sum => `Escribe un importe de hasta ${sum}.`,
    reason: 'Motivo',
    reasonHint: 'Se guarda con el reembolso.',
    preview: 'Qué pasará',
    gets: (name, sum) => `${name} recibe ${sum} por el mismo medio de pago.`,
    cancels: n => `La inscripción se cancela: ${places(n)} quedan sin valor y pueden venderse otra vez, salvo las ya usadas en el acceso.`,
    stays: 'La inscripción sigue activa, y sus entradas siguen siendo válidas.',
    left: sum => `Más adelante aún se pueden reembolsar ${sum}.`,
    done: sum => `Reembolso de ${sum} solicitado.`,
  },
  attendees: {
    search: 'Buscar por nombre, correo o comprador',
    everyType: 'Todos los tipos de entrada',
    state: 'Estado',
    everyone: 'Todos',
    inside: 'Ha entrado',
    outside: 'Todavía no',
    unknown: 'Desconocido',
    incomplete: 'No se han cargado todas las lecturas: algunos estados se desconocen.',
    found: (n, of) =>
      plural(of, { one: `${number(n)} de # asistente`, many: `${number(n)} de # de asistentes`, other: `${number(n)} de # asistentes` }),
    none: 'Aún no hay asistentes',
    noneText: 'Aquí están todas las personas con una inscripción confirmada.',
    name: 'Nombre',
    buyer: 'Comprada por',
    undo: 'Deshacer acceso',
    undoOf: name => `Deshacer acceso de ${name}`,
    undoAsk: name => `¿Deshacer el acceso de ${name}?`,
    undoText: 'La entrada volverá a valer para el acceso. Ambas lecturas quedan en el historial.',
    undoVoidText: 'La entrada sigue sin valor y su plaza puede venderse otra vez. Ambas lecturas quedan en el historial.',
    undone: name => `El acceso de ${name} está deshecho.`,
    reason: 'Motivo',
  },
  message: {
    title: 'Escribir a los asistentes',
    newsOnly: from =>
      `Antes del ${from}, y desde una semana después del evento, solo reciben sus mensajes los compradores que lo desean. Entre ambas fechas, todos.`,
    types: 'Tipo de entrada',
    who: 'Destinatarios',
    subject: 'Asunto',
    text: 'Mensaje',
    textHint: 'Se añaden el saludo con el nombre, el evento y un enlace a las entradas. Las respuestas llegan a su dirección de contacto.',
    action: 'Enviar',
    done: n =>
      plural(n, {
        one: 'Su mensaje se envía a # persona.',
        many: 'Su mensaje se envía a # de personas.',
        other: 'Su mensaje se envía a # personas.',
      }),
  },
  allAttendees: {
    search: 'Buscar por nombre, correo o ID de la entrada',
    everyEvent: 'Todos los eventos',
    status: { valid: 'Válida', used: 'Ha entrado', void: 'Anulada' },
    found: (n, complete) =>
      complete
        ? plural(n, { one: '# asistente', many: '# de asistentes', other: '# asistentes' })
        : plural(n, { one: 'El primer asistente', many: 'Los primeros # de asistentes', other: 'Los primeros # asistentes' }),
    noneText: 'Aquí están todas las personas con una entrada para uno de tus eventos.',
    event: 'Evento',
    print: 'Imprimir lista',
    part: n =>
      plural(n, {
        one: 'El archivo tiene # línea: no cabe todo en uno. Elige un evento.',
        many: 'El archivo tiene # de líneas: no cabe todo en uno. Elige un evento.',
        other: 'El archivo tiene # líneas: no cabe todo en uno. Elige un evento.',
      }),
  },
  /** Of all events. */
  allOrders: {
    found: (n, complete) =>
      complete
        ? plural(n, { one: '# pedido', many: '# de pedidos', other: '# pedidos' })
        : plural(n, { one: 'El pedido más reciente', many: 'Los # de pedidos más recientes', other: 'Los # pedidos más recientes' }),
    none: 'Aún no hay pedidos',
    noneText:
      'Aquí aparece cada pedido confirmado de tus eventos, segundos después de la venta. Elige un evento para ver también los no pagados.',
  },
  checkIns: {
    of: (n, of) => [n, ` de ${places(of)} han entrado`],
    search: 'Buscar por nombre, tipo o puerta',
    every: 'Todos los resultados',
    kinds: { valid: 'Admitida', invalid: 'Rechazada', undo: 'Deshecha', conflict: 'Conflicto sin conexión' },
    conflicts: { letInRefused: 'admitida sin ser válida', letInTwice: 'admitida dos veces', turnedAwayValid: 'rechazada siendo válida' },
    reasons: {
      unknown: 'entrada desconocida',
      forged: 'falsificada',
      wrong_event: 'de otro evento',
      void: 'sin valor',
      not_paid: 'sin pagar',
      event_not_open: 'puertas aún cerradas',
      expired: 'demasiado tarde',
      already_used: 'ya usada',
    },
    scanner: 'Abrir escáner',
    found: n => plural(n, { one: '# lectura', many: '# de lecturas', other: '# lecturas' }),
    incomplete: n => `Solo se muestran las ${number(n)} más nuevas.`,
    none: 'Aún no se ha escaneado nada',
    noneText: 'Abre el escáner en la puerta: cada lectura aparece aquí en segundos.',
    at: 'Hora',
    verdict: 'Resultado',
    gate: 'Puerta',
    note: 'Nota',
  },
  export: {
    action: (format: string) => `Exportar ${format}`,
    done: n => plural(n, { one: 'El informe tiene # línea.', many: 'El informe tiene # de líneas.', other: 'El informe tiene # líneas.' }),
    part: n =>
      plural(n, {
        one: 'El informe tiene las # línea más nuevas: el evento es demasiado grande para todas.',
        many: 'El informe tiene las # de líneas más nuevas: el evento es demasiado grande para todas.',
        other: 'El informe tiene las # líneas más nuevas: el evento es demasiado grande para todas.',
      }),
  },
  bookings: {
    search: 'Buscar por número, pago, código, correo o evento',
    start: 'Busca una reserva',
    startText: 'Escribe algo que figure en un correo: número de inscripción, pago (pi_…), código de entrada, dirección o evento.',
    one: 'Reserva',
    event: 'Evento',
    when: 'Fecha',
    number: 'Identificador del evento',
    account: 'Cuenta del comprador',
    none: 'No hay ninguna reserva con este número.',
  },
  problems: {
    nothing_to_refund: 'No queda nada que reembolsar.',
    refund_exceeds_payment: 'Es más de lo que se puede reembolsar.',
    too_many_refunds: 'Después de tantos reembolsos parciales solo se puede reembolsar todo el importe restante.',
    too_many_messages: 'Hoy ya ha enviado cinco mensajes sobre este evento. Escriba de nuevo mañana.',
    unknown_ticket_type: 'Este tipo de entrada ya no existe.',
    not_checked_in: 'Esta entrada no ha sido admitida.',
  },
}

export default es
