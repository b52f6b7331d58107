import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')
const orders = (n: number) => plural(n, { one: '# Bestellung', other: '# Bestellungen' })
const tickets = (n: number) => plural(n, { one: '# Ticket', other: '# Tickets' })

const de: typeof en = {
  ...shell,
  range: {
    from: 'Von',
    to: 'Bis',
    wrong: 'Der letzte Tag darf nicht vor dem ersten liegen und höchstens ein Jahr danach.',
    asOf: (moment, zone) => `Stand ${moment}. Tage wie in ${zone}.`,
    incomplete: 'Es ist mehr, als auf einmal addiert werden kann: Bis zur kommenden Nacht fehlen die ältesten Vorgänge.',
  },
  none: 'In diesen Tagen wurde nichts verkauft',
  noneText: 'Niemand hat gekauft, storniert oder Geld zurückbekommen. Ein Verkauf erscheint hier nach wenigen Sekunden.',
  currency: 'Währung',
  sales: 'Verkäufe',
  sold: (n, of) => `${orders(n)}, ${tickets(of)}`,
  refunds: 'Erstattungen',
  ofSales: rate => `${rate} der Verkäufe`,
  net: 'Netto',
  afterDisputes: 'nach Erstattungen und Rückbuchungen',
  averageTicket: 'Durchschnittspreis eines Tickets',
  checkIns: 'Eingecheckt',
  used: (used, of) => `${used} von ${tickets(of)}`,
  noCheckIns: 'Wird am Tag nach einer Veranstaltung gezählt.',
  perDay: 'Verkäufe pro Tag',
  perEvent: 'Nach Veranstaltung',
  event: 'Veranstaltung',
  otherEvents: 'Alle anderen Veranstaltungen',
  tickets: 'Tickets',
  orders: 'Bestellungen',
  hours: 'Bestellungen nach Stunde, am Ort der Veranstaltung',
  weekday: 'Wochentag',
  everyDay: 'Alle Tage',
  people: {
    title: 'Personen',
    total: 'Konten',
    joined: 'Neue Konten pro Tag',
    active: 'Angemeldete Personen pro Tag',
    activeWeek: 'Angemeldete Personen pro Woche',
    new: 'Neu',
    retention: 'Wer wiederkommt',
    week: 'Dabei seit der Woche vom',
    after: n => plural(n, { one: 'Nach # Woche', other: 'Nach # Wochen' }),
    none: 'In diesen Wochen ist niemand dazugekommen.',
  },
  events: {
    title: 'Veranstaltungen',
    total: 'Veranstaltungen',
    published: n => `${n === 1 ? '1 ist' : `${n} sind`} veröffentlicht`,
    attendance: 'Besuch',
    attendanceText: 'der Tickets von Veranstaltungen, die in diesen Tagen endeten',
    byCategory: 'Nach Kategorie',
    category: 'Kategorie',
    isPublished: 'Veröffentlicht',
  },
  places: {
    title: 'Wo verkauft wird',
    text: 'Nach dem Ort der Veranstaltung. Wo die Käufer sind, wird nicht erfasst.',
    city: 'Stadt',
    country: 'Land',
    cities: 'Städte',
    countries: 'Länder',
  },
  money: 'Geld',
  export: {
    action: format => `${format} exportieren`,
    done: n => plural(n, { one: 'Die Datei hat # Zeile.', other: 'Die Datei hat # Zeilen.' }),
    part: n =>
      plural(n, { one: 'Die Datei hat # Zeile, ohne die ältesten Tage.', other: 'Die Datei hat # Zeilen, ohne die ältesten Tage.' }),
  },
  problems: {},
}

export default de
