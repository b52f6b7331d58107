import { pluralOf } from '../../../i18n/plural'
import shop from '../../texts/en'

const plural = pluralOf('en')

const en = {
  ...shop,
  availability: {
    ...shop.availability,
    heldText: 'All remaining tickets are in other people’s baskets. Some may become available again.',
    opens: (moment: string) => `On sale from ${moment}`,
    closed: 'Sales ended',
    notYet: 'Not on sale yet',
    over: 'This event is over.',
    cancelledBecause: (reason: string) => `This event is cancelled: ${reason}`,
    draft: 'This is a draft: only its organizers can see it.',
  },
  organizer: { events: 'Events', none: 'No upcoming events.' },
  event: {
    ...shop.event,
    refunds: (until: string) => `Tickets can be returned until ${until}`,
    yours: (span: string) => `In your time: ${span}`,
    about: 'About this event',
    noDescription: 'No description yet.',
    organizer: 'Organizer',
    website: 'Website',
    tickets: 'Tickets',
    map: 'View map',
    more: (name: string) => `One more: ${name}`,
    fewer: (name: string) => `One fewer: ${name}`,
    quantity: (name: string) => `Quantity: ${name}`,
    atMost: (n: number) => `Limit ${n} per order`,
    subtotal: 'Subtotal',
    choose: 'Select at least one ticket.',
    chosen: (n: number) => plural(n, { one: '# ticket', other: '# tickets' }),
    next: 'Get tickets',
    register: 'Register for free',
    secure: 'Your tickets are held for you while you pay.',
  },
}

export default en
