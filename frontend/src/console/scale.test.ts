import { expect, test } from 'vitest'
import { days, hours, ticks, totals } from './scale'

test('A scale ends at or above the most there is, in whole and equal steps, five at most', () => {
  for (const most of [0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 52, 99, 100, 101, 1234, 999_999]) {
    const marks = ticks(most)
    const step = marks[1] ?? 0
    expect(marks[0]).toBe(0)
    expect(marks.at(-1)).toBeGreaterThanOrEqual(most)
    expect(marks.length).toBeLessThanOrEqual(6)
    expect(marks.every((mark, i) => mark === i * step && Number.isInteger(mark))).toBe(true)
  }
  expect(ticks(52)).toEqual([0, 20, 40, 60])
})

test('Days on which nothing was sold are there, over the end of a month too', () => {
  expect(days('2026-10-30', '2026-11-02', 1)).toEqual(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02'])
})

test('After one day of sales the week before is drawn with it', () => {
  const shown = days('2026-11-21', '2026-11-21')
  expect(shown).toHaveLength(7)
  expect(shown[0]).toBe('2026-11-15')
})

test('Of a sale of years the latest days are shown', () => {
  const shown = days('2024-01-01', '2026-11-21', 7, 30)
  expect(shown).toHaveLength(30)
  expect(shown.at(-1)).toBe('2026-11-21')
})

test('Hours without a check-in are there', () => {
  const shown = hours('2026-11-21T17:00:00Z', '2026-11-21T20:00:00Z', 1)
  expect(shown.map(moment => new Date(moment).getUTCHours())).toEqual([17, 18, 19, 20])
})

test('What is sold in all is more than what is drawn of a long sale', () => {
  const sold = new Map([
    ['2026-08-01', 300],
    ['2026-11-20', 2],
    ['2026-11-21', 5],
  ])
  expect(totals(sold, days('2026-08-01', '2026-11-21'))).toEqual({ total: 307, cut: true })
  expect(totals(sold, days('2026-08-01', '2026-11-21', 7, 200))).toEqual({ total: 307, cut: false })
})
