import type { Schemas } from '../api/client'
import { exponent, numbers } from '../i18n/format'

type Money = Schemas['Money']

/** Short enough for the side of a chart: `€2.5K`. */
export const moneyShort = ({ amount, currency }: Money): string =>
  numbers({ style: 'currency', currency: currency.toUpperCase(), notation: 'compact', maximumFractionDigits: 1 }).format(
    amount / 10 ** exponent(currency),
  )

/** Of any script: each has its ten in a row. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** What somebody typed, in minor units; null when it is no amount. Takes a point or a comma, and the digits of any script. */
export function minorUnits(text: string, currency: string): number | null {
  const digits = exponent(currency)
  const match = /^(\d{1,10})(?:[.,](\d+))?$/.exec(
    text
      .trim()
      .replace(/\p{Nd}/gu, digit => String(digitOf(digit)))
      .replace('٫', '.'),
  )
  if (!match || (match[2] ?? '').length > digits) return null
  return Number(match[1]) * 10 ** digits + Number((match[2] ?? '').padEnd(digits, '0'))
}

/** The other way, for a field: `25.00`. */
export const majorUnits = ({ amount, currency }: Money): string => (amount / 10 ** exponent(currency)).toFixed(exponent(currency))
