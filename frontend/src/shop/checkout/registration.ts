import { api, data, idempotencyKey } from '../../api/client'
import { asProblem, Problem } from '../../api/problem'
import { config } from '../../config'
import type { Registration } from '../data'

export const registrationQuery = (registrationId: string) => ({
  queryKey: ['registration', registrationId],
  queryFn: () => data(api.GET('/registrations/{registrationId}', { params: { path: { registrationId } } })),
})

/** The payment to complete, and who takes the card. The server asks Stripe first: what has been paid, or is at the bank, is refused. */
export const paymentQuery = (registrationId: string) => ({
  queryKey: ['payment', registrationId],
  queryFn: async () => ({
    intent: await data(api.POST('/create-payment-intent', { body: { registrationId } })),
    standIn: (await config()).stripeStandIn,
  }),
})

export interface Order {
  items: { ticketTypeId: string; quantity: number }[]
  attendees: { name: string; email?: string }[]
}

/** What this tab has asked to be held of an event. Without a key, what came of it is over. */
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

/** Its tickets are there: the next order is another one. */
export function forgetOrder(eventId: string, registrationId: string) {
  if (keptOrder(eventId)?.registrationId === registrationId) sessionStorage.removeItem(orderKey(eventId))
}

/** It has lapsed. Who was to come stays. */
export function forgetHold(eventId: string, registrationId: string) {
  const kept = keptOrder(eventId)
  if (kept?.registrationId === registrationId) keepOrder(eventId, { order: kept.order })
}

/** The same tickets for the same people. */
export const orderOf = ({ items, attendees }: Registration): Order => ({
  items: items.map(({ ticketTypeId, quantity }) => ({ ticketTypeId, quantity })),
  attendees: attendees.map(({ name, email }) => ({ name, email: email ?? undefined })),
})

/** Two orders at once would each hold their own. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Makes the hold; of a free event it is confirmed at once. The same order, sent again after a failure or a reload, is the same hold; another
 * one takes its place, so that nobody competes with their own hold.
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
    keepOrder(eventId, { order, key, registrationId: held.registrationId })
    return held
  } catch (error) {
    // A refused order may be sent again. Without an answer nobody knows what came of it.
    if (error instanceof Problem && !error.passing) keepOrder(eventId, { order })
    throw error
  }
}

/** The hold before, when it is what is wanted or somebody is paying it. Otherwise it is given back: null. */
async function stillGoing(registrationId: string, wanted: boolean, looks = 3): Promise<Registration | null> {
  const path = { registrationId }
  const before = await data(api.GET('/registrations/{registrationId}', { params: { path } })).catch(error => {
    if (asProblem(error).status === 404) return null
    throw error
  })
  if (before === null) return null
  if (wanted && (before.status === 'pending' || before.status === 'confirmed')) return before
  // What is confirmed was bought, and stays.
  if (before.status !== 'pending') return null
  try {
    // As it was seen: pending. It may be paid by now; or only its payment has begun, on the page that was just left.
    const header = { 'If-Match': `"${before.version}"` }
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
