// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest'
import { type Attempt, attemptAtStart, declineOf, forgetReturn, isSettled, nextAsk, screenOf } from './paying'

const ends = '2026-11-21T12:15:00Z'
const [before, after] = [Date.parse(ends) - 20_000, Date.parse(ends) + 1_000]
const pending = { status: 'pending', expiresAt: ends } as const
const lapsed = { status: 'expired', expiresAt: ends } as const
const settled = { status: 'expired', expiresAt: null } as const
const none: Attempt = { step: 'none', declined: null }
const confirming: Attempt = { step: 'confirming' }
const sent: Attempt = { step: 'sent', since: 0 }

describe('what the pay page shows', () => {
  test.each([
    ['can be paid', pending, before, none, 'form'],
    ['an attempt is under way', pending, before, confirming, 'form'],
    ['an attempt was sent', pending, before, sent, 'waiting'],
    ['the bank is still at work on what another tab has sent', pending, after, none, 'waiting'],
    ['the time ran out while a form was at work', pending, after, confirming, 'form'],
    ['the hold lapsed while a form was at work', lapsed, after, confirming, 'form'],
    ['the hold lapsed, and its payments are still being ended', lapsed, after, none, 'lapsed'],
    ['the hold lapsed, and what was sent may have gone through', lapsed, after, sent, 'waiting'],
    ['it is over', settled, after, none, 'lapsed'],
    ['it is over, and the bank has refused what was sent', settled, after, sent, 'lapsed'],
  ] as const)('%s', (_, registration, toldAt, attempt, screen) => {
    expect(screenOf(registration, toldAt, attempt)).toBe(screen)
  })

  test('an answer from before the end ends nothing, however late it is by our clock', () => {
    expect(screenOf(pending, before, none)).toBe('form')
    expect(nextAsk(pending, 'form', 0, after)).toBe(1_000)
  })

  test('the server is asked when the hold ends, and until it has ended its payments', () => {
    expect(nextAsk(pending, 'form', 0, before)).toBe(20_000)
    expect(nextAsk(pending, 'waiting', Date.now(), after)).toBe(1_000)
    expect(nextAsk(lapsed, 'lapsed', 0, after)).toBe(5_000)
    expect(nextAsk(settled, 'lapsed', 0, after)).toBe(false)
    expect([isSettled(lapsed), isSettled(settled)]).toEqual([false, true])
  })
})

describe('coming back from the bank', () => {
  beforeEach(() => {
    sessionStorage.clear()
    history.replaceState(null, '', '/checkout/evt_1/reg_1')
  })

  test('what was sent stays sent over a reload', () => {
    history.replaceState(null, '', '?payment_intent=pi_1&redirect_status=succeeded')
    expect(attemptAtStart('reg_1').step).toBe('sent')
    forgetReturn()
    expect(location.search).toBe('')
    expect(attemptAtStart('reg_1').step).toBe('sent')
    expect(attemptAtStart('reg_2').step).toBe('none')
  })

  test('a refusal is said once', () => {
    history.replaceState(null, '', '?redirect_status=failed')
    expect(attemptAtStart('reg_1')).toEqual({ step: 'none', declined: 'payment_intent_authentication_failure' })
    forgetReturn()
    expect(attemptAtStart('reg_1')).toEqual(none)
  })
})

test('only what the bank or the card’s owner refused is a decline', () => {
  expect(declineOf({ type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds' })).toBe('insufficient_funds')
  expect(declineOf({ type: 'card_error', code: 'expired_card' })).toBe('expired_card')
  const authentication = 'payment_intent_authentication_failure'
  expect(declineOf({ type: 'invalid_request_error', code: authentication })).toBe(authentication)
  for (const type of ['api_connection_error', 'api_error', 'rate_limit_error', 'idempotency_error']) expect(declineOf({ type })).toBeNull()
  // Errors for a payment that has already succeeded or is being processed.
  expect(declineOf({ type: 'invalid_request_error', code: 'payment_intent_unexpected_state' })).toBeNull()
})
