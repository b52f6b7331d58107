import { expect, test } from 'vitest'
import { currencies } from '../i18n/words/countries'
import { countryHere, currencyOf } from './here'

test('The time zone tells the country, and the language where the zone does not', () => {
  expect(countryHere('Europe/Berlin', ['en-GB', 'en'])).toBe('DE')
  expect(countryHere('Europe/Berlin', ['de'])).toBe('DE')
  expect(countryHere('America/New_York', ['en-US'])).toBe('US')
  expect(countryHere('Etc/UTC', ['en-GB'])).toBe('GB')
  expect(countryHere('Etc/UTC', ['en'])).toBe('')
})

test('The suggested currency is one in which tickets can be sold', () => {
  expect(['US', 'GB', 'CH', 'DE', ''].map(currencyOf)).toEqual(['usd', 'gbp', 'chf', 'eur', 'eur'])
  for (const country of ['AU', 'JP', 'TW', 'ZA', 'LI', 'FR']) expect(currencies).toContain(currencyOf(country))
})
