import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { majorUnits, minorUnits } from '../ui/kinds'
import { exponent, money, wallClock } from './format'
import { momentOf } from './moments'
import { sameClock } from './times'

test('money has the digits of its currency', () => {
  expect(money({ amount: 2500, currency: 'usd' })).toBe('$25.00')
  expect(money({ amount: 8000, currency: 'jpy' })).toBe('¥8,000')
  expect(money({ amount: 1500, currency: 'kwd' })).toMatch(/1\.500/)
})

test('every currency of the server has the digits that it has there', () => {
  const table = readFileSync('../shared/Domain/Money.cs', 'utf8')
  for (const [name, digits] of [
    ['two', 2],
    ['zero', 0],
    ['three', 3],
  ] as const) {
    const quoted = new RegExp(`const string ${name} =\\s*([^;]+);`).exec(table)?.[1] ?? ''
    const currencies = [...quoted.matchAll(/"([^"]*)"/g)].flatMap(part => part[1]?.trim().split(' ') ?? [])
    expect(currencies.length).toBeGreaterThan(4)
    for (const currency of currencies) {
      expect([currency, exponent(currency)]).toEqual([currency, digits])
      expect(money({ amount: 4_560_000, currency }).replace(/\D/g, '')).toBe('4560000')
      expect(minorUnits(majorUnits({ amount: 1234, currency }), currency)).toBe(1234)
    }
  }
})

test('what is typed becomes minor units without a rounding', () => {
  expect(minorUnits('0.29', 'eur')).toBe(29)
  expect(minorUnits('19,9', 'eur')).toBe(1990)
  expect(minorUnits('1.005', 'kwd')).toBe(1005)
  expect(minorUnits('8000', 'jpy')).toBe(8000)
  expect(minorUnits('9999999999.99', 'idr')).toBe(999_999_999_999)
  for (const typed of ['١٢٫٥٠', '۱۲.۵', '१२.५०', '12,5']) expect(minorUnits(typed, 'eur')).toBe(1250)
  for (const wrong of ['', '-1', '1.234', 'ten', '1e3', '1 000']) expect(minorUnits(wrong, 'eur')).toBeNull()
  expect(minorUnits(majorUnits({ amount: 123_456, currency: 'eur' }), 'eur')).toBe(123_456)
})

test('a wall clock and a moment are each other’s reverse, also next to a change of clocks', () => {
  for (const [moment, zone] of [
    ['2026-12-01T18:00:00Z', 'Europe/Berlin'],
    ['2027-03-28T00:59:00Z', 'Europe/Berlin'],
    ['2027-03-28T01:01:00Z', 'Europe/Berlin'],
    ['2026-12-12T01:00:00Z', 'Asia/Tokyo'],
    ['2026-12-12T20:45:00Z', 'Pacific/Chatham'],
  ] as const) {
    expect(momentOf(wallClock(moment, zone), zone)).toBe(moment)
  }
})

test('an hour that comes twice is its earlier reading', () => {
  expect(momentOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z')
  expect(momentOf('2026-10-25T03:30', 'Europe/Berlin')).toBe('2026-10-25T02:30:00Z')
  expect(momentOf('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00Z')
})

test('Berlin and Madrid show the same, Berlin and London do not', () => {
  expect(sameClock('2026-12-01T18:00:00Z', 'Europe/Berlin', 'Europe/Madrid')).toBe(true)
  expect(sameClock('2026-12-01T18:00:00Z', 'Europe/Berlin', 'Europe/London')).toBe(false)
})
