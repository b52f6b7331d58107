import type { Registration } from '../data'

/** What this tab knows of an attempt to pay. */
export type Attempt =
  | { step: 'none'; declined: string | null }
  /** The card form waits for Stripe, or for somebody at their bank: it must stay in the page. */
  | { step: 'confirming' }
  /** Milliseconds since 1970 on the device's clock. */
  | { step: 'sent'; since: number }

/** How an attempt ended: for a decline its code. `unsent` when it never began; `unknown` when nothing may be said of the money. */
export type Outcome = 'sent' | 'unsent' | 'unknown' | { declined: string }

/** The code of a decline, when Stripe's answer is one. Any other error says nothing of the money: the payment may have gone through. */
export const declineOf = ({ type, code, decline_code }: { type: string; code?: string; decline_code?: string }): string | null =>
  type === 'card_error' || code === 'payment_intent_authentication_failure' || code === 'payment_intent_payment_attempt_failed'
    ? (decline_code ?? code ?? 'generic')
    : null

export type Screen = 'form' | 'waiting' | 'lapsed'

type Told = Pick<Registration, 'status' | 'expiresAt'>

/** The server has ended the hold with its payments. Until it has, one that went through may not have been heard of yet. */
export const isSettled = ({ status, expiresAt }: Told): boolean => status === 'expired' && expiresAt === null

/**
 * What the page shows of a registration that is neither confirmed nor cancelled. No clock of ours ends a hold: it has lapsed once the server says so.
 * @param toldAt When the server said this, in milliseconds since 1970 on its own clock.
 */
export function screenOf(registration: Told, toldAt: number, attempt: Attempt): Screen {
  if (attempt.step === 'confirming') return 'form'
  if (isSettled(registration)) return 'lapsed'
  if (attempt.step === 'sent') return 'waiting'
  if (registration.status === 'expired') return 'lapsed'
  // Still pending after its time: a bank is at work on a payment that another tab or device has made.
  return registration.expiresAt !== null && toldAt >= Date.parse(registration.expiresAt) ? 'waiting' : 'form'
}

const POLL = 1_000
const POLL_LATER = 5_000
const PATIENCE = 30_000

/** Asks again each second until it is over, and after half a minute each five seconds. */
export const pollFrom = (since: number) => (Date.now() - since < PATIENCE ? POLL : POLL_LATER)

/** Milliseconds until the server is to be asked again: in the form not before the hold ends. `now` is of the server's clock. */
export function nextAsk(registration: Told, screen: Screen, since: number, now: number): number | false {
  if (isSettled(registration)) return false
  if (screen !== 'form') return pollFrom(since)
  return registration.expiresAt === null ? false : Math.max(POLL, Date.parse(registration.expiresAt) - now)
}

const sentKey = (registrationId: string) => `paid:${registrationId}`

/** Kept over a reload: what was sent must not be offered to be paid again. */
export function keepSent(registrationId: string): Attempt {
  const since = Date.now()
  sessionStorage.setItem(sentKey(registrationId), String(since))
  return { step: 'sent', since }
}

export const forgetSent = (registrationId: string) => sessionStorage.removeItem(sentKey(registrationId))

/** How it stands when the page is opened: as the bank's page has sent the buyer back, else as it was left. */
export function attemptAtStart(registrationId: string): Attempt {
  const returned = new URLSearchParams(location.search).get('redirect_status')
  if (returned && returned !== 'failed') return keepSent(registrationId)
  if (returned) forgetSent(registrationId)
  const since = Number(sessionStorage.getItem(sentKey(registrationId)))
  return since ? { step: 'sent', since } : { step: 'none', declined: returned ? 'payment_intent_authentication_failure' : null }
}

/** What the bank's page has said counts once, not at each reload. */
export function forgetReturn() {
  if (new URLSearchParams(location.search).has('redirect_status')) history.replaceState(history.state, '', location.pathname)
}

/** What a card form is given. It says how an attempt ended; whether money has come is the server's to say. */
export interface CardProps {
  clientSecret: string
  publishableKey: string
  paymentIntentId: string
  /** On the button: "Pay €25.00". */
  label: string
  returnUrl: string
  /** An attempt begins: the form stays in the page until its end. */
  onStart: () => void
  onEnd: (outcome: Outcome) => void
}
