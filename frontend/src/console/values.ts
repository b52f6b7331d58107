import type { Schemas } from '../api/client'
import { momentOf, ownZone, wallClock } from '../i18n/format'
import { majorUnits, minorUnits } from './amounts'
import type { Event, TicketType } from './data'

/** The values of the event form: text as typed, named like the fields in the API's errors. Times are local to the event's time zone. */
export interface EventValues {
  title: string
  description: string
  category: string
  timeZone: string
  startsAt: string
  endsAt: string
  gateOpensAt: string
  refundsUntil: string
  'venue.name': string
  'venue.address': string
  'venue.city': string
  'venue.state': string
  'venue.postalCode': string
  'venue.country': string
  capacity: string
  maxPerPerson: string
  /** Empty: the default of the country. */
  priceDisplay: string
}

export interface TypeValues {
  name: string
  price: string
  currency: string
  quantity: string
  maxPerOrder: string
  salesStartAt: string
  salesEndAt: string
}

/** Default limit per order. */
export const USUAL_MOST = '10'

export const newEvent = (): EventValues => ({
  title: '',
  description: '',
  category: 'concert',
  timeZone: ownZone(),
  startsAt: '',
  endsAt: '',
  gateOpensAt: '',
  refundsUntil: '',
  'venue.name': '',
  'venue.address': '',
  'venue.city': '',
  'venue.state': '',
  'venue.postalCode': '',
  'venue.country': '',
  capacity: '',
  maxPerPerson: '',
  priceDisplay: '',
})

export const newType = (currency = 'eur'): TypeValues => ({
  name: '',
  price: '',
  currency,
  quantity: '',
  maxPerOrder: USUAL_MOST,
  salesStartAt: '',
  salesEndAt: '',
})

export const eventValues = (event: Event): EventValues => ({
  title: event.title,
  description: event.description ?? '',
  category: event.category,
  timeZone: event.timeZone,
  startsAt: wallClock(event.startsAt, event.timeZone),
  endsAt: wallClock(event.endsAt, event.timeZone),
  // The API derives this from the start unless it is set; sending it back would fix it.
  gateOpensAt: event.gateOpensAtSet ? wallClock(event.gateOpensAt, event.timeZone) : '',
  refundsUntil: event.refundsUntil ? wallClock(event.refundsUntil, event.timeZone) : '',
  'venue.name': event.venue.name,
  'venue.address': event.venue.address ?? '',
  'venue.city': event.venue.city,
  'venue.state': event.venue.state ?? '',
  'venue.postalCode': event.venue.postalCode ?? '',
  'venue.country': event.venue.country,
  capacity: String(event.capacity),
  maxPerPerson: String(event.maxPerPerson),
  priceDisplay: event.priceDisplay,
})

export const typeValues = (type: TicketType, timeZone: string): TypeValues => ({
  name: type.name,
  price: majorUnits(type.price),
  currency: type.price.currency,
  quantity: String(type.quantity),
  maxPerOrder: String(type.maxPerOrder),
  salesStartAt: type.salesStartAt ? wallClock(type.salesStartAt, timeZone) : '',
  salesEndAt: type.salesEndAt ? wallClock(type.salesEndAt, timeZone) : '',
})

const moment = (local: string, timeZone: string) => (local ? momentOf(local, timeZone) : null)

export const eventBody = (values: EventValues) => ({
  title: values.title.trim(),
  description: values.description.trim() || null,
  category: values.category,
  timeZone: values.timeZone,
  startsAt: momentOf(values.startsAt, values.timeZone),
  endsAt: momentOf(values.endsAt, values.timeZone),
  gateOpensAt: moment(values.gateOpensAt, values.timeZone),
  refundsUntil: moment(values.refundsUntil, values.timeZone),
  venue: {
    name: values['venue.name'].trim(),
    address: values['venue.address'].trim() || null,
    city: values['venue.city'].trim(),
    state: values['venue.state'].trim() || null,
    postalCode: values['venue.postalCode'].trim() || null,
    country: values['venue.country'],
  },
  capacity: Number(values.capacity),
  maxPerPerson: values.maxPerPerson ? Number(values.maxPerPerson) : null,
  priceDisplay: (values.priceDisplay || undefined) as Event['priceDisplay'] | undefined,
})

/** The fields whose change ticket holders are notified of. */
const FACTS = [
  'title',
  'timeZone',
  'startsAt',
  'endsAt',
  'gateOpensAt',
  'venue.name',
  'venue.address',
  'venue.city',
  'venue.country',
] as const

export const concerns = (values: EventValues, base: EventValues): boolean => FACTS.some(name => values[name] !== base[name])

/** Expects a valid price: see {@link wrongPrice}. */
export const typeBody = (values: TypeValues, timeZone: string): Schemas['TicketTypeField'] => ({
  name: values.name.trim(),
  price: { amount: minorUnits(values.price, values.currency) ?? 0, currency: values.currency },
  quantity: Number(values.quantity),
  maxPerOrder: Number(values.maxPerOrder),
  salesStartAt: moment(values.salesStartAt, timeZone),
  salesEndAt: moment(values.salesEndAt, timeZone),
})

export const wrongPrice = ({ price, currency }: TypeValues): boolean => minorUnits(price, currency) === null
