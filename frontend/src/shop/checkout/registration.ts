import { api, data } from '../../api/client'
import { config } from '../../config'
import type { Event, Registration } from '../data'

const POLL = 1_000
const POLL_LATER = 5_000
const PATIENCE = 30_000

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

/** Asks again each second until it is over, and after half a minute each five seconds. */
export const pollFrom = (since: number) => (Date.now() - since < PATIENCE ? POLL : POLL_LATER)

export interface Order {
  items: { ticketTypeId: string; quantity: number }[]
  attendees: { name: string; email?: string }[]
}

const orderKey = (eventId: string) => `order:${eventId}`

/** Kept until it is paid, so that a lapsed hold can be made again as it was. */
export const keepOrder = (eventId: string, order: Order) => sessionStorage.setItem(orderKey(eventId), JSON.stringify(order))

export function orderAgain(event: Event, lapsed: Registration): Order {
  const kept = sessionStorage.getItem(orderKey(event.eventId))
  if (kept) return JSON.parse(kept) as Order
  return {
    items: lapsed.items.map(({ ticketTypeId, quantity }) => ({ ticketTypeId, quantity })),
    attendees: lapsed.attendees.map(({ name, email }) => ({ name, email: email ?? undefined })),
  }
}

/** Makes the hold; of a free event it is confirmed at once. The same key never makes a second one. */
export const hold = (eventId: string, order: Order, key: string) =>
  data(api.POST('/registrations', { body: { eventId, ...order }, params: { header: { 'Idempotency-Key': key } } }))
