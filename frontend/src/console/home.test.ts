import { expect, test } from 'vitest'
import type { Event } from './data'
import { summaryOf } from './home'

const event = (title: string, status: Event['status'], day: string, capacity = 100, available = 40) =>
  ({ title, status, startsAt: `2027-05-${day}T18:00:00Z`, capacity, available }) as Event

test('The home page counts what is on sale, names the next events first, and the drafts', () => {
  const { next, drafts, ...figures } = summaryOf([
    event('D', 'published', '20'),
    event('C', 'published', '18'),
    event('B', 'published', '16', 50, 50),
    event('A', 'active', '14', 10, 0),
    event('Over', 'completed', '01'),
    event('Off', 'cancelled', '19'),
    ...['4', '3', '2', '1'].map(day => event(`Draft ${day}`, 'draft', `2${day}`)),
  ])
  expect(next.map(({ title }) => title)).toEqual(['A', 'B', 'C'])
  expect(drafts.map(({ title }) => title)).toEqual(['Draft 1', 'Draft 2', 'Draft 3'])
  expect(figures).toEqual({ upcoming: 4, sold: 130, places: 260, moreDrafts: 1, cut: false })
})

test('Where the last event that is given is on sale, there may be more', () => {
  expect(summaryOf([event('B', 'draft', '20'), event('A', 'published', '18')]).cut).toBe(true)
})

test('Without events there is nothing to count', () => {
  expect(summaryOf([])).toEqual({ next: [], upcoming: 0, sold: 0, places: 0, drafts: [], moreDrafts: 0, cut: false })
})
