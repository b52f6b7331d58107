import { expect, test } from 'vitest'
import { daysIn, rangeOf, today } from './range'

test('Without days it is the last thirty', () => {
  expect(rangeOf('', '', '2026-11-30')).toEqual({ from: '2026-11-01', to: '2026-11-30' })
  expect(rangeOf('', '2026-03-01', '2026-11-30')).toEqual({ from: '2026-01-31', to: '2026-03-01' })
  expect(rangeOf('2026-11-29', '', '2026-11-30')).toEqual({ from: '2026-11-29', to: '2026-11-30' })
})

test('A range has every day, a year and a day at most', () => {
  expect(daysIn({ from: '2026-02-27', to: '2026-03-01' })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysIn({ from: '2025-01-01', to: '2026-01-02' })).toHaveLength(367)
  expect(daysIn({ from: '2025-01-01', to: '2026-01-03' })).toBeNull()
  expect(daysIn({ from: '2026-03-02', to: '2026-03-01' })).toBeNull()
  expect(daysIn({ from: 'never', to: '2026-03-01' })).toBeNull()
})

test('Today depends on the zone', () => {
  const now = new Date('2026-11-30T23:30:00Z')
  expect([today('UTC', now), today('Asia/Tokyo', now)]).toEqual(['2026-11-30', '2026-12-01'])
})
