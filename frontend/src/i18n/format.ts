import type { Schemas } from '../api/client'
import { locale } from './language'

type Money = Schemas['Money']

const kept = new Map<string, unknown>()

/** Caches formatters: creating one takes a fifth of a millisecond, and a page of events formats hundreds of values. */
export function keep<F, O>(make: new (locale: string, options?: O) => F, options?: O, language = locale()): F {
  const key = `${make.name} ${language} ${JSON.stringify(options)}`
  const formatter = (kept.get(key) as F | undefined) ?? new make(language, options)
  kept.set(key, formatter)
  return formatter
}

/** Always in the Gregorian calendar, in which events are announced; digits are those of the locale. */
export const dates = (options: Intl.DateTimeFormatOptions, language?: string) =>
  keep(Intl.DateTimeFormat, { calendar: 'gregory', ...options }, language)
/** Number formats that only one part of the site needs. */
export const numbers = (options?: Intl.NumberFormatOptions) => keep(Intl.NumberFormat, options)

const WITHOUT_MINOR = ['clp', 'jpy', 'krw', 'pyg', 'rwf', 'vnd', 'xaf', 'xof']
const THOUSANDTHS = ['bhd', 'jod', 'kwd', 'omr', 'tnd']

/**
 * Decimal places of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD, as in `shared/Domain/Money.cs`. Not from Intl, which has
 * the digits usually displayed: for HUF and IDR these differ, also between browsers.
 */
export const exponent = (currency: string): number => (WITHOUT_MINOR.includes(currency) ? 0 : THOUSANDTHS.includes(currency) ? 3 : 2)

/** `{ amount: 2500, currency: 'eur' }` is €25.00. */
export function money({ amount, currency }: Money): string {
  const digits = exponent(currency)
  const options = { currency: currency.toUpperCase(), minimumFractionDigits: digits, maximumFractionDigits: digits }
  return numbers({ style: 'currency', ...options }).format(amount / 10 ** digits)
}

export const number = (n: number): string => numbers().format(n)
export const percent = (share: number): string => numbers({ style: 'percent', maximumFractionDigits: 1 }).format(share)

/** A tax rate with all its decimals: those of Quebec add up to 14.975%. */
export const rate = (percent: number): string => numbers({ style: 'percent', maximumFractionDigits: 4 }).format(percent / 100)

/** The plural category of a number in a language. */
export const pluralCategory = (n: number, language: string): Intl.LDMLPluralRule =>
  keep<Intl.PluralRules, Intl.PluralRulesOptions>(Intl.PluralRules, undefined, language).select(n)

/** `a, b and c` as the language writes it; with `short`, without the last word: `a, b, c`. */
export const listOf = (items: readonly string[], style: 'long' | 'short' = 'long'): string =>
  keep<Intl.ListFormat, Intl.ListFormatOptions>(Intl.ListFormat, { style, type: style === 'long' ? 'conjunction' : 'unit' }).format(items)

/** Formats a moment (RFC 3339) in an IANA time zone; without one, in the visitor's. */
export const date = (moment: string, timeZone?: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'full' }): string =>
  dates({ ...options, timeZone }).format(new Date(moment))

export const time = (moment: string, timeZone?: string): string => date(moment, timeZone, { hour: 'numeric', minute: '2-digit' })

export const dateTime = (moment: string, timeZone?: string): string => date(moment, timeZone, { dateStyle: 'medium', timeStyle: 'short' })

/** The local time in a zone, as `2026-11-21T19:00` for an input of type datetime-local. */
export const wallClock = (moment: string, timeZone: string): string =>
  dates({ timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }, 'sv')
    .format(new Date(moment))
    .replace(' ', 'T')
