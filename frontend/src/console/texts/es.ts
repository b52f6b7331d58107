import type en from './en'

const es: typeof en = {
  title: 'Consola',
  actions: 'Acciones',
  nothingFound: 'Sin resultados',
  nav: { main: 'Principal', site: 'Sitio', events: 'Eventos', admin: 'Administración', shop: 'Ir a la tienda', scanner: 'Escáner' },
  status: {
    draft: 'Borrador',
    published: 'A la venta',
    active: 'En curso',
    completed: 'Finalizado',
    cancelled: 'Cancelado',
    archived: 'Archivado',
  },
  events: { title: 'Tus eventos' },
  event: {
    loading: 'Evento',
    views: 'Vistas de este evento',
    view: { overview: 'Resumen', edit: 'Editar', registrations: 'Inscripciones', attendees: 'Asistentes', 'check-ins': 'Accesos' },
  },
  edit: {
    save: 'Guardar cambios',
    unsaved: 'Tienes cambios sin guardar.',
    nothingToSave: 'Todo está guardado.',
    discard: 'Descartar',
    conflict: 'Otra persona ha cambiado los mismos campos',
    conflictText: 'Tus datos siguen en los campos. Estos son los valores actuales; al guardar se sobrescriben.',
    takeTheirs: 'Descartar mis cambios',
  },
  unsaved: {
    title: '¿Salir sin guardar?',
    text: 'Tus datos se conservan en esta pestaña y estarán aquí cuando vuelvas.',
    signOut: 'Al cerrar la sesión, tus datos sin guardar se borran de este dispositivo.',
    leave: 'Salir',
  },
  types: {
    title: 'Tipos de entrada',
    name: 'Tipo de entrada',
    price: 'Precio',
    free: 'Gratis',
    state: 'Estado',
    states: { available: 'A la venta', held: 'Todas en cestas', soldOut: 'Agotadas', notOnSale: 'No a la venta' },
  },
  problems: {
    not_yourself: 'No puedes hacerlo contigo: tiene que hacerlo otra persona.',
    not_payable:
      'Este importe no se puede pagar con tarjeta. Es demasiado pequeño o demasiado grande para su moneda, o su última cifra debe ser 0.',
    event_closed: 'Este evento ha terminado o está cancelado.',
    invalid_email: 'Escribe una dirección de correo válida, por ejemplo nombre@example.com.',
    out_of_range: 'Este número es demasiado pequeño o demasiado grande.',
    invalid: 'Revisa lo que has escrito.',
    invalid_characters: 'Contiene un carácter que no se puede usar. Escríbelo de nuevo.',
    too_long: 'Es demasiado largo. Acórtalo.',
    too_short: 'Es demasiado corto. Escríbelo completo.',
    act_in_progress: 'Otra acción sobre esta persona u organización no ha terminado. Vuelve a intentarlo en un minuto.',
  },
}

export default es
