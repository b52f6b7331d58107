import type { Schemas } from '../api/client'
import { exponent, numbers } from '../i18n/format'

type Money = Schemas['Money']

/** Compact format for a chart axis: `€2.5K`. */
export const moneyShort = ({ amount, currency }: Money): string =>
  numbers({ style: 'currency', currency: currency.toUpperCase(), notation: 'compact', maximumFractionDigits: 1 }).format(
    amount / 10 ** exponent(currency),
  )
