import { expect, test } from 'vitest'
import { languages } from './language'
import { type Categories, pluralOf } from './plural'

const categories: { [L in keyof Categories]: Record<Categories[L], true> } = {
  en: { one: true, other: true },
  de: { one: true, other: true },
  es: { one: true, many: true, other: true },
}

test.each(Object.keys(languages))('the plural categories of %s are those of CLDR', language => {
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  expect(Object.keys(categories[language as keyof Categories]).sort()).toEqual([...known].sort())
})

test('the number stands inside the sentence, written as the language does', () => {
  const forms = { one: 'Queda # entrada.', many: 'Quedan # de entradas.', other: 'Quedan # entradas.' }
  const plural = pluralOf('es')
  expect([1, 2, 1_000_000].map(n => plural(n, forms))).toEqual(['Queda 1 entrada.', 'Quedan 2 entradas.', 'Quedan 1,000,000 de entradas.'])
})
