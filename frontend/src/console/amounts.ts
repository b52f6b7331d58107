import type { Schemas } from '../api/client'
import { exponent, numbers } from '../i18n/format'

type Money = Schemas['Money']

/** Compact format for a chart axis: `€2.5K`. */
export const moneyShort = ({ amount, currency }: Money): string =>
  numbers({ style: 'currency', currency: currency.toUpperCase(), notation: 'compact', maximumFractionDigits: 1 }).format(
    amount / 10 ** exponent(currency),
  )

/** Converts digits of any script to ASCII; in Unicode the ten digits of a script are consecutive. */
function digitOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** Parses typed text into minor units; null when it is not an amount. Accepts a point or a comma, and digits of any script. */
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

/** Formats minor units for an input field: `25.00`. */
export const majorUnits = ({ amount, currency }: Money): string => (amount / 10 ** exponent(currency)).toFixed(exponent(currency))
