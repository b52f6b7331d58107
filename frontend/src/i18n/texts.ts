import { useSyncExternalStore } from 'react'
import { listeners } from '../listeners'
import { fromRight, type Language, language, useLanguage } from './language'
import { disguised } from './pseudo'

/** All parts whose texts have been declared: a refusal has its text in any of them. */
const parts = new Set<() => { problems?: Readonly<Record<string, string>> } | undefined>()

/** The text of a refusal by its code, from the parts that are loaded. No code has two texts within a page: see `texts.test.ts`. */
export function problemText(code: string): string | undefined {
  for (const part of parts) {
    const text = part()?.problems?.[code]
    if (text) return text
  }
}

/**
 * The texts of one part of the site: the navigation of a page's shell, or an area with its pages. `en` is the shape: `de` and `es` are
 * declared as `typeof en`, so that a missing text does not compile. Each language is a file of its own that only its readers load: await
 * `load()` before the first render.
 *
 * Texts named `problems` are those of refusals by code.
 *
 *     // src/console/texts/index.ts
 *     export const { load, useTexts } = texts<typeof import('./en').default>({ en: () => import('./en'), de: …, es: … })
 *     // in a component
 *     const t = useTexts()
 *     <h1>{t.events.title}</h1> {t.events.left(3)}
 *
 * String arguments of a text, such as names, are isolated: see {@link isolate}.
 */
export function texts<T extends object>(files: Record<Language, () => Promise<{ default: T }>>) {
  const loaded = new Map<Language, T>()
  const { tell, listen } = listeners()
  let shown: T
  parts.add(() => loaded.get(language()) ?? shown)

  async function load(wanted: Language = language()): Promise<void> {
    if (!loaded.has(wanted)) loaded.set(wanted, isolating(disguised((await files[wanted]()).default)))
    if (wanted !== language() && shown) return
    shown = loaded.get(wanted) as T
    tell()
  }

  /** Returns the texts; those of the previous language until a newly chosen one is loaded. */
  // biome-ignore lint/correctness/noComponentHookFactories: texts() is called once for each part, at module level
  function useTexts(): T {
    const wanted = useLanguage()
    if (!loaded.has(wanted)) void load(wanted)
    else shown = loaded.get(wanted) as T
    return useSyncExternalStore(listen, () => shown)
  }

  return { load, useTexts }
}

const LETTERS_FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Wraps a name in bidi isolation marks when its direction differs from the language's. Without them, brackets and numbers next to it would
 * move with it. For a name in its own element, use `<bdi>` or `dir="auto"`.
 */
export const isolate = (name: string): string => (LETTERS_FROM_RIGHT.test(name) === fromRight() ? name : `\u2068${name}\u2069`)

/** Returns the texts with the string arguments of their functions isolated. */
function isolating<T>(texts: T): T {
  if (typeof texts === 'function')
    return ((...given: unknown[]) => texts(...given.map(it => (typeof it === 'string' ? isolate(it) : it)))) as T
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return texts
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, isolating(text)])) as T
}

/**
 * Loads a page together with the texts of its area: both files arrive at the same time, and no page is rendered without its texts.
 *
 *     refunds: page('/:org/refunds', () => withTexts(import('./areas/Refunds'), orders.load), …)
 */
export async function withTexts<P>(page: Promise<P>, load: () => Promise<void>): Promise<P> {
  const [loaded] = await Promise.all([page, load()])
  return loaded
}
