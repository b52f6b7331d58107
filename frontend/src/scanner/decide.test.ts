// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { Problem } from '../problem'
import { newcomers } from './camera'
import { decide, type Kept, merge } from './decide'
import { eventIdIn } from './events'
import type { List } from './list'
import type { Scanned } from './store'
import { mayFollow } from './VerdictScreen'
import { wedge } from './wedge'

const now = Date.parse('2027-05-14T18:30:00Z')
const list: List = {
  eventId: 'evt_1',
  title: 'Blue Hour',
  status: 'active',
  startsAt: '2027-05-14T18:00:00Z',
  endsAt: '2027-05-14T22:00:00Z',
  timeZone: 'Europe/Berlin',
  gateOpensAt: '2027-05-14T17:00:00Z',
  gateClosesAt: '2027-05-15T04:00:00Z',
  signingKeys: [],
  sealKeys: [],
}
const ticket: Kept = {
  eventId: 'evt_1',
  ticketId: 'tkt_1',
  issue: 2,
  status: 'valid',
  paid: true,
  holderName: 'Ada Lorenz',
  ticketTypeName: 'Standing',
  codeVerifier: 'v',
  usedAt: null,
  usedGate: null,
}
const genuine = { state: 'genuine', ticketId: 'tkt_1', issue: 2 } as const
const reason = (read: Parameters<typeof decide>[1], kept?: Kept, at = now, of = list) => decide(of, read, kept, at).reason

it('admits whom the list knows, and names the holder', () => {
  expect(decide(list, genuine, ticket, now)).toMatchObject({
    result: 'valid',
    reason: null,
    unlisted: false,
    ticket: { holderName: 'Ada Lorenz' },
  })
  expect(reason('typed', ticket)).toBeNull()
})

it('refuses for the first reason that there is, in the order of the server', () => {
  const wrong: Kept = { ...ticket, paid: false, status: 'used' }
  expect(reason({ state: 'forged' }, wrong)).toBe('forged')
  expect(reason({ state: 'notOurs' })).toBe('unknown')
  expect(reason({ state: 'newKey' })).toBe('unknown')
  expect(reason('typed')).toBe('unknown')
  expect(reason({ state: 'wrongEvent' })).toBe('wrong_event')
  expect(reason({ ...genuine, issue: 1 }, wrong)).toBe('void')
  expect(reason(genuine, { ...wrong, status: 'void' })).toBe('void')
  expect(reason(genuine, wrong, now, { ...list, status: 'cancelled' })).toBe('void')
  expect(reason(genuine, wrong)).toBe('not_paid')
  expect(reason(genuine, { ...wrong, paid: true }, Date.parse(list.gateOpensAt) - 1)).toBe('event_not_open')
  expect(reason(genuine, { ...wrong, paid: true }, Date.parse(list.gateClosesAt))).toBe('expired')
  expect(reason(genuine, { ...wrong, paid: true })).toBe('already_used')
})

it('admits with a genuine code that is newer than the list, once', () => {
  expect(decide(list, genuine, undefined, now)).toMatchObject({ result: 'valid', unlisted: true, ticket: { ticketId: 'tkt_1' } })
  expect(decide(list, { ...genuine, issue: 3 }, ticket, now)).toMatchObject({ result: 'valid', unlisted: true })
  expect(reason(genuine, { ...ticket, status: 'used' })).toBe('already_used')
  expect(reason(genuine, undefined, Date.parse(list.gateOpensAt) - 1)).toBe('event_not_open')
})

it('keeps whom it admitted until the list says so itself', () => {
  const here: Kept = { ...ticket, status: 'used', usedAt: '2027-05-14T18:30:00Z', usedGate: 'North', here: now }
  expect(merge(here, ticket, 'evt_1', true, now + 3_600_000)).toMatchObject({ status: 'used', usedGate: 'North' })
  expect(merge(here, ticket, 'evt_1', false, now + 10_000).status).toBe('used')
  // The server knows the check-in and says valid, so it was undone. The list repeats that for another minute, not longer.
  expect(merge(here, ticket, 'evt_1', false, now + 45_000).status).toBe('valid')
  expect(merge(here, { ...ticket, status: 'void' }, 'evt_1', true, now).status).toBe('void')
  expect(merge(undefined, ticket, 'evt_1', false, now)).toEqual(ticket)
})

it('takes a code that stays in view, or comes back within three seconds, for one scan', () => {
  const taken: string[] = []
  const see = newcomers(code => taken.push(code) > 0)
  for (let at = 0; at < 10_000; at += 100) see('A', at)
  see('A', 12_800)
  expect(taken).toEqual(['A'])
  see('A', 15_801)
  expect(taken).toEqual(['A', 'A'])
})

it('takes two codes that are in view together for one scan each', () => {
  const taken: string[] = []
  const see = newcomers(code => taken.push(code) > 0)
  for (let at = 0; at < 10_000; at += 100) see(at % 200 === 0 ? 'A' : 'B', at)
  expect(taken).toEqual(['A', 'B'])
})

it('offers a code that was not taken again, and no code replaces a verdict that nobody has seen', () => {
  const taken: string[] = []
  let free = false
  const see = newcomers(code => free && taken.push(code) > 0)
  see('A', 0)
  free = true
  see('A', 100)
  expect(taken).toEqual(['A'])
  const good = { result: 'valid', seq: 1 } as Scanned
  const refused = { result: 'invalid', reason: 'already_used', seq: 2 } as Scanned
  expect([mayFollow(null, 0), mayFollow(good, 500), mayFollow(good, 1_000)]).toEqual([true, false, true])
  for (const outcome of [refused, new Problem(403, {}), 'checking'] as const) expect(mayFollow(outcome, 60_000)).toBe(false)
})

const press = (key: string, timeStamp: number, code = '', shiftKey = false) => ({ key, code, shiftKey, timeStamp })

it('tells a hand scanner from hands', () => {
  const type = (text: string, pause: number) => {
    const key = wedge()
    return [...text, 'Enter'].map((character, i) => key(press(character, 1_000 + i * pause))).at(-1)
  }
  expect(type('6BF590E8/*QED8', 5)).toEqual({ qr: '6BF590E8/*QED8', keys: '6BF590E8/*QED8' })
  expect(type('K7QM4XPR2ABD', 120)).toBeNull()
  expect(type('ABC', 5)).toBeNull()
  const key = wedge()
  for (const [i, character] of [...'slow'].entries()) key(press(character, i * 200))
  for (const [i, character] of [...'FASTCODE'].entries()) key(press(character, 5_000 + i * 4))
  expect(key(press('Shift', 5_034))).toBeNull()
  expect(key(press('Enter', 5_036))).toMatchObject({ qr: 'FASTCODE' })
})

it('reads the keys of a hand scanner where the layout is not a US one', () => {
  const type = (presses: [key: string, code: string, shiftKey?: boolean][]) => {
    const key = wedge()
    return [...presses, ['Enter', 'Enter'] as const].map(([name, code, shiftKey], i) => key(press(name, i * 5, code, shiftKey))).at(-1)
  }
  const german = type([
    ['Y', 'KeyZ', true],
    ['Z', 'KeyY', true],
    ['ß', 'Minus'],
    ['Ö', 'Semicolon', true],
    ['-', 'Slash'],
    ['Dead', 'Equal', true],
    ['(', 'Digit8', true],
    ['$', 'Digit4', true],
    ['.', 'Period'],
    [' ', 'Space'],
  ])
  expect(german).toEqual({ qr: 'YZßÖ-($. ', keys: 'ZY-:/+*$. ' })
  const french = type([
    ['Q', 'KeyA', true],
    ['à', 'Digit0'],
    ['%', 'Digit5', true],
    ['é', 'Digit2'],
    ['M', 'Semicolon', true],
    ['?', 'KeyM', true],
  ])
  expect(french).toMatchObject({ keys: 'A0%2:M' })
  // With Caps Lock on, Shift produces lowercase letters.
  expect(type([...'abcdef'].map(key => [key, `Key${key.toUpperCase()}`, true]))).toMatchObject({ keys: 'ABCDEF' })
})

it('finds the event in a link and in an id', () => {
  const id = 'evt_01k9m9s346q3d25vt4f5v37e3s'
  for (const text of [id, ` ${id.toUpperCase()} `, `https://tickets.example.com/scan/${id}?x=1`]) expect(eventIdIn(text)).toBe(id)
  for (const text of ['', 'evt_', 'tkt_01k9m9s346q3d25vt4f5v37e3s']) expect(eventIdIn(text)).toBeNull()
})
