import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/de'
import type en from './en'

const plural = pluralOf('de')

const de: typeof en = {
  ...shell,
  money: {
    month: 'Monat',
    currency: 'Währung',
    sales: 'Verkäufe',
    orders: (n, tickets) =>
      `${plural(n, { one: '# Bestellung', other: '# Bestellungen' })}, ${plural(tickets, { one: '# Ticket', other: '# Tickets' })}`,
    tax: sum => `${sum} Steuer enthalten oder aufgeschlagen`,
    refunds: 'Erstattungen',
    disputes: 'Rückbuchungen',
    net: 'Netto',
    before: sum => `${sum} im Monat davor`,
    times: n => plural(n, { one: '#-mal', other: '#-mal' }),
    perDay: 'Verkäufe pro Tag',
    perEvent: 'Nach Veranstaltung',
    event: 'Veranstaltung',
    tickets: 'Tickets',
    incomplete:
      'Es ist mehr, als auf einmal zusammengezählt werden kann: Die ältesten Buchungen dieser Monate fehlen. Die Datei enthält alle.',
    asOf: (moment, zone) => `Stand: ${moment}. Tage wie in ${zone}.`,
  },
  transactions: {
    title: 'Buchungen',
    search: 'Nach Veranstaltung oder Nummer suchen',
    kind: 'Art',
    every: 'Alle Arten',
    kinds: {
      sale: 'Verkauf',
      refund: 'Erstattung',
      refundFailed: 'Erstattung zurückgekommen',
      dispute: 'Rückbuchung',
      disputeWon: 'Rückbuchung gewonnen',
      cancelled: 'Stornierung',
    },
    payment: 'Zahlung ohne Tickets',
    at: 'Zeit',
    gross: 'Betrag',
    found: (n, complete) =>
      complete
        ? plural(n, { one: '# Buchung', other: '# Buchungen' })
        : plural(n, { one: 'Die neueste Buchung', other: 'Die neuesten # Buchungen' }),
    none: month => `Keine Buchungen im ${month}`,
    noneText: 'In diesem Monat hat niemand gekauft, storniert oder Geld zurückbekommen. Ein Verkauf steht hier nach Sekunden.',
  },
  export: {
    action: (format: string) => `${format} exportieren`,
    done: n => plural(n, { one: 'Die Datei hat # Zeile.', other: 'Die Datei hat # Zeilen.' }),
    part: n =>
      plural(n, {
        one: 'Die Datei hat die neueste # Zeile: Es ist zu viel für eine Datei.',
        other: 'Die Datei hat die neuesten # Zeilen: Es ist zu viel für eine Datei. Wähle eine Art.',
      }),
  },
  /** None in addition to those of the console. */
  problems: {},
}

export default de
