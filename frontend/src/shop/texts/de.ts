import { pluralOf } from '../../i18n/plural'
import words from '../../i18n/words/de'
import type en from './en'

const plural = pluralOf('de')

const de: typeof en = {
  title: 'Veranstaltungen',
  nav: {
    create: 'Veranstaltung anlegen',
    tickets: 'Meine Tickets',
    registrations: 'Meine Anmeldungen',
    find: 'Bestellung finden',
    console: 'Für Veranstalter',
    scanner: 'Einlass',
    account: 'Konto',
    main: 'Hauptmenü',
  },
  list: {
    hero: 'Geh raus. Sei dabei.',
    lead: 'Konzerte, Vorträge, Dinner und vieles mehr. Tickets in einer Minute, am Eingang auf dem Handy.',
    search: 'Veranstaltungen, Orte oder Städte suchen',
    searchButton: 'Suchen',
    category: 'Kategorie',
    all: 'Alle',
    date: 'Datum',
    view: 'Ansicht',
    asList: 'Liste',
    asMonth: 'Monat',
    found: n => plural(n, { one: '# Veranstaltung', other: '# Veranstaltungen' }),
    results: 'Demnächst',
    none: 'Keine Veranstaltungen gefunden',
    noneText: 'Versuchen Sie einen anderen Suchbegriff, ein anderes Datum oder alle Kategorien.',
    reset: 'Alle Veranstaltungen anzeigen',
    previous: 'Vorheriger Monat',
    next: 'Nächster Monat',
    noneInMonth: 'Keine Veranstaltungen in diesem Monat.',
    categories: words.categories,
  },
  price: {
    free: 'Kostenlos',
    from: price => `ab ${price}`,
    tax: {
      included: (rate, name) => `inkl. ${rate} ${name}`,
      excluded: (rate, name) => `zzgl. ${rate} ${name}`,
      someIncluded: 'inkl. MwSt.',
      someExcluded: 'zzgl. Steuern',
      none: 'steuerfrei',
      names: { vat: 'MwSt.', gst: 'GST', salesTax: 'Sales Tax', tax: 'Steuern' },
    },
  },
  availability: {
    soldOut: 'Ausverkauft',
    held: 'Alle reserviert',
    few: n => `Noch ${n}`,
    cancelled: 'Diese Veranstaltung ist abgesagt.',
  },
  event: {
    when: 'Wann',
    where: 'Wo',
    gate: time => `Einlass ab ${time}`,
    calendar: 'Zum Kalender hinzufügen',
  },
  signedIn: {
    title: 'Sie werden angemeldet',
    failed: 'Anmeldung fehlgeschlagen',
    failedText: 'Der Link wurde schon benutzt oder gehört zu einem anderen Tab. Bitte versuchen Sie es noch einmal.',
  },
  footer: 'Tickets per E-Mail und auf dem Handy. Sichere Zahlung über Stripe.',
}

export default de
