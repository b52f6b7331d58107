import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/es'
import type en from './en'

const plural = pluralOf('es')
const places = (n: number) => plural(n, { one: '# entrada', many: '# de entradas', other: '# entradas' })

const es: typeof en = {
  ...shell,
  checklist: {
    title: 'Preparativos',
    done: (n, of) => `${number(n)} de ${number(of)} hechos`,
    isDone: 'hecho',
    doIt: 'Añadir',
    made: 'Crear borrador',
    madeText: 'Título, fecha y lugar definidos.',
    tickets: 'Añadir tipos de entrada',
    ticketsText: (n, capacity) =>
      n === 0
        ? 'Sin ninguno nadie puede inscribirse.'
        : `${places(n)} para ${plural(capacity, { one: '# plaza', many: '# de plazas', other: '# plazas' })}.`,
    description: 'Añadir una descripción',
    descriptionText: 'Qué pasará, quién actúa, qué llevar: ayuda a decidirse.',
    image: 'Añadir una imagen',
    imageText: 'Aparece en la página y en la lista de eventos.',
    publish: 'Publicar',
    publishText: 'El evento será público y estará a la venta, y podrás compartir el enlace.',
  },
  unverified: {
    title: 'Antes de vender entradas, la verificación',
    text: 'Este evento tiene entradas de pago. Podrás publicarlo cuando tu identidad esté verificada; los eventos gratuitos no lo necesitan.',
    pending: 'Este evento tiene entradas de pago. Podrás publicarlo cuando tus documentos estén aprobados.',
  },
  overview: {
    sold: 'Vendidas',
    of: (n, of) => [n, ` de ${number(of)}`],
    held: n => `${number(n)} en cestas`,
    starts: when => `empieza ${when}`,
    revenue: 'Ingresos',
    refunded: sum => `${sum} reembolsados.`,
    tax: sum => `Incluye ${sum} de impuestos.`,
    registrations: 'Inscripciones',
    pending: n => (n === 0 ? 'ninguna espera el pago' : `${number(n)} esperan el pago`),
    checkedIn: 'Han entrado',
    cancelled: 'Este evento está cancelado. Se avisa a todos y se les devuelve el dinero.',
    incomplete:
      'Este evento es demasiado grande para contarlo entero aquí: lo vendido y lo libre es exacto, las demás cifras se quedan cortas.',
    stale: at => `Ahora no hay conexión. Datos de las ${at}.`,
    share: 'Compartir',
    copy: 'Copiar enlace',
    copied: 'Enlace copiado',
  },
  chart: {
    show: 'Mostrar',
    sales: 'Ventas por día',
    checkIns: 'Accesos por hora',
    tickets: 'Entradas',
    people: 'Personas',
    inAll: 'en total',
    lastDays: n => `se muestran los últimos ${number(n)} días`,
    lastHours: n => `se muestran las últimas ${number(n)} horas`,
    below: 'Sigue una tabla con las mismas cifras.',
    asTable: 'Como tabla',
    when: 'Cuándo',
    noSales: 'Tu primera venta aparecerá aquí.',
    noCheckIns: 'Los accesos aparecerán aquí cuando se abran las puertas.',
  },
  lifecycle: {
    title: 'Gestionar evento',
    reason: 'Motivo',
    reasonHint: 'Se comunica a todas las personas inscritas.',
    publish: {
      action: 'Publicar',
      about: 'Hace público el evento y abre la venta.',
      ask: title => `¿Publicar «${title}»?`,
      text: types =>
        plural(types, {
          one: 'Desde ahora es visible para todos, y # tipo de entrada está a la venta. Después no se puede cambiar la moneda.',
          many: 'Desde ahora es visible para todos, y # de tipos de entrada están a la venta. Después no se puede cambiar la moneda.',
          other: 'Desde ahora es visible para todos, y # tipos de entrada están a la venta. Después no se puede cambiar la moneda.',
        }),
      done: 'Publicado',
    },
    cancel: {
      action: 'Cancelar evento',
      about: 'Detiene la venta, cancela todas las inscripciones y reembolsa todos los pagos.',
      ask: title => `¿Cancelar «${title}»?`,
      stops: 'La venta se detiene de inmediato.',
      people: (registrations, tickets) =>
        `Se cancelan ${plural(registrations, { one: '# inscripción', many: '# de inscripciones', other: '# inscripciones' })} con ${places(tickets)}, y se avisa por correo a quienes compraron.`,
      money: sum => `Se reembolsarán ${sum}.`,
      noMoney: 'No hay pagos que reembolsar.',
      allMoney: 'Se reembolsarán todos los pagos.',
      final: 'Esto no se puede deshacer.',
      done: 'El evento está cancelado. Los reembolsos están en camino.',
    },
    archive: {
      action: 'Archivar',
      about: 'Quita el evento de las listas públicas. Se conservan todos los datos.',
      ask: title => `¿Archivar «${title}»?`,
      text: 'Ya no está en las listas públicas. Las inscripciones, las cifras y el informe siguen aquí.',
      done: 'El evento está archivado.',
    },
    delete: {
      action: 'Borrar borrador',
      about: 'Nadie lo ha visto todavía, así que no se pierde nada más.',
      ask: title => `¿Borrar «${title}»?`,
      text: 'Se borrarán el borrador, sus tipos de entrada y sus imágenes. Esto no se puede deshacer.',
      done: 'El borrador está borrado.',
    },
  },
  problems: {
    event_not_published: 'Este evento no está a la venta.',
    event_in_the_past: 'Un evento que ya ha empezado no se puede publicar.',
    ticket_type_required: 'El evento necesita antes un tipo de entrada.',
    event_not_over: 'Espera a que termine el evento o cancélalo antes.',
    event_not_draft: 'Solo se puede borrar un borrador. Este evento lo puedes cancelar.',
  },
}

export default es
