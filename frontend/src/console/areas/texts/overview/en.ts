import type { ReactNode } from 'react'
import { number } from '../../../../i18n/format'
import { pluralOf } from '../../../../i18n/plural'
import shell from '../../../texts/en'

const plural = pluralOf('en')
const places = (n: number) => plural(n, { one: '# ticket', other: '# tickets' })

const en = {
  ...shell,
  checklist: {
    title: 'Setup',
    done: (n: number, of: number) => `${number(n)} of ${number(of)} done`,
    isDone: 'done',
    doIt: 'Add',
    made: 'Create draft',
    madeText: 'Title, date and venue are set.',
    tickets: 'Add ticket types',
    ticketsText: (n: number, capacity: number) =>
      n === 0 ? 'Needed before anyone can register.' : `${places(n)} for ${plural(capacity, { one: '# place', other: '# places' })}.`,
    description: 'Add a description',
    descriptionText: 'What will happen, who is on stage, what to bring: it helps people decide.',
    image: 'Add an image',
    imageText: 'Shown on the event page and in the list of events.',
    publish: 'Publish',
    publishText: 'The event is then public and on sale, and you can share the link.',
  },
  unverified: {
    title: 'Verification comes before paid tickets',
    text: 'This event has tickets with a price. It can be published once your identity is verified; free events need no verification.',
    pending: 'This event has tickets with a price. It can be published once your papers are approved.',
  },
  overview: {
    sold: 'Sold',
    /** `n` is an element: the number in bold. */
    of: (n: ReactNode, of: number): ReactNode => [n, ` of ${number(of)}`],
    held: (n: number) => `${number(n)} in baskets`,
    starts: (when: string) => `starts ${when}`,
    revenue: 'Revenue',
    refunded: (sum: string) => `${sum} refunded.`,
    tax: (sum: string) => `Includes ${sum} tax.`,
    registrations: 'Registrations',
    pending: (n: number) => (n === 0 ? 'none awaiting payment' : `${number(n)} awaiting payment`),
    checkedIn: 'Checked in',
    cancelled: 'This event is cancelled. Everyone is notified and refunded.',
    incomplete: 'This event is too large to be counted in full here: sold and available are exact, the other figures are too low.',
    stale: (at: string) => `There is no connection at the moment. Figures as of ${at}.`,
    share: 'Share',
    copy: 'Copy link',
    copied: 'Link copied',
  },
  chart: {
    show: 'Show',
    sales: 'Sales by day',
    checkIns: 'Check-ins by hour',
    tickets: 'Tickets',
    people: 'People',
    inAll: 'in total',
    lastDays: (n: number) => `the last ${number(n)} days are shown`,
    lastHours: (n: number) => `the last ${number(n)} hours are shown`,
    below: 'A table with the same figures follows.',
    asTable: 'As a table',
    when: 'When',
    noSales: 'Your first sale will appear here.',
    noCheckIns: 'Check-ins will appear here once the doors open.',
  },
  lifecycle: {
    title: 'Manage event',
    reason: 'Reason',
    reasonHint: 'Sent to everyone who registered.',
    publish: {
      action: 'Publish',
      about: 'Makes the event public and opens the sale.',
      ask: (title: string) => `Publish “${title}”?`,
      text: (types: number) =>
        plural(types, {
          one: 'Everyone can see it from now on, and # ticket type is on sale. The currency cannot change after that.',
          other: 'Everyone can see it from now on, and # ticket types are on sale. The currency cannot change after that.',
        }),
      done: 'Published',
    },
    cancel: {
      action: 'Cancel event',
      about: 'Stops sales, cancels all registrations and refunds all payments.',
      ask: (title: string) => `Cancel “${title}”?`,
      stops: 'Sales stop immediately.',
      people: (registrations: number, tickets: number) =>
        `${plural(registrations, { one: '# registration', other: '# registrations' })} with ${places(tickets)} are cancelled, and their buyers are notified by e-mail.`,
      money: (sum: string) => `${sum} will be refunded.`,
      noMoney: 'There are no payments to refund.',
      allMoney: 'All payments will be refunded.',
      final: 'This cannot be undone.',
      done: 'The event is cancelled. Refunds are on their way.',
    },
    archive: {
      action: 'Archive',
      about: 'Removes the event from public lists. You keep all data.',
      ask: (title: string) => `Archive “${title}”?`,
      text: 'It is no longer in public lists. Registrations, figures and the report stay here.',
      done: 'The event is archived.',
    },
    delete: {
      action: 'Delete draft',
      about: 'Nobody has seen it yet, so nothing else is lost.',
      ask: (title: string) => `Delete “${title}”?`,
      text: 'The draft, its ticket types and its images will be deleted. This cannot be undone.',
      done: 'The draft is deleted.',
    },
  },
  /** Refusals by code, in addition to those of the console. */
  problems: {
    event_not_published: 'This event is not on sale.',
    event_in_the_past: 'An event that has started cannot be published.',
    ticket_type_required: 'The event needs a ticket type first.',
    event_not_over: 'Wait until the event is over, or cancel it first.',
    event_not_draft: 'Only a draft can be deleted. You can cancel this event instead.',
  } as Record<string, string>,
}

export default en
