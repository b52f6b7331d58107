import { useSyncExternalStore } from 'react'

export const languages = { en: 'English', de: 'Deutsch', es: 'Español' } as const
export type Language = keyof typeof languages

const KEPT = 'language'
const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur']
const listeners = new Set<() => void>()
let current = chosen()
mark()

export const language = (): Language => current

/** The chosen language as the visitor's region writes it: `en-GB` has another order of day and month than `en-US`. */
export const locale = (): string => navigator.languages.find(tag => tag.split('-')[0]?.toLowerCase() === current) ?? current

/** Whether the language is written from the right. */
export function fromRight(): boolean {
  return RIGHT_TO_LEFT.includes(current)
}

/** Renders again when the language changes. */
export const useLanguage = (): Language => useSyncExternalStore(listen, language)

export function setLanguage(next: Language) {
  current = next
  localStorage.setItem(KEPT, next)
  mark()
  for (const listener of listeners) listener()
}

function chosen(): Language {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map(tag => tag?.split('-')[0]?.toLowerCase())
  return (wanted.find(tag => tag && tag in languages) as Language | undefined) ?? 'en'
}

/** Screen readers choose the voice by it, and the layout its direction. */
function mark() {
  document.documentElement.lang = current
  document.documentElement.dir = fromRight() ? 'rtl' : 'ltr'
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
