import type { Schemas } from '../api/client'
import { language, locale } from './language'

type Money = Schemas['Money']

const kept = new Map<string, unknown>()

/** A formatter takes a fifth of a millisecond to make, and a page of events formats hundreds of times: each is made once. */
function keep<F, O>(make: new (locale: string, options?: O) => F, options?: O, language = locale()): F {
  const key = `${make.name} ${language} ${JSON.stringify(options)}`
  const formatter = (kept.get(key) as F | undefined) ?? new make(language, options)
  kept.set(key, formatter)
  return formatter
}

const dates = (options: Intl.DateTimeFormatOptions, language?: string) => keep(Intl.DateTimeFormat, options, language)
/** For amounts and numbers that only one part shows. */
export const numbers = (options?: Intl.NumberFormatOptions) => keep(Intl.NumberFormat, options)

const WITHOUT_MINOR = ['clp', 'jpy', 'krw', 'pyg', 'rwf', 'vnd', 'xaf', 'xof']
const THOUSANDTHS = ['bhd', 'jod', 'kwd', 'omr', 'tnd']

/**
 * Digits after the point: 2 for EUR, 0 for JPY, 3 for KWD. As `shared/Domain/Money.cs` counts; Intl says how many are usually shown, which for
 * HUF and IDR is another number and changes with the browser.
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

/** A rate of tax, whatever digits it has: those of Quebec add up to 14.975%. */
export const rate = (percent: number): string => numbers({ style: 'percent', maximumFractionDigits: 4 }).format(percent / 100)

/** Which form of a word goes with a number, in the words of the language. */
export const plural = (n: number): Intl.LDMLPluralRule =>
  keep<Intl.PluralRules, Intl.PluralRulesOptions>(Intl.PluralRules, undefined, language()).select(n)

/** A moment (RFC 3339) as people of a zone (IANA) read it; without a zone, as the visitor does. */
export const date = (moment: string, timeZone?: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'full' }): string =>
  dates({ ...options, timeZone }).format(new Date(moment))

export const time = (moment: string, timeZone?: string): string => date(moment, timeZone, { hour: 'numeric', minute: '2-digit' })

export const dateTime = (moment: string, timeZone?: string): string => date(moment, timeZone, { dateStyle: 'medium', timeStyle: 'short' })

/** Of a day of the week, by the moment of one. */
export const weekday = (moment: Date, language: string): string => dates({ weekday: 'short', timeZone: 'UTC' }, language).format(moment)

/** `7–10 PM`, `21. Nov., 19:00 – 22. Nov., 02:00`: as short as both ends allow. */
export const span = (from: string, to: string, timeZone?: string): string =>
  dates({ dateStyle: 'medium', timeStyle: 'short', timeZone }).formatRange(new Date(from), new Date(to))

/** For example `CET` or `GMT+9`. */
export const zoneName = (moment: string, timeZone?: string): string =>
  dates({ timeZone, timeZoneName: 'short' })
    .formatToParts(new Date(moment))
    .find(part => part.type === 'timeZoneName')?.value ?? ''

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether clocks of both zones show the same at this moment. */
export const sameClock = (moment: string, a: string, b: string): boolean => wallClock(moment, a) === wallClock(moment, b)

/** `2026-11-21T19:00` on the clocks of a zone, as an input of type datetime-local takes it. */
export const wallClock = (moment: string, timeZone: string): string =>
  dates({ timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }, 'sv')
    .format(new Date(moment))
    .replace(' ', 'T')

/** The other way: the moment at which a zone's clocks show this. In the hour that is repeated it is the earlier reading. */
export function momentOf(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`)
  // From the offset of the day before, which is that of the earlier reading; next to a change of clocks it may be another: twice is enough.
  let guess = asUtc - 86_400_000
  for (let round = 0; round < 2; round++) guess += asUtc - Date.parse(`${wallClock(new Date(guess).toISOString(), timeZone)}Z`)
  return new Date(guess).toISOString().replace('.000', '')
}

/** Of today on, in the words of the language: `in 3 days`. */
export function relative(moment: string, now = Date.now()): string {
  const minutes = Math.round((Date.parse(moment) - now) / 60_000)
  const [value, unit] =
    Math.abs(minutes) < 60
      ? ([minutes, 'minute'] as const)
      : Math.abs(minutes) < 1440
        ? ([Math.round(minutes / 60), 'hour'] as const)
        : ([Math.round(minutes / 1440), 'day'] as const)
  return keep<Intl.RelativeTimeFormat, Intl.RelativeTimeFormatOptions>(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(value, unit)
}
