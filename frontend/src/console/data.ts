import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api/client'
import { type Answer, ask } from '../api/questions'

export type Event = Schemas['EventView']
export type TicketType = Schemas['TicketTypeView']
export type Registration = Schemas['RegistrationView']
export type CheckIn = Schemas['CheckInView']
export type Money = Schemas['Money']
export type Figures = Answer<'/events/{eventId}/analytics'>
export type Status = Event['status']

/** How often an event is asked for without a sign that it has changed: its status follows from the time. */
const SLOWLY = 30_000

export const eventOf = (eventId: string) => ask('/events/{eventId}', { path: { eventId } })

export const useEvent = (eventId: string) => useQuery({ ...eventOf(eventId), refetchInterval: SLOWLY })

export const figuresOf = (eventId: string) => ask('/events/{eventId}/analytics', { path: { eventId } })

/** The answers that a sale, a refund or a check-in changes. */
export const SALES = ['/events/{eventId}', '/events/{eventId}/registrations', '/events/{eventId}/check-ins'] as const

export const sold = (event: Event): number => event.capacity - event.available

/** The refundable amount in minor units. */
export const left = ({ paid, refunded }: Registration): number => (paid?.amount ?? 0) - refunded.amount

/** Whether staff have to check it: it was overpaid, or a refund failed. */
export const needsAttention = (it: Registration): boolean =>
  it.refunds.some(refund => refund.status === 'failed') ||
  (it.status === 'confirmed' && left(it) > it.total.amount) ||
  (it.status !== 'confirmed' && left(it) > 0)

/** One place of a registration with its attendee. */
export interface Place {
  key: string
  ticketId: string | null
  name: string
  email: string
  ticketTypeName: string
  registration: Registration
}

/**
 * The places of confirmed registrations, and those of cancelled ones that were checked in, in the order of the registrations. Tickets
 * without an attendee are in the buyer's name.
 */
export const placesOf = (registrations: readonly Registration[], inside: ReadonlyMap<string, CheckIn>): Place[] =>
  registrations
    .filter(it => it.status === 'confirmed' || it.status === 'cancelled')
    .flatMap(it =>
      it.items
        .flatMap(line => Array<string>(line.quantity).fill(line.name))
        .map((ticketTypeName, i) => ({
          key: it.ticketIds[i] ?? `${it.registrationId}-${i}`,
          ticketId: it.ticketIds[i] ?? null,
          name: it.attendees[i]?.name ?? it.buyerName,
          email: it.attendees[i]?.email ?? it.buyerEmail,
          ticketTypeName,
          registration: it,
        })),
    )
    .filter(({ registration, ticketId }) => registration.status === 'confirmed' || (ticketId && inside.has(ticketId)))

/** Check-ins by ticket, without undone ones. Offline check-ins count whatever the server decided. `checkIns` is sorted newest first. */
export function insideOf(checkIns: readonly CheckIn[]): ReadonlyMap<string, CheckIn> {
  const newest = new Map<string, CheckIn>()
  for (const scan of checkIns) {
    const counts = scan.kind === 'undo' || (scan.device ?? scan.result) === 'valid'
    if (scan.ticketId && counts && !newest.has(scan.ticketId)) newest.set(scan.ticketId, scan)
  }
  for (const [ticketId, scan] of newest) if (scan.kind === 'undo') newest.delete(ticketId)
  return newest
}

/** The presence of an attendee. Without a scan it is `outside` only if all scans are loaded, else `unknown`. */
export const presenceOf = (
  ticketId: string | null,
  inside: ReadonlyMap<string, CheckIn>,
  all: boolean,
): 'inside' | 'outside' | 'unknown' => (ticketId && inside.has(ticketId) ? 'inside' : all || !ticketId ? 'outside' : 'unknown')
