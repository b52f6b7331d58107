import { useSyncExternalStore } from 'react'
import { number, plural } from './format'
import { type Language, language, useLanguage } from './language'

/**
 * The texts of one part of the site. `en` is the shape: `de` and `es` are declared as `typeof en`, so that a missing text does not compile.
 * Each language is a file of its own that only its readers load: await `load()` before the first render.
 *
 *     // src/console/texts/index.ts
 *     export const { load, useTexts } = texts<typeof import('./en').default>({ en: () => import('./en'), de: …, es: … })
 *     // in a component
 *     const t = useTexts()
 *     <h1>{t.events.title}</h1> {t.events.left(3)}
 */
export function texts<T>(files: Record<Language, () => Promise<{ default: T }>>) {
  const loaded = new Map<Language, T>()
  const listeners = new Set<() => void>()
  let shown: T

  async function load(wanted: Language = language()): Promise<void> {
    if (!loaded.has(wanted)) loaded.set(wanted, (await files[wanted]()).default)
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

/** `count(3, { one: 'ticket', other: 'tickets' })` is `3 tickets`, by the rules of the language. */
export function count(n: number, forms: { one: string; other: string }): string {
  const form = plural(n) === 'one' ? forms.one : forms.other
  return `${number(n)} ${form}`
}
