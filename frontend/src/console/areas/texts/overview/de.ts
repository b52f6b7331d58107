import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')
const places = (n: number) => plural(n, { one: '# Ticket', other: '# Tickets' })

const de: typeof en = {
  ...shell,
  checklist: {
    title: 'Vorbereitung',
    done: (n, of) => `${number(n)} von ${number(of)} erledigt`,
    isDone: 'erledigt',
    doIt: 'Hinzufügen',
    made: 'Entwurf anlegen',
    madeText: 'Titel, Termin und Ort stehen fest.',
    tickets: 'Ticketarten anlegen',
    ticketsText: (n, capacity) =>
      n === 0 ? 'Ohne sie kann sich niemand anmelden.' : `${places(n)} für ${plural(capacity, { one: '# Platz', other: '# Plätze' })}.`,
    description: 'Beschreibung hinzufügen',
    descriptionText: 'Was passiert, wer auftritt, was man mitbringt: Das hilft bei der Entscheidung.',
    image: 'Bild hinzufügen',
    imageText: 'Erscheint auf der Seite und in der Liste der Veranstaltungen.',
    publish: 'Veröffentlichen',
    publishText: 'Die Veranstaltung ist dann öffentlich und im Verkauf, und du kannst den Link teilen.',
  },
  unverified: {
    title: 'Vor dem Verkauf steht die Verifizierung',
    text: 'Diese Veranstaltung hat Tickets mit einem Preis. Veröffentlichen kannst du sie, sobald deine Identität bestätigt ist; kostenlose Veranstaltungen brauchen das nicht.',
    pending: 'Diese Veranstaltung hat Tickets mit einem Preis. Veröffentlichen kannst du sie, sobald deine Unterlagen geprüft sind.',
  },
  overview: {
    sold: 'Verkauft',
    of: (n, of) => [n, ` von ${number(of)}`],
    held: n => `${number(n)} in Warenkörben`,
    starts: when => `beginnt ${when}`,
    revenue: 'Einnahmen',
    refunded: sum => `${sum} erstattet.`,
    tax: sum => `Davon ${sum} Steuer.`,
    registrations: 'Anmeldungen',
    pending: n => (n === 0 ? 'keine wartet auf Zahlung' : `${number(n)} warten auf Zahlung`),
    checkedIn: 'Eingelassen',
    cancelled: 'Diese Veranstaltung ist abgesagt. Alle werden benachrichtigt und bekommen ihr Geld zurück.',
    incomplete:
      'Diese Veranstaltung ist zu groß, um hier ganz gezählt zu werden: Verkauft und frei stimmen, die übrigen Zahlen sind zu klein.',
    stale: at => `Gerade besteht keine Verbindung. Stand der Zahlen: ${at}.`,
    share: 'Teilen',
    copy: 'Link kopieren',
    copied: 'Link kopiert',
  },
  chart: {
    show: 'Anzeigen',
    sales: 'Verkäufe pro Tag',
    checkIns: 'Einlass pro Stunde',
    tickets: 'Tickets',
    people: 'Personen',
    inAll: 'insgesamt',
    lastDays: n => `gezeigt sind die letzten ${number(n)} Tage`,
    lastHours: n => `gezeigt sind die letzten ${number(n)} Stunden`,
    below: 'Darunter folgt eine Tabelle mit denselben Zahlen.',
    asTable: 'Als Tabelle',
    when: 'Wann',
    noSales: 'Hier erscheint der erste Verkauf.',
    noCheckIns: 'Sobald der Einlass beginnt, siehst du hier, wie die Gäste kommen.',
  },
  lifecycle: {
    title: 'Veranstaltung verwalten',
    reason: 'Grund',
    reasonHint: 'Wird allen mitgeteilt, die sich angemeldet haben.',
    publish: {
      action: 'Veröffentlichen',
      about: 'Macht die Veranstaltung öffentlich und eröffnet den Verkauf.',
      ask: title => `„${title}“ veröffentlichen?`,
      text: types =>
        plural(types, {
          one: 'Ab jetzt ist sie für alle sichtbar, und # Ticketart ist im Verkauf. Die Währung steht danach fest.',
          other: 'Ab jetzt ist sie für alle sichtbar, und # Ticketarten sind im Verkauf. Die Währung steht danach fest.',
        }),
      done: 'Veröffentlicht',
    },
    cancel: {
      action: 'Veranstaltung absagen',
      about: 'Beendet den Verkauf, storniert alle Anmeldungen und erstattet alle Zahlungen.',
      ask: title => `„${title}“ absagen?`,
      stops: 'Der Verkauf endet sofort.',
      people: (registrations, tickets) =>
        `${plural(registrations, { one: '# Anmeldung', other: '# Anmeldungen' })} mit ${places(tickets)} werden storniert, und die Käufer werden per E-Mail informiert.`,
      money: sum => `${sum} werden erstattet.`,
      noMoney: 'Es gibt keine Zahlungen zu erstatten.',
      allMoney: 'Alle Zahlungen werden erstattet.',
      final: 'Das lässt sich nicht rückgängig machen.',
      done: 'Die Veranstaltung ist abgesagt. Die Erstattungen sind unterwegs.',
    },
    archive: {
      action: 'Archivieren',
      about: 'Entfernt die Veranstaltung aus den öffentlichen Listen. Alle Daten bleiben erhalten.',
      ask: title => `„${title}“ archivieren?`,
      text: 'Sie steht nicht mehr in öffentlichen Listen. Anmeldungen, Zahlen und der Bericht bleiben hier.',
      done: 'Die Veranstaltung ist archiviert.',
    },
    delete: {
      action: 'Entwurf löschen',
      about: 'Niemand hat ihn gesehen, also geht sonst nichts verloren.',
      ask: title => `„${title}“ löschen?`,
      text: 'Der Entwurf, seine Ticketarten und seine Bilder werden gelöscht. Das lässt sich nicht rückgängig machen.',
      done: 'Der Entwurf ist gelöscht.',
    },
  },
  problems: {
    event_not_published: 'Diese Veranstaltung ist nicht im Verkauf.',
    event_in_the_past: 'Eine Veranstaltung, die begonnen hat, kann nicht veröffentlicht werden.',
    ticket_type_required: 'Die Veranstaltung braucht erst eine Ticketart.',
    event_not_over: 'Warte, bis die Veranstaltung beendet ist, oder sage sie erst ab.',
    event_not_draft: 'Nur ein Entwurf lässt sich löschen. Diese Veranstaltung kannst du absagen.',
  },
}

export default de
