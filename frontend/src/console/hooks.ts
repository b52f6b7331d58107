import type { Schemas } from '../api/client'
import type { Tone } from '../ui'

export type Hook = Schemas['WebhookEndpointView']
export type HookType = Hook['events'][number]
/** An endpoint whose secret is new; it is shown once. */
export type NewSecret = Schemas['NewWebhookSecretView']

export const HOOKS = '/webhook-endpoints'
export const HOOK = '/webhook-endpoints/{endpointId}'
export const DELIVERIES = '/webhook-endpoints/{endpointId}/deliveries'

/** What can be chosen besides everything. Tests are sent by hand. */
export const hookTypes = [
  'registration.confirmed',
  'registration.cancelled',
  'registration.expired',
  'refund.succeeded',
  'refund.failed',
  'dispute.opened',
  'dispute.closed',
  'ticket.issued',
  'ticket.reissued',
  'ticket.checked_in',
  'ticket.check_in_undone',
  'event.published',
  'event.updated',
  'event.cancelled',
] as const satisfies readonly HookType[]

/** The state of an endpoint, as its light shows it. */
export function lightOf({ disabledBecause, failuresInARow }: Hook) {
  if (disabledBecause === null) return failuresInARow > 0 ? 'failing' : 'on'
  return disabledBecause === 'failing' ? 'failing_off' : disabledBecause
}

export const lights = { on: 'good', failing: 'warn', manually: 'neutral', gone: 'bad', failing_off: 'bad' } satisfies Record<
  ReturnType<typeof lightOf>,
  Tone
>
