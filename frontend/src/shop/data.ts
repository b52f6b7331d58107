import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api/client'
import { ask } from '../api/questions'

export type Event = Schemas['EventView']
export type TicketType = Schemas['TicketTypeView']
export type Registration = Schemas['RegistrationView']
export type Ticket = Schemas['TicketView']

export const eventQuery = (eventId: string) => ask('/events/{eventId}', { path: { eventId } })

/** `enabled` is false while the id is unknown. */
export const useEvent = (eventId: string, enabled = true) => useQuery({ ...eventQuery(eventId), enabled })

/** The lowest ticket price; null without ticket types. */
export const cheapest = (event: Event): Schemas['Money'] | null =>
  event.ticketTypes.reduce<Schemas['Money'] | null>((least, { price }) => (least && least.amount <= price.amount ? least : price), null)

/** The limit of a type per order. */
export const limitOf = (event: Event, type: TicketType): number => Math.min(type.maxPerOrder, event.maxPerPerson)

/** The limit of a type per order given current availability. */
export const mostOf = (event: Event, type: TicketType): number =>
  type.availability === 'available' ? Math.min(limitOf(event, type), type.available) : 0

/** The category's name; unknown categories are shown as written by the organizer. */
export const categoryName = (category: string, names: Record<string, string>): string =>
  names[category] ?? category.charAt(0).toUpperCase() + category.slice(1)
