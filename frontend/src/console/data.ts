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

/** While the page can be seen: what sells and who comes in is followed as it happens. */
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
    // All pages are read each time: where there are many, less often.
    refetchInterval: ({ state }) => ((state.data?.list.length ?? 0) > PAGE ? LIVE * 6 : LIVE),
  })

/** `If-Match` for a change that is meant for this version only. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** The same as long as the same is sent under this name, over a reload too: an answer that was lost makes nothing twice. */
export function keyFor(name: string, body: unknown): string {
  const text = JSON.stringify(body)
  const at = `key:${name}`
  const [key, sent] = (sessionStorage.getItem(at) ?? '').split('\n')
  if (key && sent === text) return key
  const fresh = idempotencyKey()
  sessionStorage.setItem(at, `${fresh}\n${text}`)
  return fresh
}

/** It was answered: the same under this name is another request from now on. */
export const keyUsed = (name: string) => sessionStorage.removeItem(`key:${name}`)

export const sold = (event: Event): number => event.capacity - event.available

/** What can still be given back. */
export const left = ({ paid, refunded }: Registration): number => (paid?.amount ?? 0) - refunded.amount

/** Somebody has to look at it: more was taken than is owed, or a refund did not go through. */
export const needsAttention = (it: Registration): boolean =>
  it.refunds.some(refund => refund.status === 'failed') ||
  (it.status === 'confirmed' && left(it) > it.total.amount) ||
  (it.status !== 'confirmed' && left(it) > 0)

/** One place of a registration, made out to somebody. */
export interface Place {
  key: string
  ticketId: string | null
  name: string
  email: string
  ticketTypeName: string
  registration: Registration
}

/**
 * Confirmed places, and those of people who are inside although the order is cancelled, in the order of their registrations. Without an attendee of
 * its own a ticket is made out to the buyer.
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

/** By ticket the scan that let it in, unless it was taken back. What a device did while it was offline has happened. `checkIns` has the newest first. */
export function insideOf(checkIns: readonly CheckIn[]): ReadonlyMap<string, CheckIn> {
  const newest = new Map<string, CheckIn>()
  for (const scan of checkIns) {
    const counts = scan.kind === 'undo' || (scan.device ?? scan.result) === 'valid'
    if (scan.ticketId && counts && !newest.has(scan.ticketId)) newest.set(scan.ticketId, scan)
  }
  for (const [ticketId, scan] of newest) if (scan.kind === 'undo') newest.delete(ticketId)
  return newest
}

/** Whether somebody is in. Who is in none of the scans is outside only if all of them are known. */
export const presenceOf = (
  ticketId: string | null,
  inside: ReadonlyMap<string, CheckIn>,
  all: boolean,
): 'inside' | 'outside' | 'unknown' => (ticketId && inside.has(ticketId) ? 'inside' : all || !ticketId ? 'outside' : 'unknown')

/** As people compare names: `Muller` finds `Müller`, in every language. */
const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether every word is somewhere in the texts. */
export function matches(search: string, ...texts: (string | null | undefined)[]): boolean {
  const text = folded(texts.join(' '))
  return folded(search)
    .split(/\s+/)
    .every(word => text.includes(word))
}
