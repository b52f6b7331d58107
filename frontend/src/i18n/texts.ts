import { useSyncExternalStore } from 'react'
import { number, plural } from './format'
import { fromRight, type Language, language, useLanguage } from './language'

/**
 * The texts of one part of the site. `en` is the shape: `de` and `es` are declared as `typeof en`, so that a missing text does not compile.
 * Each language is a file of its own that only its readers load: await `load()` before the first render.
 *
 *     // src/console/texts/index.ts
 *     export const { load, useTexts } = texts<typeof import('./en').default>({ en: () => import('./en'), de: …, es: … })
 *     // in a component
 *     const t = useTexts()
 *     <h1>{t.events.title}</h1> {t.events.left(3)}
 *
 * String arguments of a text, such as names, are isolated: see {@link isolate}.
 */
export function texts<T>(files: Record<Language, () => Promise<{ default: T }>>) {
  const loaded = new Map<Language, T>()
  const listeners = new Set<() => void>()
  let shown: T

  async function load(wanted: Language = language()): Promise<void> {
    if (!loaded.has(wanted)) loaded.set(wanted, isolating((await files[wanted]()).default))
    if (wanted !== language() && shown) return
    shown = loaded.get(wanted) as T
    for (const listener of listeners) listener()
  }

  /** Returns the texts; those of the previous language until a newly chosen one is loaded. */
  // biome-ignore lint/correctness/noComponentHookFactories: texts() is called once for each part, at module level
  function useTexts(): T {
    const wanted = useLanguage()
    if (!loaded.has(wanted)) void load(wanted)
    else shown = loaded.get(wanted) as T
    return useSyncExternalStore(
      listener => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      () => shown,
    )
  }

  return { load, useTexts, texts: () => shown }
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

/** `count(3, { one: 'ticket', other: 'tickets' })` is `3 tickets`, by the plural rules of the language. */
export function count(n: number, forms: { one: string; other: string }): string {
  const form = plural(n) === 'one' ? forms.one : forms.other
  return `${number(n)} ${form}`
}
