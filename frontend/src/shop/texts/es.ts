import { pluralOf } from '../../i18n/plural'
import words from '../../i18n/words/es'
import type en from './en'

const plural = pluralOf('es')

const es: typeof en = {
  title: 'Eventos',
  nav: {
    create: 'Crear un evento',
    tickets: 'Mis entradas',
    registrations: 'Mis inscripciones',
    find: 'Buscar mi pedido',
    console: 'Para organizadores',
    scanner: 'Control de acceso',
    account: 'Cuenta',
    main: 'Principal',
  },
  list: {
    hero: 'Sal. Vívelo.',
    lead: 'Conciertos, charlas, cenas y mucho más. Sus entradas en un minuto y siempre en el móvil.',
    search: 'Buscar eventos, lugares o ciudades',
    searchButton: 'Buscar',
    category: 'Categoría',
    all: 'Todas',
    date: 'Fecha',
    view: 'Vista',
    asList: 'Lista',
    asMonth: 'Mes',
    found: n => plural(n, { one: '# evento', many: '# de eventos', other: '# eventos' }),
    results: 'Próximamente',
    none: 'Ningún evento coincide con su búsqueda',
    noneText: 'Pruebe otra palabra, otra fecha o todas las categorías.',
    reset: 'Mostrar todos los eventos',
    previous: 'Mes anterior',
    next: 'Mes siguiente',
    noneInMonth: 'No hay eventos en este mes.',
    categories: words.categories,
  },
  price: {
    free: 'Gratis',
    from: price => `desde ${price}`,
    tax: {
      included: (rate, name) => `incl. ${rate} de ${name}`,
      excluded: (rate, name) => `más ${rate} de ${name}`,
      someIncluded: 'IVA incl.',
      someExcluded: 'más impuestos',
      none: 'libre de impuestos',
      names: { vat: 'IVA', gst: 'GST', salesTax: 'impuesto sobre las ventas', tax: 'impuestos' },
    },
  },
  availability: {
    soldOut: 'Agotado',
    held: 'Todas reservadas',
    few: n => `Quedan ${n}`,
    cancelled: 'Este evento está cancelado.',
  },
  event: {
    when: 'Cuándo',
    where: 'Dónde',
    gate: time => `Apertura de puertas a las ${time}`,
    calendar: 'Añadir al calendario',
  },
  signedIn: {
    title: 'Iniciando sesión',
    failed: 'No se ha podido iniciar sesión',
    failedText: 'El enlace ya se usó o pertenece a otra pestaña. Inténtelo de nuevo.',
  },
  footer: 'Entradas por correo y en el móvil. Pago seguro con Stripe.',
}

export default es
