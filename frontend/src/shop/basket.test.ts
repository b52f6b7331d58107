import { expect, test } from 'vitest'
import { subtotal, ticketsIn, withinReach } from './basket'
import type { Event, TicketType } from './data'
import { isClosed, nextOpening } from './event/sales'

const type = (changes: Partial<TicketType>): TicketType => ({
  ticketTypeId: 'tty_1',
  name: 'Standing',
  price: { amount: 2500, currency: 'eur' },
  quantity: 50,
  available: 50,
  availability: 'available',
  salesStartAt: null,
  salesEndAt: null,
  maxPerOrder: 10,
  ...changes,
})
const event = (...ticketTypes: TicketType[]) =>
  ({ eventId: 'evt_1', status: 'published', startsAt: '2026-12-01T18:00:00Z', maxPerPerson: 40, ticketTypes }) as unknown as Event

test('what has sold out, or is short, leaves the basket to what can be had', () => {
  const now = event(
    type({ ticketTypeId: 'tty_few', available: 2 }),
    type({ ticketTypeId: 'tty_gone', available: 0, availability: 'soldOut' }),
    type({ ticketTypeId: 'tty_limit', maxPerOrder: 4 }),
  )
  const basket = withinReach(now, { tty_few: 3, tty_gone: 1, tty_limit: 9, tty_unknown: 1 })
  expect(basket).toEqual({ tty_few: 2, tty_limit: 4 })
  expect(ticketsIn(now, basket)).toBe(6)
  expect(subtotal(now, basket).amount).toBe(15_000)
  expect(withinReach({ ...now, maxPerPerson: 3 }, { tty_limit: 9 })).toEqual({ tty_limit: 3 })
})

test('at the moment that a sale opens it is not over, and the server is asked', () => {
  const opens = '2026-11-21T12:00:00Z'
  const waiting = event(type({ availability: 'notOnSale', salesStartAt: opens }), type({}))
  for (const now of [Date.parse(opens) - 1, Date.parse(opens), Date.parse(opens) + 60_000]) {
    expect(isClosed(waiting, waiting.ticketTypes[0] as TicketType, now)).toBe(false)
    expect(nextOpening(waiting, now)).toBe(Date.parse(opens))
  }
})

test('a sale is over at its own end, else when the event starts', () => {
  const own = type({ availability: 'notOnSale', salesStartAt: '2026-11-01T12:00:00Z', salesEndAt: '2026-11-21T12:00:00Z' })
  expect(isClosed(event(own), own, Date.parse('2026-11-21T12:00:00Z'))).toBe(true)
  expect(nextOpening(event(own), Date.parse('2026-11-21T12:00:00Z'))).toBeNull()
  const other = { ...own, salesEndAt: null }
  expect(isClosed(event(other), other, Date.parse('2026-12-01T17:59:59Z'))).toBe(false)
  expect(isClosed(event(other), other, Date.parse('2026-12-01T18:00:00Z'))).toBe(true)
})
