import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import words from '../../../../i18n/words/de'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')
const places = (n: number) => plural(n, { one: '# Ticket', other: '# Tickets' })

const de: typeof en = {
  ...shell,
  registrations: {
    search: 'Name, E-Mail oder Nummer suchen',
    state: 'Status',
    every: 'Alle Status',
    status: words.registrationStatus,
    attention: 'Prüfung nötig',
    needAttention: n =>
      plural(n, {
        one: '# Anmeldung muss geprüft werden: eine Zahlung ohne Tickets oder eine fehlgeschlagene Erstattung.',
        other: '# Anmeldungen müssen geprüft werden: eine Zahlung ohne Tickets oder eine fehlgeschlagene Erstattung.',
      }),
    lookAt: 'Anzeigen',
    found: (n, of) => plural(of, { one: `${number(n)} von # Anmeldung`, other: `${number(n)} von # Anmeldungen` }),
    incomplete: n => `Nur die neuesten ${number(n)} werden hier durchsucht. Der Bericht enthält alle.`,
    none: 'Noch hat sich niemand angemeldet',
    noneText: 'Teile den Link der Veranstaltung: Anmeldungen erscheinen hier automatisch.',
    buyer: 'Käufer',
    email: 'E-Mail',
    number: 'Nummer der Anmeldung',
    tickets: 'Tickets',
    made: 'Bestellt am',
    confirmedAt: 'Bestätigt',
    cancelledAt: 'Storniert',
    cancelledBy: 'Storniert von',
    cancelled: { buyer: 'Käufer', organizer: 'Veranstalter', event: 'Die Veranstaltung wurde abgesagt' },
    reason: 'Grund',
    total: 'Summe',
    tax: 'Steuer',
    paid: 'Bezahlt',
    givenBack: 'Erstattet',
    refunded: 'Erstattet',
    refunds: 'Erstattungen',
    refundStatus: words.refundStatus,
    paymentFailed: 'Zahlung fehlgeschlagen',
  },
  refund: {
    action: 'Erstatten',
    title: name => `${name} erstatten`,
    howMuch: 'Art der Erstattung',
    all: sum => `Volle Erstattung: ${sum}`,
    part: 'Teilerstattung',
    amount: 'Betrag',
    atMost: sum => `Höchstens ${sum}.`,
    wrong: sum => `Gib einen Betrag bis ${sum} ein.`,
    reason: 'Grund',
    reasonHint: 'Wird bei der Erstattung vermerkt.',
    preview: 'Was passiert',
    gets: (name, sum) => `${name} bekommt ${sum} auf dem ursprünglichen Zahlungsweg zurück.`,
    cancels: n =>
      `Die Anmeldung wird storniert: ${places(n)} werden ungültig und können neu verkauft werden, sofern noch niemand damit eingelassen wurde.`,
    stays: 'Die Anmeldung bleibt bestehen, und ihre Tickets bleiben gültig.',
    left: sum => `${sum} können später noch erstattet werden.`,
    done: sum => `Erstattung von ${sum} veranlasst.`,
  },
  attendees: {
    search: 'Name, E-Mail oder Käufer suchen',
    everyType: 'Alle Ticketarten',
    state: 'Status',
    everyone: 'Alle',
    inside: 'Eingelassen',
    outside: 'Noch nicht',
    unknown: 'Unbekannt',
    incomplete: 'Es sind nicht alle Scans geladen: Bei manchen ist der Status unbekannt.',
    found: (n, of) => plural(of, { one: `${number(n)} von # Gast`, other: `${number(n)} von # Gästen` }),
    none: 'Noch keine Gäste',
    noneText: 'Hier erscheinen alle mit einer bestätigten Anmeldung.',
    name: 'Name',
    buyer: 'Gekauft von',
    undo: 'Einlass zurücknehmen',
    undoOf: name => `Einlass zurücknehmen: ${name}`,
    undoAsk: name => `Einlass von ${name} zurücknehmen?`,
    undoText: 'Das Ticket gilt dann wieder für den Einlass. Beide Scans bleiben im Verlauf.',
    undoVoidText: 'Das Ticket bleibt ungültig, und der Platz kann neu verkauft werden. Beide Scans bleiben im Verlauf.',
    undone: name => `Der Einlass von ${name} ist zurückgenommen.`,
    reason: 'Grund',
  },
  message: {
    title: 'Gästen schreiben',
    newsOnly: from =>
      `Vor dem ${from} und ab einer Woche nach der Veranstaltung erhalten nur Käufer deine Nachrichten, die das wünschen. Dazwischen erhalten sie alle.`,
    types: 'Ticketart',
    who: 'Empfänger',
    subject: 'Betreff',
    text: 'Nachricht',
    textHint: 'Anrede mit Namen, Veranstaltung und Link zu den Tickets kommen dazu. Antworten gehen an deine Kontaktadresse.',
    action: 'Senden',
    done: n => plural(n, { one: 'Deine Nachricht geht an # Person.', other: 'Deine Nachricht geht an # Personen.' }),
  },
  allAttendees: {
    search: 'Name, E-Mail oder Ticket-ID suchen',
    everyEvent: 'Alle Veranstaltungen',
    status: { valid: 'Gültig', used: 'Eingelassen', void: 'Storniert' },
    found: (n, complete) =>
      complete ? plural(n, { one: '# Gast', other: '# Gäste' }) : plural(n, { one: 'Der erste Gast', other: 'Die ersten # Gäste' }),
    noneText: 'Hier erscheinen alle, die ein Ticket für eine eurer Veranstaltungen haben.',
    event: 'Veranstaltung',
    print: 'Liste drucken',
    part: n =>
      plural(n, {
        one: 'Die Datei hat # Zeile: Für eine Datei ist es zu viel. Wähle eine Veranstaltung.',
        other: 'Die Datei hat # Zeilen: Für eine Datei ist es zu viel. Wähle eine Veranstaltung.',
      }),
  },
  /** Of all events. */
  allOrders: {
    found: (n, complete) =>
      complete
        ? plural(n, { one: '# Bestellung', other: '# Bestellungen' })
        : plural(n, { one: 'Die neueste Bestellung', other: 'Die neuesten # Bestellungen' }),
    none: 'Noch keine Bestellungen',
    noneText:
      'Hier stehen alle bestätigten Bestellungen deiner Veranstaltungen, Sekunden nach dem Verkauf. Wähle eine Veranstaltung, um auch unbezahlte zu sehen.',
  },
  checkIns: {
    of: (n, of) => [n, ` von ${places(of)} eingelassen`],
    search: 'Name, Ticketart oder Eingang suchen',
    every: 'Alle Ergebnisse',
    kinds: { valid: 'Eingelassen', invalid: 'Abgewiesen', undo: 'Zurückgenommen', conflict: 'Offline-Konflikt' },
    conflicts: {
      letInRefused: 'eingelassen, obwohl ungültig',
      letInTwice: 'zweimal eingelassen',
      turnedAwayValid: 'abgewiesen, obwohl gültig',
    },
    reasons: {
      unknown: 'unbekanntes Ticket',
      forged: 'gefälscht',
      wrong_event: 'andere Veranstaltung',
      void: 'ungültig',
      not_paid: 'nicht bezahlt',
      event_not_open: 'Einlass noch nicht offen',
      expired: 'zu spät',
      already_used: 'schon benutzt',
    },
    scanner: 'Scanner öffnen',
    found: n => plural(n, { one: '# Scan', other: '# Scans' }),
    incomplete: n => `Nur die neuesten ${number(n)} werden gezeigt.`,
    none: 'Noch wurde nichts gescannt',
    noneText: 'Öffne den Scanner am Eingang: Jeder Scan erscheint hier nach wenigen Sekunden.',
    at: 'Zeit',
    verdict: 'Ergebnis',
    gate: 'Eingang',
    note: 'Notiz',
  },
  export: {
    action: (format: string) => `${format} exportieren`,
    done: n => plural(n, { one: 'Der Bericht hat # Zeile.', other: 'Der Bericht hat # Zeilen.' }),
    part: n =>
      plural(n, {
        one: 'Der Bericht hat die neuesten # Zeile: Für alle ist die Veranstaltung zu groß.',
        other: 'Der Bericht hat die neuesten # Zeilen: Für alle ist die Veranstaltung zu groß.',
      }),
  },
  bookings: {
    search: 'Nummer, Zahlung, Ticketcode, E-Mail oder Veranstaltung suchen',
    start: 'Buchung suchen',
    startText: 'Gib etwas aus einer E-Mail ein: Nummer der Anmeldung, Zahlung (pi_…), Ticketcode, Adresse oder Veranstaltung.',
    one: 'Buchung',
    event: 'Veranstaltung',
    when: 'Termin',
    number: 'ID der Veranstaltung',
    account: 'Konto des Käufers',
    none: 'Es gibt keine Buchung mit dieser Nummer.',
  },
  problems: {
    nothing_to_refund: 'Es ist nichts mehr zu erstatten.',
    refund_exceeds_payment: 'Das ist mehr, als erstattet werden kann.',
    too_many_refunds: 'Nach so vielen Teilerstattungen lässt sich nur noch der ganze Restbetrag erstatten.',
    too_many_messages: 'Zu dieser Veranstaltung gab es heute schon fünf Nachrichten. Schreibe morgen wieder.',
    unknown_ticket_type: 'Diese Ticketart gibt es nicht mehr.',
    not_checked_in: 'Dieses Ticket ist nicht eingelassen.',
  },
}

export default de
