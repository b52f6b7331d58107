import { api, data, idempotencyKey, type Schemas } from '../../api/client'
import { language } from '../../i18n/language'
import { asProblem, Problem } from '../../problem'
import { emptyBasket } from '../basket'
import type { Registration } from '../data'
import { headerOf, keepKey, keyOf } from '../keys'
import { forgetSent } from './paying'

export interface Order {
  items: { ticketTypeId: string; quantity: number }[]
  attendees: { name: string; email?: string }[]
  /** Who orders without an account. */
  buyer?: Schemas['GuestField']
}

/** The last order of this tab for an event. Without a key, there is no request or hold to resume. */
interface Kept {
  order: Order
  key?: string
  registrationId?: string
}

const orderKey = (eventId: string) => `order:${eventId}`

export function keptOrder(eventId: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(orderKey(eventId)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

const keepOrder = (eventId: string, kept: Kept) => sessionStorage.setItem(orderKey(eventId), JSON.stringify(kept))

/** Forgets a completed order, so that the next one is separate. */
export function forgetOrder(eventId: string, registrationId: string) {
  if (keptOrder(eventId)?.registrationId === registrationId) sessionStorage.removeItem(orderKey(eventId))
}

/** Forgets an expired hold, but keeps the order with its attendees. */
export function forgetHold(eventId: string, registrationId: string) {
  const kept = keptOrder(eventId)
  if (kept?.registrationId === registrationId) keepOrder(eventId, { order: kept.order })
}

/** Forgets what this tab keeps of a purchase that is complete. */
export function forgetPurchase({ eventId, registrationId }: Registration) {
  emptyBasket(eventId)
  forgetSent(registrationId)
  forgetOrder(eventId, registrationId)
}

/** The order for the same tickets and attendees. @param guest Whether the buyer is not signed in. */
export const orderOf = ({ items, attendees, buyerName, buyerEmail }: Registration, guest: boolean): Order => ({
  items: items.map(({ ticketTypeId, quantity }) => ({ ticketTypeId, quantity })),
  attendees: attendees.map(({ name, email }) => ({ name, email: email ?? undefined })),
  buyer: guest ? { name: buyerName, email: buyerEmail, language: language() } : undefined,
})

/** Serializes orders, because concurrent ones would each create a hold. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Creates the hold; a free order is confirmed immediately. A retry of the same order after a failure or reload returns the same hold. A
 * different order replaces it, so that buyers do not compete with their own hold.
 */
export function hold(eventId: string, order: Order): Promise<Registration> {
  const held = turn.then(() => holdNow(eventId, order))
  turn = held.catch(() => undefined)
  return held
}

async function holdNow(eventId: string, order: Order): Promise<Registration> {
  const before = keptOrder(eventId)
  const same = JSON.stringify(before?.order) === JSON.stringify(order)
  if (before?.registrationId) {
    const going = await stillGoing(before.registrationId, same)
    if (going) return going
  }
  const key = (same && !before?.registrationId && before?.key) || idempotencyKey()
  keepOrder(eventId, { order, key })
  try {
    const held = await data(api.POST('/registrations', { body: { eventId, ...order }, params: { header: { 'Idempotency-Key': key } } }))
    if (held.orderKey) keepKey(held.registrationId, held.orderKey)
    keepOrder(eventId, { order, key, registrationId: held.registrationId })
    return held
  } catch (error) {
    // After an error response, the next try is a new request. Without a response, keep the key: the order may have succeeded.
    if (error instanceof Problem && !error.passing) keepOrder(eventId, { order })
    throw error
  }
}

/** Returns the previous hold if it matches the order or is being paid. Otherwise cancels it and returns null. */
async function stillGoing(registrationId: string, wanted: boolean, looks = 3): Promise<Registration | null> {
  const path = { registrationId }
  const opening = headerOf(keyOf(registrationId))
  const before = await data(api.GET('/registrations/{registrationId}', { params: { path, header: opening } as never })).catch(error => {
    // Without its key, or signed out since, it is out of reach.
    if ([401, 404].includes(asProblem(error).status)) return null
    throw error
  })
  if (before === null) return null
  if (wanted && (before.status === 'pending' || before.status === 'confirmed')) return before
  // A confirmed order was bought: keep it.
  if (before.status !== 'pending') return null
  try {
    // Cancel only this version: it may have been paid since, or its payment was started on the page just left.
    const header = { ...opening, 'If-Match': `"${before.version}"` }
    await data(api.POST('/registrations/{registrationId}/cancel', { params: { path, header }, body: {} }))
    return null
  } catch (error) {
    const { code } = asProblem(error)
    if (code === 'payment_processing') return before
    if (code === 'registration_expired') return null
    if (code === 'version_mismatch' && looks > 1) return stillGoing(registrationId, wanted, looks - 1)
    throw error
  }
}
