import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/en'

const plural = pluralOf('en')

const en = {
  ...shell,
  money: {
    month: 'Month',
    currency: 'Currency',
    sales: 'Sales',
    orders: (n: number, tickets: number) =>
      `${plural(n, { one: '# order', other: '# orders' })}, ${plural(tickets, { one: '# ticket', other: '# tickets' })}`,
    tax: (sum: string) => `${sum} tax included or added`,
    refunds: 'Refunds',
    disputes: 'Disputes',
    net: 'Net',
    before: (sum: string) => `${sum} the month before`,
    times: (n: number) => plural(n, { one: '# time', other: '# times' }),
    perDay: 'Sales per day',
    perEvent: 'By event',
    event: 'Event',
    tickets: 'Tickets',
    incomplete: 'There is more than can be added up at once: the oldest transactions of these months are missing. The file has all.',
    asOf: (moment: string, zone: string) => `As of ${moment}. Days as in ${zone}.`,
  },
  transactions: {
    title: 'Transactions',
    search: 'Search by event or number',
    kind: 'Kind',
    every: 'All kinds',
    kinds: {
      sale: 'Sale',
      refund: 'Refund',
      refundFailed: 'Refund came back',
      dispute: 'Dispute',
      disputeWon: 'Dispute won',
      cancelled: 'Cancellation',
    },
    payment: 'Payment without tickets',
    at: 'Time',
    gross: 'Amount',
    found: (n: number, complete: boolean) =>
      complete
        ? plural(n, { one: '# transaction', other: '# transactions' })
        : plural(n, { one: 'The newest transaction', other: 'The newest # transactions' }),
    none: (month: string) => `No transactions in ${month}`,
    noneText: 'Nobody has bought, cancelled or been refunded in this month. A sale is listed here within seconds.',
  },
  export: {
    action: (format: string) => `Export ${format}`,
    done: (n: number) => plural(n, { one: 'The file has # line.', other: 'The file has # lines.' }),
    part: (n: number) =>
      plural(n, {
        one: 'The file has the newest # line: there is too much for one file.',
        other: 'The file has the newest # lines: there is too much for one file. Choose a kind.',
      }),
  },
  /** None in addition to those of the console. */
  problems: {} as Record<string, string>,
}

export default en
