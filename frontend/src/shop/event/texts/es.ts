import { pluralOf } from '../../../i18n/plural'
import shop from '../../texts/es'
import type en from './en'

const plural = pluralOf('es')

const es: typeof en = {
  ...shop,
  availability: {
    ...shop.availability,
    heldText: 'Todas las entradas restantes están en las cestas de otras personas. Puede que alguna quede libre.',
    opens: moment => `A la venta desde ${moment}`,
    closed: 'Venta finalizada',
    notYet: 'Aún no está a la venta',
    over: 'Este evento ya ha pasado.',
    cancelledBecause: reason => `Este evento está cancelado: ${reason}`,
    draft: 'Es un borrador: solo lo ven sus organizadores.',
  },
  organizer: { events: 'Eventos', none: 'No hay eventos próximos.' },
  event: {
    ...shop.event,
    refunds: until => `Se admiten devoluciones hasta el ${until}`,
    yours: span => `En su hora local: ${span}`,
    about: 'Sobre este evento',
    noDescription: 'Aún no hay descripción.',
    organizer: 'Organiza',
    website: 'Sitio web',
    tickets: 'Entradas',
    map: 'Ver mapa',
    more: name => `Una más: ${name}`,
    fewer: name => `Una menos: ${name}`,
    quantity: name => `Cantidad: ${name}`,
    atMost: n => `Máximo ${n} por pedido`,
    subtotal: 'Subtotal',
    choose: 'Seleccione al menos una entrada.',
    chosen: n => plural(n, { one: '# entrada', many: '# de entradas', other: '# entradas' }),
    next: 'Conseguir entradas',
    register: 'Inscribirse gratis',
    secure: 'Le reservamos las entradas mientras paga.',
  },
}

export default es
