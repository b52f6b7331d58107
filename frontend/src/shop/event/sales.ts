import type { Event, TicketType } from '../data'

/** Whether sales have ended for good. `now` is the server's time. */
export const isClosed = (event: Event, type: TicketType, now: number): boolean => Date.parse(type.salesEndAt ?? event.startsAt) <= now

/** The next start of sales, which may already have passed since the last response; null when there is none. */
export function nextOpening(event: Event, now: number): number | null {
  if (event.status !== 'published' && event.status !== 'active') return null
  const openings = event.ticketTypes
    .filter(type => type.availability === 'notOnSale' && type.salesStartAt && !isClosed(event, type, now))
    .map(type => Date.parse(type.salesStartAt as string))
  return openings.length > 0 ? Math.min(...openings) : null
}

export const isOver = (event: Event): boolean => event.status === 'completed' || event.status === 'archived'
