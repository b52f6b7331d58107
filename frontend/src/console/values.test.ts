import { expect, test } from 'vitest'
import type { Event } from './data'
import { concerns, eventBody, eventValues, followed, newEvent, newType, typeBody, wrongPrice } from './values'

const priced = (price: string, currency = 'eur') => ({ ...newType(currency), name: 'Seat', quantity: '10', 'price.amount': price })

test('A price is read with a point or a comma, in the digits of its currency', () => {
  expect(typeBody(priced('12,50'), 'UTC').price).toEqual({ amount: 1250, currency: 'eur' })
  expect(typeBody(priced('12.5'), 'UTC').price.amount).toBe(1250)
  expect(typeBody(priced('8000', 'jpy'), 'UTC').price.amount).toBe(8000)
  expect(typeBody(priced('0'), 'UTC').price.amount).toBe(0)
})

test('What is no price is not taken for one', () => {
  for (const text of ['', 'free', '-1', '1.234', '1,000.00', '1e3', '12.5.0', '12€']) expect(wrongPrice(priced(text))).toBe(true)
  expect(wrongPrice(priced('80.5', 'jpy'))).toBe(true)
})

test('Times are those of the event’s zone, wherever the organizer sits', () => {
  const values = { ...newEvent(), timeZone: 'Asia/Tokyo', startsAt: '2026-12-31T19:00', endsAt: '2026-12-31T22:00' }
  expect(eventBody(values)).toMatchObject({ startsAt: '2026-12-31T10:00:00Z', endsAt: '2026-12-31T13:00:00Z', gateOpensAt: null })
})

test('A draft sent back as it came sets nothing that its organizer did not set', () => {
  const venue = { name: 'Hafenklang', address: null, city: 'Hamburg', state: null, postalCode: null, country: 'DE' }
  const times = {
    startsAt: '2026-12-19T19:00:00Z',
    endsAt: '2026-12-19T22:00:00Z',
    gateOpensAt: '2026-12-18T23:00:00Z',
    timeZone: 'Europe/Berlin',
  }
  const draft = {
    title: 'Jazz',
    category: 'concert',
    capacity: 9,
    priceDisplay: 'taxIncluded',
    description: null,
    refundsUntil: null,
    maxPerPerson: 4,
    gateOpensAtSet: false,
    venue,
    ...times,
  } as Event
  expect(eventValues(draft).gateOpensAt).toBe('')
  expect(eventBody(eventValues(draft)).gateOpensAt).toBeNull()
  expect(eventBody(eventValues({ ...draft, gateOpensAtSet: true })).gateOpensAt).toBe('2026-12-18T23:00:00Z')
  expect(eventBody({ ...eventValues(draft), priceDisplay: '' })).toMatchObject({ priceDisplay: undefined })
})

test('People with tickets are told of where, when and what, and of nothing else', () => {
  const base = newEvent()
  for (const name of ['title', 'startsAt', 'timeZone', 'gateOpensAt', 'venue.city'] as const)
    expect(concerns({ ...base, [name]: 'another' }, base)).toBe(true)
  for (const name of ['description', 'capacity', 'refundsUntil', 'maxPerPerson'] as const)
    expect(concerns({ ...base, [name]: '7' }, base)).toBe(false)
})

test('The end follows from the start and a single quantity from the capacity, until they are typed themselves', () => {
  const start = { ...newEvent('DE'), ticketTypes: [newType('eur', 'Ticket', '0')] }
  const dated = followed(start, { ...start, startsAt: '2027-05-14T23:00', capacity: '80' })
  expect([dated.endsAt, dated.ticketTypes[0]?.quantity]).toEqual(['2027-05-15T01:00', '80'])
  const moved = followed(dated, { ...dated, startsAt: '2027-05-20T20:00', capacity: '90' })
  expect([moved.endsAt, moved.ticketTypes[0]?.quantity]).toEqual(['2027-05-20T22:00', '90'])

  const typed = { ...moved, endsAt: '2027-05-21T03:00', ticketTypes: [{ ...newType(), quantity: '50' }] }
  const after = followed(typed, { ...typed, startsAt: '2027-05-20T21:00', capacity: '100' })
  expect([after.endsAt, after.ticketTypes[0]?.quantity]).toEqual(['2027-05-21T03:00', '50'])
  const two = { ...start, ticketTypes: [newType(), newType()] }
  expect(followed(two, { ...two, capacity: '10' }).ticketTypes.map(type => type.quantity)).toEqual(['', ''])
  expect(followed(start, { ...start, startsAt: '' }).endsAt).toBe('')
})
