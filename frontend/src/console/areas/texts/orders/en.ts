import type { ReactNode } from 'react'
import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import words from '../../../../i18n/words/en'
import shell from '../../../texts/en'

const plural = pluralOf('en')
const places = (n: number) => plural(n, { one: '# ticket', other: '# tickets' })

const en = {
  ...shell,
  registrations: {
    search: 'Search by name, e-mail or number',
    state: 'Status',
    every: 'All statuses',
    status: words.registrationStatus,
    attention: 'Needs attention',
    needAttention: (n: number) =>
      plural(n, {
        one: '# registration needs attention: a payment without tickets, or a refund that failed.',
        other: '# registrations need attention: a payment without tickets, or a refund that failed.',
      }),
    lookAt: 'Show',
    found: (n: number, of: number) => plural(of, { one: `${number(n)} of # registration`, other: `${number(n)} of # registrations` }),
    incomplete: (n: number) => `Only the newest ${number(n)} are searched here. The report contains all of them.`,
    none: 'Nobody has registered yet',
    noneText: 'Share the event link: registrations appear here automatically.',
    buyer: 'Buyer',
    email: 'E-mail',
    number: 'Registration number',
    tickets: 'Tickets',
    made: 'Placed on',
    confirmedAt: 'Confirmed',
    cancelledAt: 'Cancelled',
    cancelledBy: 'Cancelled by',
    cancelled: { buyer: 'Buyer', organizer: 'Organizer', event: 'The event was cancelled' },
    reason: 'Reason',
    total: 'Total',
    tax: 'Tax',
    paid: 'Paid',
    givenBack: 'Refunded',
    refunded: 'Refunded',
    refunds: 'Refunds',
    refundStatus: words.refundStatus,
    paymentFailed: 'Payment failed',
  },
  refund: {
    action: 'Refund',
    title: (name: string) => `Refund ${name}`,
    howMuch: 'Refund type',
    all: (sum: string) => `Full refund: ${sum}`,
    part: 'Partial refund',
    amount: 'Amount',
    atMost: (sum: string) => `Up to ${sum}.`,
    wrong: (sum: string) => `Enter an amount of up to ${sum}.`,
    reason: 'Reason',
    reasonHint: 'Saved with the refund.',
    preview: 'What will happen',
    gets: (name: string, sum: string) => `${name} gets ${sum} back, to the original payment method.`,
    cancels: (n: number) => `The registration is cancelled: ${places(n)} become void and can be sold again, unless already checked in.`,
    stays: 'The registration stays active, and its tickets stay valid.',
    left: (sum: string) => `${sum} can still be refunded later.`,
    done: (sum: string) => `Refund of ${sum} requested.`,
  },
  attendees: {
    search: 'Search by name, e-mail or buyer',
    everyType: 'All ticket types',
    state: 'Status',
    everyone: 'All attendees',
    inside: 'Checked in',
    outside: 'Not yet',
    unknown: 'Unknown',
    incomplete: 'Not all scans are loaded: some statuses are unknown.',
    found: (n: number, of: number) => plural(of, { one: `${number(n)} of # attendee`, other: `${number(n)} of # attendees` }),
    none: 'No attendees yet',
    noneText: 'Everyone with a confirmed registration is listed here.',
    name: 'Name',
    buyer: 'Bought by',
    undo: 'Undo check-in',
    undoOf: (name: string) => `Undo check-in of ${name}`,
    undoAsk: (name: string) => `Undo the check-in of ${name}?`,
    undoText: 'The ticket can be used for entry again. Both scans stay in the history.',
    undoVoidText: 'The ticket stays void, and its place can be sold again. Both scans stay in the history.',
    undone: (name: string) => `The check-in of ${name} is undone.`,
    reason: 'Reason',
  },
  message: {
    title: 'Write to attendees',
    newsOnly: (from: string) =>
      `Before ${from}, and again a week after the event, only buyers who have asked for news get your messages. In between, everyone does.`,
    types: 'Ticket type',
    who: 'Recipients',
    subject: 'Subject',
    text: 'Message',
    textHint: 'A greeting by name, the event and a link to the tickets are added. Answers go to your contact address.',
    action: 'Send',
    done: (n: number) => plural(n, { one: 'Your message goes to # person.', other: 'Your message goes to # people.' }),
  },
  /** Of all events. */
  allAttendees: {
    search: 'Search by name, e-mail or ticket ID',
    everyEvent: 'All events',
    status: { valid: 'Valid', used: 'Checked in', void: 'Cancelled' },
    found: (n: number, complete: boolean) =>
      complete
        ? plural(n, { one: '# attendee', other: '# attendees' })
        : plural(n, { one: 'The first attendee', other: 'The first # attendees' }),
    noneText: 'Everyone with a ticket for one of your events is listed here.',
    event: 'Event',
    print: 'Print list',
    part: (n: number) =>
      plural(n, {
        one: 'The file has # line: there is too much for one file. Choose an event.',
        other: 'The file has # lines: there is too much for one file. Choose an event.',
      }),
  },
  /** Of all events. */
  allOrders: {
    found: (n: number, complete: boolean) =>
      complete ? plural(n, { one: '# order', other: '# orders' }) : plural(n, { one: 'The newest order', other: 'The newest # orders' }),
    none: 'No orders yet',
    noneText: 'Every confirmed order of your events is listed here, within seconds of the sale. Choose an event to see unpaid ones too.',
  },
  checkIns: {
    of: (n: ReactNode, of: number): ReactNode => [n, ` of ${places(of)} checked in`],
    search: 'Search by name, ticket type or gate',
    every: 'All results',
    kinds: { valid: 'Checked in', invalid: 'Refused', undo: 'Undone', conflict: 'Offline conflict' },
    conflicts: {
      letInRefused: 'admitted, though not valid',
      letInTwice: 'admitted twice',
      turnedAwayValid: 'refused, though valid',
    } as Record<string, string>,
    reasons: {
      unknown: 'unknown ticket',
      forged: 'forged',
      wrong_event: 'wrong event',
      void: 'void',
      not_paid: 'not paid',
      event_not_open: 'doors not open yet',
      expired: 'too late',
      already_used: 'already used',
    },
    scanner: 'Open scanner',
    found: (n: number) => plural(n, { one: '# scan', other: '# scans' }),
    incomplete: (n: number) => `Only the newest ${number(n)} are shown.`,
    none: 'Nothing has been scanned yet',
    noneText: 'Open the scanner at the gate: each scan appears here within seconds.',
    at: 'Time',
    verdict: 'Result',
    gate: 'Gate',
    note: 'Note',
  },
  export: {
    action: (format: string) => `Export ${format}`,
    done: (n: number) => plural(n, { one: 'The report has # line.', other: 'The report has # lines.' }),
    part: (n: number) =>
      plural(n, {
        one: 'The report has the newest # line: the event is too large for all of them.',
        other: 'The report has the newest # lines: the event is too large for all of them.',
      }),
  },
  bookings: {
    search: 'Search by number, payment, ticket code, e-mail or event',
    start: 'Search for a booking',
    startText: 'Enter anything from an e-mail: registration number, payment (pi_…), ticket code, buyer’s address or event.',
    one: 'Booking',
    event: 'Event',
    when: 'Date',
    number: 'Event ID',
    account: 'Buyer’s account',
    none: 'There is no booking with this number.',
  },
  /** Refusals by code, in addition to those of the console. */
  problems: {
    nothing_to_refund: 'There is nothing left to refund.',
    refund_exceeds_payment: 'That is more than can be refunded.',
    too_many_refunds: 'After so many partial refunds, only the full remaining amount can be refunded.',
    too_many_messages: 'You have written five messages about this event today. Write again tomorrow.',
    unknown_ticket_type: 'This ticket type no longer exists.',
    not_checked_in: 'This ticket is not checked in.',
  } as Record<string, string>,
}

export default en
