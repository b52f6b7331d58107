// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { keyFor, keyUsed } from '../api/keys'
import { everything } from '../api/pages'
import { matches } from '../ui'
import { type CheckIn, insideOf, needsAttention, placesOf, presenceOf, type Registration } from './data'

beforeEach(() => sessionStorage.clear())

const eur = (amount: number) => ({ amount, currency: 'eur' })

const registration: Registration = {
  registrationId: 'reg_1',
  eventId: 'evt_1',
  userId: 'usr_1',
  buyerName: 'Ada Attendee',
  buyerEmail: 'ada@example.com',
  language: null,
  orderKey: null,
  orderUrl: null,
  status: 'confirmed',
  paymentStatus: 'completed',
  paymentFailure: null,
  expiresAt: null,
  items: [
    { ticketTypeId: 'tty_1', name: 'Seat', quantity: 2, unitPrice: eur(2500), total: eur(5000) },
    { ticketTypeId: 'tty_2', name: 'Standing', quantity: 1, unitPrice: eur(1000), total: eur(1000) },
  ],
  attendees: [{ name: 'Grace Guest', email: 'grace@example.com' }],
  subtotal: eur(6000),
  tax: eur(0),
  taxIncluded: true,
  taxRate: null,
  total: eur(6000),
  paid: eur(6000),
  refunded: eur(0),
  refunds: [],
  tickets: [],
  ticketIds: ['tkt_1', 'tkt_2', 'tkt_3'],
  cancelledBy: null,
  cancellationReason: null,
  createdAt: '2026-11-21T17:00:00Z',
  confirmedAt: '2026-11-21T17:01:00Z',
  cancelledAt: null,
  version: 2,
}

const scan = (with_: Partial<CheckIn>): CheckIn => ({
  scanId: 's',
  kind: 'scan',
  result: 'valid',
  reason: null,
  device: null,
  conflict: null,
  ticketId: 'tkt_1',
  holderName: 'Grace Guest',
  ticketTypeName: 'Seat',
  gate: 'North',
  receivedAt: '2026-11-21T19:00:00Z',
  scannedAt: null,
  staffId: 'usr_2',
  note: null,
  ...with_,
})

test('A registration of three places has three attendees; those without a name of their own have the buyer’s', () => {
  expect(placesOf([registration], new Map()).map(place => [place.ticketId, place.name, place.ticketTypeName])).toEqual([
    ['tkt_1', 'Grace Guest', 'Seat'],
    ['tkt_2', 'Ada Attendee', 'Seat'],
    ['tkt_3', 'Ada Attendee', 'Standing'],
  ])
  const cancelled = { ...registration, status: 'cancelled' as const }
  expect(placesOf([cancelled], new Map())).toEqual([])
  // A refund does not undo a check-in.
  expect(placesOf([cancelled], new Map([[registration.ticketIds[0] ?? '', {} as CheckIn]])).map(place => place.ticketId)).toEqual([
    registration.ticketIds[0],
  ])
})

test('Who was taken back is not inside, and who was refused never was', () => {
  const inside = insideOf([
    scan({ scanId: '4', ticketId: 'tkt_2', result: 'invalid' }),
    scan({ scanId: '3', kind: 'undo' }),
    scan({ scanId: '2', ticketId: 'tkt_3' }),
    scan({ scanId: '1' }),
  ])
  expect([...inside.keys()]).toEqual(['tkt_3'])
})

test('Whom a device admitted alone is inside whatever the server thinks of it, and whom it turned away is not', () => {
  const inside = insideOf([
    scan({ scanId: '2', ticketId: 'tkt_2', device: 'invalid', conflict: 'turnedAwayValid' }),
    scan({ scanId: '1', result: 'invalid', reason: 'event_not_open', device: 'valid', conflict: 'letInRefused' }),
  ])
  expect([...inside.keys()]).toEqual(['tkt_1'])
})

test('While not all scans are known, nobody is said to be outside', () => {
  const inside = insideOf([scan({})])
  const presence = (all: boolean) => ['tkt_1', 'tkt_2', null].map(ticketId => presenceOf(ticketId, inside, all))
  expect(presence(true)).toEqual(['inside', 'outside', 'outside'])
  expect(presence(false)).toEqual(['inside', 'unknown', 'outside'])
})

test('Money that is kept without a place, or beyond the price, asks for attention', () => {
  expect(needsAttention(registration)).toBe(false)
  expect(needsAttention({ ...registration, paid: eur(12_000) })).toBe(true)
  expect(needsAttention({ ...registration, status: 'expired' })).toBe(true)
  expect(needsAttention({ ...registration, status: 'cancelled', refunded: eur(6000) })).toBe(false)
})

test('A search finds its words in any order, whatever their case', () => {
  expect(matches('Muller İSTANBUL', 'Müller, istanbul')).toBe(true)
  expect(matches('ATTENDEE ada', registration.buyerName, registration.buyerEmail)).toBe(true)
  expect(matches('bob', registration.buyerName, null)).toBe(false)
  expect(matches('', registration.buyerName)).toBe(true)
})

test('The same request keeps its key over a reload, another gets another', () => {
  const first = keyFor('refund', { amount: 1 })
  expect(keyFor('refund', { amount: 1 })).toBe(first)
  expect(keyFor('refund', { amount: 2 })).not.toBe(first)
  expect(keyFor('other', { amount: 1 })).not.toBe(first)
})

test('A request that was answered can be made again, and is another one then', () => {
  const first = keyFor('refund', { amount: 1 })
  keyUsed('refund')
  expect(keyFor('refund', { amount: 1 })).not.toBe(first)
})

test('Pages are read to their end, and no further than twenty', async () => {
  const short = await everything(async cursor => ({ items: [cursor ?? '0'], next: cursor ? null : '1' }))
  expect(short).toEqual({ list: ['0', '1'], complete: true })
  const long = await everything(async () => ({ items: [1], next: 'more' }))
  expect(long.complete).toBe(false)
  expect(long.list).toHaveLength(20)
})
