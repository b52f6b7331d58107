import { pluralOf } from '../../../i18n/plural'
import shop from '../../texts/de'
import type en from './en'

const plural = pluralOf('de')

const de: typeof en = {
  ...shop,
  availability: {
    ...shop.availability,
    heldText: 'Alle übrigen Tickets liegen gerade in anderen Warenkörben. Vielleicht werden wieder welche frei.',
    opens: moment => `Verkauf ab ${moment}`,
    closed: 'Verkauf beendet',
    notYet: 'Noch nicht im Verkauf',
    over: 'Diese Veranstaltung ist vorbei.',
    cancelledBecause: reason => `Diese Veranstaltung ist abgesagt: ${reason}`,
    draft: 'Das ist ein Entwurf: Nur die Veranstalter können ihn sehen.',
  },
  organizer: { events: 'Veranstaltungen', none: 'Keine kommenden Veranstaltungen.' },
  event: {
    ...shop.event,
    refunds: until => `Rückgabe der Tickets bis ${until} möglich`,
    yours: span => `In Ihrer Zeitzone: ${span}`,
    about: 'Über diese Veranstaltung',
    noDescription: 'Noch keine Beschreibung.',
    organizer: 'Veranstalter',
    website: 'Website',
    tickets: 'Tickets',
    map: 'Karte anzeigen',
    more: name => `Ein Ticket mehr: ${name}`,
    fewer: name => `Ein Ticket weniger: ${name}`,
    quantity: name => `Anzahl: ${name}`,
    atMost: n => `Maximal ${n} pro Bestellung`,
    subtotal: 'Zwischensumme',
    choose: 'Bitte wählen Sie mindestens ein Ticket.',
    chosen: n => plural(n, { one: '# Ticket', other: '# Tickets' }),
    next: 'Zur Kasse',
    register: 'Kostenlos anmelden',
    secure: 'Ihre Tickets sind reserviert, während Sie bezahlen.',
  },
}

export default de
