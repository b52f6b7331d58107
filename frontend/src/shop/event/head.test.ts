// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { Event } from '../data'
import { describe as describePage, jsonLd } from './head'

const event = (changes: Partial<Event> = {}) =>
  ({
    eventId: 'evt_1',
    title: 'Jazz',
    description: 'New pieces.',
    startsAt: '2026-12-01T18:00:00Z',
    endsAt: '2026-12-01T21:00:00Z',
    status: 'published',
    venue: { name: 'Hafenklang', address: null, city: 'Hamburg', country: 'DE' },
    ticketTypes: [{ name: 'Standing', price: { amount: 2500, currency: 'eur' }, availability: 'available' }],
    images: [],
    ...changes,
  }) as unknown as Event

test('what an organizer writes cannot end the script element', () => {
  const hostile = '</script><script>alert(1)</script><!--'
  const text = jsonLd(event({ title: hostile }), 'https://example.com/e/evt_1')
  expect(text).not.toMatch(/[<>]/)
  expect(JSON.parse(text).name).toBe(hostile)
})

test('a price has the digits of its currency', () => {
  const ofPrice = (amount: number, currency: string) =>
    JSON.parse(jsonLd(event({ ticketTypes: [{ price: { amount, currency }, availability: 'soldOut' }] as Event['ticketTypes'] }), ''))
      .offers
  expect(ofPrice(2500, 'eur').lowPrice).toBe('25.00')
  expect(ofPrice(8000, 'jpy').lowPrice).toBe('8000')
  expect(ofPrice(450_000, 'huf').lowPrice).toBe('4500.00')
  expect(ofPrice(1500, 'kwd').lowPrice).toBe('1.500')
  expect(ofPrice(2500, 'eur').availability).toBe('https://schema.org/SoldOut')
})

test('others are told of the first picture, by its whole address', () => {
  const address = 'https://example.com/e/evt_1'
  const content = (meta: string) => document.head.querySelector(`meta[${meta}]`)?.getAttribute('content')
  const images = ['/images/evt_1/"><b>.jpg', '/images/evt_1/b.jpg'].map((url, i) => ({ imageId: `img_${i}`, url }))
  const leave = describePage(event({ images }), address)
  const first = 'https://example.com/images/evt_1/%22%3E%3Cb%3E.jpg'
  expect(content('property="og:image"')).toBe(first)
  expect(content('name="twitter:card"')).toBe('summary_large_image')
  expect(JSON.parse(jsonLd(event({ images }), address)).image).toBe(first)
  leave()
  const leaveNext = describePage(event(), address)
  expect(content('property="og:image"')).toBeUndefined()
  expect(JSON.parse(jsonLd(event(), address))).not.toHaveProperty('image')
  leaveNext()
})

test('the head is as it was once the page is left', () => {
  document.head.innerHTML = '<meta property="og:title" content="The site"><title>x</title>'
  const before = document.head.children.length
  const leave = describePage(event(), 'https://example.com/e/evt_1')
  expect(document.head.querySelector('meta[property="og:title"]')?.getAttribute('content')).toBe('Jazz')
  expect(document.head.querySelectorAll('meta[property="og:title"]').length).toBe(1)
  leave()
  expect(document.head.querySelector('meta[property="og:title"]')?.getAttribute('content')).toBe('The site')
  expect(document.head.children.length).toBe(before)
})
