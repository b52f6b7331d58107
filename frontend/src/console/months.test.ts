import { expect, test } from 'vitest'
import { daysOf, monthNow, monthsBefore } from './months'

test('The month is that of the time zone', () => {
  const newYear = new Date('2026-12-31T23:30:00Z')
  expect(monthNow('UTC', newYear)).toBe('2026-12')
  expect(monthNow('Europe/Berlin', newYear)).toBe('2027-01')
  expect(monthNow('America/New_York', new Date('2026-03-01T02:00:00Z'))).toBe('2026-02')
})

test('The months before go over the year', () => {
  expect(monthsBefore('2026-02', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
})

test('A month has its own days', () => {
  expect(daysOf('2028-02')).toHaveLength(29)
  expect(daysOf('2026-11').at(-1)).toBe('2026-11-30')
})
