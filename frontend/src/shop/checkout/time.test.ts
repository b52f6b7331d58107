import { expect, test } from 'vitest'
import { clock, left, milestone, soon } from './time'

test('time left never goes below zero', () => {
  expect(left('2026-11-21T12:00:00Z', Date.parse('2026-11-21T11:45:00Z'))).toBe(900)
  expect(left('2026-11-21T12:00:00Z', Date.parse('2026-11-21T13:00:00Z'))).toBe(0)
  expect(clock(845)).toBe('14:05')
})

test('each milestone is said once, also when a tab has slept over it', () => {
  const said = []
  for (let seconds = 900; seconds > 0; seconds--) said.push(milestone(seconds, seconds - 1))
  expect(said.filter(minutes => minutes !== null)).toEqual([10, 5, 2, 1])
  expect(milestone(700, 200)).toBe(10)
})

test('the warning comes two minutes before the end', () => {
  expect([soon(121), soon(120), soon(0)]).toEqual([false, true, true])
})
