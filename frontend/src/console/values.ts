import type { Schemas } from '../api/client'
import { ownZone } from '../i18n/times'
import { absent, amount, type Body, count, minorUnits, moment, optional, read, show, type Texts, text } from '../ui/kinds'
import type { Event, TicketType } from './data'

/** The fields of an event by their paths in the API. Times are on the clocks of its time zone. */
const eventFields = (timeZone: string) => ({
  title: text,
  description: optional(text),
  category: text,
  timeZone: text,
  startsAt: moment(timeZone),
  endsAt: moment(timeZone),
  gateOpensAt: optional(moment(timeZone)),
  refundsUntil: optional(moment(timeZone)),
  'venue.name': text,
  'venue.address': optional(text),
  'venue.city': text,
  'venue.state': optional(text),
  'venue.postalCode': optional(text),
  'venue.country': text,
  capacity: count,
  maxPerPerson: optional(count),
  /** Empty: the default of the country. */
  priceDisplay: absent(text),
})

const typeFields = (timeZone: string, currency: string) => ({
  name: text,
  'price.amount': amount(currency),
  'price.currency': text,
  quantity: count,
  maxPerOrder: count,
  salesStartAt: optional(moment(timeZone)),
  salesEndAt: optional(moment(timeZone)),
})

/** The texts of an event's form. */
export type EventValues = Texts<ReturnType<typeof eventFields>>
export type TypeValues = Texts<ReturnType<typeof typeFields>>

/** Default limit per order. */
export const USUAL_MOST = '10'

/** @param country Where the organizer seems to be. */
export const newEvent = (country = ''): EventValues => ({
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
  'venue.country': country,
  capacity: '',
  maxPerPerson: '',
  priceDisplay: '',
})

export const newType = (currency = 'eur', name = '', price = ''): TypeValues => ({
  name,
  'price.amount': price,
  'price.currency': currency,
  quantity: '',
  maxPerOrder: USUAL_MOST,
  salesStartAt: '',
  salesEndAt: '',
})

const USUAL_LENGTH = 2 * 3_600_000

/** The usual end of an event that starts then; both are texts of a control for a moment. */
function usualEnd(startsAt: string): string {
  const end = new Date(Date.parse(`${startsAt}Z`) + USUAL_LENGTH)
  return Number.isNaN(end.getTime()) ? '' : end.toISOString().slice(0, 16)
}

/** Fills in what follows from other fields until it is typed itself: the end from the start, and a single ticket type's quantity from the capacity. */
export function followed<T extends EventValues & { ticketTypes: readonly TypeValues[] }>(before: T, { endsAt, ticketTypes, ...now }: T): T {
  const [only, ...others] = ticketTypes
  const follows = only && others.length === 0 && ['', before.capacity].includes(only.quantity)
  return {
    ...now,
    endsAt: ['', usualEnd(before.startsAt)].includes(endsAt) ? usualEnd(now.startsAt) : endsAt,
    ticketTypes: follows ? [{ ...only, quantity: now.capacity }] : ticketTypes,
  } as unknown as T
}

export const eventValues = (event: Event): EventValues =>
  // The API derives the opening of the gate from the start unless it is set; sending it back would fix it.
  show(eventFields(event.timeZone), { ...event, gateOpensAt: event.gateOpensAtSet ? event.gateOpensAt : null })

export const typeValues = (type: TicketType, timeZone: string): TypeValues => show(typeFields(timeZone, type.price.currency), type)

export const eventBody = (values: EventValues) =>
  read(eventFields(values.timeZone), values) as Body<ReturnType<typeof eventFields>> & { priceDisplay?: Event['priceDisplay'] }

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
export const typeBody = (values: TypeValues, timeZone: string): Schemas['TicketTypeField'] =>
  read(typeFields(timeZone, values['price.currency']), values)

export const wrongPrice = (values: TypeValues): boolean => minorUnits(values['price.amount'], values['price.currency']) === null
