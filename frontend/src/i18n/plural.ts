import { number, pluralCategory } from './format'
import type { Language } from './language'

/** The plural categories of each language in CLDR, as `plural.test.ts` reads them from `Intl.PluralRules`. */
export interface Categories {
  en: 'one' | 'other'
  de: 'one' | 'other'
  es: 'one' | 'many' | 'other'
}

/**
 * Plural forms of one language: exactly the categories that it has, or the text does not compile. A form is a whole sentence, with `#` for
 * the number, because languages differ in where it stands and what agrees with it.
 *
 *     const plural = pluralOf('en')
 *     left: (n: number) => plural(n, { one: '# ticket is left.', other: '# tickets are left.' })
 */
export const pluralOf =
  <L extends Language>(language: L) =>
  (n: number, forms: Record<Categories[L], string>): string =>
    forms[pluralCategory(n, language) as Categories[L]].replace('#', number(n))
