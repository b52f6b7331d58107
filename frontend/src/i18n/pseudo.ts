/**
 * Languages made from English, in dev and test builds only: they show what nobody has to translate to see. `en-XA` has accents, brackets and
 * 40 % more length: a text without brackets stands in the code, several brackets in one sentence are glued together. `ar-XB` runs from right
 * to left. `?language=en-XA` in the address chooses one for the tab; `?language=en` goes back.
 */
const pseudoLanguages = ['en-XA', 'ar-XB'] as const
export type PseudoLanguage = (typeof pseudoLanguages)[number]

const KEPT = 'pseudo-language'

/** The chosen pseudo-language; the condition removes this module from the product's bundle. */
export const pseudo: PseudoLanguage | undefined = __PSEUDO__ ? chosen() : undefined

/** Returns the texts in the chosen pseudo-language. */
export const disguised = <T>(texts: T, as: PseudoLanguage | undefined = pseudo): T => (__PSEUDO__ && as ? disguise(texts, as) : texts)

function chosen(): PseudoLanguage | undefined {
  const asked = new URLSearchParams(location.search).get('language')
  if (asked) sessionStorage.setItem(KEPT, asked)
  const kept = asked ?? sessionStorage.getItem(KEPT)
  return pseudoLanguages.find(tag => tag === kept)
}

/** Private-use characters around an argument, which is data and stays as it is. */
const [OPEN, CLOSE] = ['\ue000', '\ue001']

function disguise<T>(texts: T, as: PseudoLanguage): T {
  if (typeof texts === 'string') return inOther(texts, as) as T
  if (typeof texts === 'function')
    return ((...given: unknown[]) => {
      const text: unknown = texts(...given.map(it => (typeof it === 'string' ? OPEN + it + CLOSE : it)))
      return Array.isArray(text)
        ? ['[', ...text.map(part => (typeof part === 'string' ? words(part, as) : part)), ']']
        : inOther(text as string, as)
    }) as T
  if (Array.isArray(texts)) return texts.map(it => disguise(it, as)) as T
  if (typeof texts !== 'object' || texts === null) return texts
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, disguise(text, as)])) as T
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = [...'áƀçđéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ']

function inOther(text: string, as: PseudoLanguage): string {
  if (as === 'ar-XB') return words(text, as)
  const more = '~~~~ '.repeat(Math.ceil((text.length * 0.4) / 5)).trim()
  return `[${words(text, as)} ${more}]`
}

const words = (text: string, as: PseudoLanguage): string =>
  text
    .split(/(\ue000[^\ue001]*\ue001)/)
    .map(piece => (piece.startsWith(OPEN) ? piece.slice(1, -1) : as === 'en-XA' ? accented(piece) : mirrored(piece)))
    .join('')

const accented = (text: string) => text.replace(/[a-z]/gi, letter => ACCENTED[PLAIN.indexOf(letter)] ?? letter)

/** Each word from right to left, as in Android's pseudo-locale: marks that turn the letters around, which copies and searches ignore. */
const mirrored = (text: string) => text.replace(/\p{L}+/gu, word => `\u200f\u202e${word}\u202c\u200f`)
