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
 * What a text is given, such as a name, keeps to itself: see {@link isolate}.
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

  /** Until a newly chosen language has arrived it is the one before. */
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
 * A name that is written in the other direction than the language, for a place inside a sentence: without these marks it would take the brackets
 * and numbers beside it along. Where it is an element of its own, `<bdi>` or `dir="auto"` does the same.
 */
export const isolate = (name: string): string => (LETTERS_FROM_RIGHT.test(name) === fromRight() ? name : `\u2068${name}\u2069`)

/** The same texts; what the functions among them are given is isolated. */
function isolating<T>(texts: T): T {
  if (typeof texts === 'function')
    return ((...given: unknown[]) => texts(...given.map(it => (typeof it === 'string' ? isolate(it) : it)))) as T
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return texts
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, isolating(text)])) as T
}

/** `count(3, { one: 'ticket', other: 'tickets' })` is `3 tickets`, by the rules of the language. */
export function count(n: number, forms: { one: string; other: string }): string {
  const form = plural(n) === 'one' ? forms.one : forms.other
  return `${number(n)} ${form}`
}
