import { queryOptions } from '@tanstack/react-query'
import { askWith, send } from '../../api/operations'
import { ask } from '../../api/questions'
import { config } from '../../config'
import type { Registration } from '../data'
import { headerOf, keyOf } from '../keys'

export const POLL = 1_000
const POLL_LATER = 5_000
const PATIENCE = 30_000

/** Polling interval in milliseconds: one second, and five seconds after half a minute. */
export const pollFrom = (since: number) => (Date.now() - since < PATIENCE ? POLL : POLL_LATER)

/** The key of a guest's order is part of the question: another one gets another answer. */
export const registrationQuery = (registrationId: string) =>
  ask('/registrations/{registrationId}', { path: { registrationId }, header: headerOf(keyOf(registrationId)) })

export const taxQuery = (registrationId: string) =>
  askWith('POST /payments/calculate-tax', { registrationId }, headerOf(keyOf(registrationId)))

/** The payment intent to pay, and where to send the card. The server rejects payments that succeeded or are processing. */
export const paymentQuery = (registrationId: string) => {
  const operation = 'POST /create-payment-intent'
  return queryOptions({
    queryKey: [operation, registrationId],
    queryFn: async () => ({
      intent: await send(operation, { body: { registrationId }, header: headerOf(keyOf(registrationId)) }),
      standIn: (await config()).stripeStandIn,
    }),
  })
}

/** Whether tickets are still to come: they are issued shortly after the confirmation. */
export const isIssuing = ({ status, items, tickets }: Registration): boolean =>
  status === 'confirmed' && tickets.length < items.reduce((sum, line) => sum + line.quantity, 0)
