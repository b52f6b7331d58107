import { useQuery } from '@tanstack/react-query'
import { api, data, type Schemas } from '../api/client'

export type Event = Schemas['EventView']
export type TicketType = Schemas['TicketTypeView']
export type Registration = Schemas['RegistrationView']
export type Ticket = Schemas['TicketView']

export const eventQuery = (eventId: string) => ({
  queryKey: ['event', eventId],
  queryFn: () => data(api.GET('/events/{eventId}', { params: { path: { eventId } } })),
})

/** `enabled` is false while its id is not known yet. */
export const useEvent = (eventId: string, enabled = true) => useQuery({ ...eventQuery(eventId), enabled })

/** The least that a ticket costs; null when there is no ticket type. */
export const cheapest = (event: Event): Schemas['Money'] | null =>
  event.ticketTypes.reduce<Schemas['Money'] | null>((least, { price }) => (least && least.amount <= price.amount ? least : price), null)

/** How many of a type one order may have. */
export const limitOf = (event: Event, type: TicketType): number => Math.min(type.maxPerOrder, event.maxPerPerson)

/** How many of a type one order may have now. */
export const mostOf = (event: Event, type: TicketType): number =>
  type.availability === 'available' ? Math.min(limitOf(event, type), type.available) : 0

/** Whether nobody will be able to buy it any more. `now` is of the server's clock. */
export const isClosed = (event: Event, type: TicketType, now: number): boolean => Date.parse(type.salesEndAt ?? event.startsAt) <= now

/** When a sale begins next, or should have begun by what the server has said; null when none will. */
export function nextOpening(event: Event, now: number): number | null {
  if (event.status !== 'published' && event.status !== 'active') return null
  const openings = event.ticketTypes
    .filter(type => type.availability === 'notOnSale' && type.salesStartAt && !isClosed(event, type, now))
    .map(type => Date.parse(type.salesStartAt as string))
  return openings.length > 0 ? Math.min(...openings) : null
}

export const isOver = (event: Event): boolean => event.status === 'completed' || event.status === 'archived'

/** A category that we have no word for is shown as its organizer wrote it. */
export const categoryName = (category: string, names: Record<string, string>): string =>
  names[category] ?? category.charAt(0).toUpperCase() + category.slice(1)
