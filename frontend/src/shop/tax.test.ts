import { expect, test } from 'vitest'
import { taxText } from './tax'
import de from './texts/de'
import en from './texts/en'
import es from './texts/es'

const at = (percent: number, name: 'vat' | 'gst' | 'salesTax' | 'tax') => ({ percent, name })

// Same wording as `TaxRate.Describe` in mails: see tests/Runtime/StripeAnswerTests.cs.
test.each([
  [true, at(19, 'vat'), 'incl. 19% VAT'],
  [false, at(19, 'vat'), 'plus 19% VAT'],
  [false, at(10.25, 'salesTax'), 'plus 10.25% sales tax'],
  [false, at(14.975, 'tax'), 'plus 14.975% tax'],
  [true, at(0, 'tax'), 'no tax'],
  [true, null, 'incl. VAT'],
  [false, null, 'plus tax'],
])('tax is told beside a price: included %s, %o', (taxIncluded, taxRate, said) => {
  expect(taxText(en.price.tax, { taxIncluded, taxRate })).toBe(said)
})

test('in every language', () => {
  const told = { taxIncluded: true, taxRate: at(19, 'vat') }
  expect([de, es].map(texts => taxText(texts.price.tax, told))).toEqual(['inkl. 19% MwSt.', 'incl. 19% de IVA'])
})
