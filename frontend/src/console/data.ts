import { useQuery } from '@tanstack/react-query'
import { api, data, idempotencyKey, type Schemas } from '../api/client'
import { everything } from '../api/pages'

export type Event = Schemas['EventView']
export type TicketType = Schemas['TicketTypeView']
export type Registration = Schemas['RegistrationView']
export type CheckIn = Schemas['CheckInView']
export type Money = Schemas['Money']
export type Figures = Awaited<ReturnType<typeof figures>>
export type Status = Event['status']

/** Polling interval in milliseconds while the page is visible. */
export const LIVE = 5_000
const PAGE = 100

export const useEvent = (eventId: string) =>
  useQuery({
    queryKey: ['event', eventId],
    queryFn: () => data(api.GET('/events/{eventId}', { params: { path: { eventId } } })),
    refetchInterval: LIVE,
  })

const figures = (eventId: string) => data(api.GET('/events/{eventId}/analytics', { params: { path: { eventId } } }))

export const useFigures = (eventId: string, enabled = true) =>
  useQuery({ queryKey: ['figures', eventId], queryFn: () => figures(eventId), refetchInterval: LIVE, enabled })

export const useRegistrations = (eventId: string) =>
  useQuery({
    queryKey: ['registrations', eventId],
    queryFn: ({ signal }) =>
      everything(cursor =>
        data(api.GET('/events/{eventId}/registrations', { signal, params: { path: { eventId }, query: { limit: PAGE, cursor } } })),
      ),
    refetchInterval: LIVE * 3,
  })

export const useCheckIns = (eventId: string) =>
  useQuery({
    queryKey: ['check-ins', eventId],
    queryFn: ({ signal }) =>
      everything<CheckIn>(cursor =>
        data(api.GET('/events/{eventId}/check-ins', { signal, params: { path: { eventId }, query: { limit: PAGE, cursor } } })),
      ),
    // Every refetch reads all pages, so poll less often when there are many.
    refetchInterval: ({ state }) => ((state.data?.list.length ?? 0) > PAGE ? LIVE * 6 : LIVE),
  })

/** The `If-Match` header for a conditional write of this version. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** The idempotency key for a body under this name. It survives a reload, so that a retry after a lost response has no second effect. */
export function keyFor(name: string, body: unknown): string {
  const text = JSON.stringify(body)
  const at = `key:${name}`
  const [key, sent] = (sessionStorage.getItem(at) ?? '').split('\n')
  if (key && sent === text) return key
  const fresh = idempotencyKey()
  sessionStorage.setItem(at, `${fresh}\n${text}`)
  return fresh
}

/** Drops the key after a response: sending the same body again is a new request. */
export const keyUsed = (name: string) => sessionStorage.removeItem(`key:${name}`)

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
 * The places of confirmed registrations, and those of cancelled ones that were checked in, in the order of the registrations. Tickets without
 * an attendee are in the buyer's name.
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
