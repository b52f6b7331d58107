import { expect, test } from 'vitest'
import { daysOf, neighbour } from './calendar'

test('a month has every day that it touches, in whole weeks', () => {
  for (const month of ['2026-02', '2024-02', '2026-11', '2027-08']) {
    const weeks = daysOf(month, 'de')
    expect(weeks.every(week => week.length === 7)).toBe(true)
    const days = weeks.flat()
    expect(new Set(days).size).toBe(days.length)
    expect(days.filter(day => day.startsWith(month)).length).toBe(
      new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate(),
    )
  }
})

test('a German week begins on Monday', () => {
  expect(new Date(daysOf('2026-11', 'de')[0]?.[0] ?? '').getUTCDay()).toBe(1)
})

test('months go over the end of the year', () => {
  expect(neighbour('2026-12', 1)).toBe('2027-01')
  expect(neighbour('2026-01', -1)).toBe('2025-12')
})
