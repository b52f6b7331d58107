import { pluralOf } from '../../i18n/plural'
import words from '../../i18n/words/en'

const plural = pluralOf('en')

const en = {
  title: 'Events',
  nav: {
    create: 'Create an event',
    tickets: 'My tickets',
    registrations: 'My registrations',
    find: 'Find my order',
    console: 'For organizers',
    scanner: 'Scanner',
    account: 'Account',
    main: 'Main',
  },
  list: {
    hero: 'Go out. Be there.',
    lead: 'Concerts, talks, dinners and everything in between. Get your tickets in a minute and show them on your phone.',
    search: 'Search events, places or cities',
    searchButton: 'Search',
    category: 'Category',
    all: 'All',
    date: 'Date',
    view: 'View',
    asList: 'List',
    asMonth: 'Month',
    found: (n: number) => plural(n, { one: '# event', other: '# events' }),
    results: 'Upcoming',
    none: 'No events match your search',
    noneText: 'Try another word, another date or all categories.',
    reset: 'Show all events',
    previous: 'Previous month',
    next: 'Next month',
    noneInMonth: 'No events in this month.',
    categories: words.categories,
  },
  price: {
    free: 'Free',
    from: (price: string) => `from ${price}`,
    tax: {
      included: (rate: string, name: string) => `incl. ${rate} ${name}`,
      excluded: (rate: string, name: string) => `plus ${rate} ${name}`,
      someIncluded: 'incl. VAT',
      someExcluded: 'plus tax',
      none: 'no tax',
      names: { vat: 'VAT', gst: 'GST', salesTax: 'sales tax', tax: 'tax' },
    },
  },
  availability: {
    soldOut: 'Sold out',
    held: 'All held',
    few: (n: number) => `${n} left`,
    cancelled: 'This event is cancelled.',
  },
  event: {
    when: 'When',
    where: 'Where',
    gate: (time: string) => `Doors open at ${time}`,
    calendar: 'Add to calendar',
  },
  signedIn: {
    title: 'Signing you in',
    failed: 'Sign-in failed',
    failedText: 'This link has already been used or belongs to another tab. Please try again.',
  },
  footer: 'Tickets by e-mail and on your phone. Secure payment with Stripe.',
}

export default en
