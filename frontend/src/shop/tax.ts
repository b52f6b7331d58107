import { rate } from '../i18n/format'
import type { Event, Registration } from './data'
import type en from './texts/en'

type Taxed = Pick<Registration, 'taxIncluded' | 'taxRate'>

/** The tax note next to a price, the same on every page: `incl. 19% VAT`. Without a rate while it is unknown. */
export function taxText(texts: (typeof en)['price']['tax'], { taxIncluded, taxRate }: Taxed): string {
  if (!taxRate) return taxIncluded ? texts.someIncluded : texts.someExcluded
  // Exempt, zero-rated or not collected: the buyer pays no tax.
  if (taxRate.percent === 0) return texts.none
  return (taxIncluded ? texts.included : texts.excluded)(rate(taxRate.percent), texts.names[taxRate.name])
}

export const taxOf = ({ priceDisplay, taxRate }: Event): Taxed => ({ taxIncluded: priceDisplay === 'taxIncluded', taxRate })
