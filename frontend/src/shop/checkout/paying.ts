import type { Registration } from '../data'
import { POLL, pollFrom } from './registration'

/** The state of a payment attempt in this tab. */
export type Attempt =
  | { step: 'none'; declined: string | null }
  /** The card form waits for Stripe or for the bank's authentication: it must stay mounted. */
  | { step: 'confirming' }
  /** `since`: milliseconds since 1970 by the device's clock. */
  | { step: 'sent'; since: number }

/** The outcome of an attempt; a decline has its code. `unsent`: never started. `unknown`: the payment may or may not have succeeded. */
export type Outcome = 'sent' | 'unsent' | 'unknown' | { declined: string }

/** The decline code of a Stripe error, or null. After any other error the payment may still have succeeded. */
export const declineOf = ({ type, code, decline_code }: { type: string; code?: string; decline_code?: string }): string | null =>
  type === 'card_error' || code === 'payment_intent_authentication_failure' || code === 'payment_intent_payment_attempt_failed'
    ? (decline_code ?? code ?? 'generic')
    : null

export type Screen = 'form' | 'waiting' | 'lapsed'

type Told = Pick<Registration, 'status' | 'expiresAt'>

/** Whether the server has closed the expired hold and its payments. Before that, a successful payment may still be reported. */
export const isSettled = ({ status, expiresAt }: Told): boolean => status === 'expired' && expiresAt === null

/**
 * Which screen to show for a registration that is neither confirmed nor cancelled. Only the server ends a hold, never a local clock.
 * @param toldAt The server's time of the response, in milliseconds since 1970.
 */
export function screenOf(registration: Told, toldAt: number, attempt: Attempt): Screen {
  if (attempt.step === 'confirming') return 'form'
  if (isSettled(registration)) return 'lapsed'
  if (attempt.step === 'sent') return 'waiting'
  if (registration.status === 'expired') return 'lapsed'
  // Pending after its expiry: a bank is processing a payment from another tab or device.
  return registration.expiresAt !== null && toldAt >= Date.parse(registration.expiresAt) ? 'waiting' : 'form'
}

/** Milliseconds until the next poll; while the form is shown, not before the hold ends. `now` is the server's time. */
export function nextAsk(registration: Told, screen: Screen, since: number, now: number): number | false {
  if (isSettled(registration)) return false
  if (screen !== 'form') return pollFrom(since)
  return registration.expiresAt === null ? false : Math.max(POLL, Date.parse(registration.expiresAt) - now)
}

const sentKey = (registrationId: string) => `paid:${registrationId}`

/** Remembers a submitted payment across reloads, so that the form is not offered again. */
export function keepSent(registrationId: string): Attempt {
  const since = Date.now()
  sessionStorage.setItem(sentKey(registrationId), String(since))
  return { step: 'sent', since }
}

export const forgetSent = (registrationId: string) => sessionStorage.removeItem(sentKey(registrationId))

/** The initial state of the page: the result from the bank's redirect, or else the stored state. */
export function attemptAtStart(registrationId: string): Attempt {
  const returned = new URLSearchParams(location.search).get('redirect_status')
  if (returned && returned !== 'failed') return keepSent(registrationId)
  if (returned) forgetSent(registrationId)
  const since = Number(sessionStorage.getItem(sentKey(registrationId)))
  return since ? { step: 'sent', since } : { step: 'none', declined: returned ? 'payment_intent_authentication_failure' : null }
}

/** Removes the bank's result from the URL, so that a reload does not apply it again. */
export function forgetReturn() {
  if (new URLSearchParams(location.search).has('redirect_status')) history.replaceState(history.state, '', location.pathname)
}

/** Props of a card form. It reports how an attempt ended; only the server knows whether the payment succeeded. */
export interface CardProps {
  clientSecret: string
  publishableKey: string
  paymentIntentId: string
  /** Label of the button: "Pay €25.00". */
  label: string
  returnUrl: string
  /** Called when an attempt starts: the form stays mounted until it ends. */
  onStart: () => void
  onEnd: (outcome: Outcome) => void
}
