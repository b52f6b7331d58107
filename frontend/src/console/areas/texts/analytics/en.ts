import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/en'

const plural = pluralOf('en')
const orders = (n: number) => plural(n, { one: '# order', other: '# orders' })
const tickets = (n: number) => plural(n, { one: '# ticket', other: '# tickets' })

const en = {
  ...shell,
  range: {
    from: 'From',
    to: 'To',
    wrong: 'Choose a last day that is not before the first, and at most a year after it.',
    asOf: (moment: string, zone: string) => `As of ${moment}. Days as in ${zone}.`,
    incomplete: 'There is more than can be added up at once: the oldest transactions are missing until the coming night.',
  },
  none: 'Nothing was sold in these days',
  noneText: 'Nobody has bought, cancelled or been refunded. A sale appears here within seconds.',
  currency: 'Currency',
  sales: 'Sales',
  sold: (n: number, of: number) => `${orders(n)}, ${tickets(of)}`,
  refunds: 'Refunds',
  ofSales: (rate: string) => `${rate} of sales`,
  net: 'Net',
  afterDisputes: 'after refunds and disputes',
  averageTicket: 'Average price of a ticket',
  checkIns: 'Checked in',
  used: (used: string, of: number) => `${used} of ${tickets(of)}`,
  noCheckIns: 'Counted on the day after an event.',
  perDay: 'Sales per day',
  perEvent: 'By event',
  event: 'Event',
  otherEvents: 'All other events',
  tickets: 'Tickets',
  orders: 'Orders',
  hours: 'Orders by hour, at the event’s place',
  weekday: 'Day of the week',
  everyDay: 'Every day',
  people: {
    title: 'People',
    total: 'Accounts',
    joined: 'New accounts per day',
    active: 'People signed in per day',
    activeWeek: 'People signed in per week',
    new: 'New',
    retention: 'Who comes back',
    week: 'Joined in the week of',
    after: (n: number) => plural(n, { one: 'After # week', other: 'After # weeks' }),
    none: 'Nobody has joined in these weeks.',
  },
  events: {
    title: 'Events',
    total: 'Events',
    published: (n: number) => `${n === 1 ? '1 is' : `${n} are`} published`,
    attendance: 'Attendance',
    attendanceText: 'of the tickets of events that ended in these days',
    byCategory: 'By category',
    category: 'Category',
    isPublished: 'Published',
  },
  places: {
    title: 'Where it sells',
    text: 'By the venue of the event. Where buyers are is not recorded.',
    city: 'City',
    country: 'Country',
    cities: 'Cities',
    countries: 'Countries',
  },
  money: 'Money',
  export: {
    action: (format: string) => `Export ${format}`,
    done: (n: number) => plural(n, { one: 'The file has # line.', other: 'The file has # lines.' }),
    part: (n: number) =>
      plural(n, { one: 'The file has # line, without the oldest days.', other: 'The file has # lines, without the oldest days.' }),
  },
  /** None in addition to those of the console. */
  problems: {} as Record<string, string>,
}

export default en
