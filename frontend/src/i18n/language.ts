import { useSyncExternalStore } from 'react'
import { listeners } from '../listeners'
import { pseudo } from './pseudo'

export const languages = { en: 'English', de: 'Deutsch', es: 'Español' } as const
export type Language = keyof typeof languages

const KEPT = 'language'
const RIGHT_TO_LEFT = ['ar', 'ar-XB', 'fa', 'he', 'ur']
const { tell, listen } = listeners()
let current = chosen()
mark()

export const language = (): Language => current

/** The chosen language with the visitor's region: `en-GB` and `en-US` order day and month differently. */
export const locale = (): string => navigator.languages.find(tag => tag.split('-')[0]?.toLowerCase() === current) ?? current

/** Whether the language is written right to left. */
export function fromRight(): boolean {
  return RIGHT_TO_LEFT.includes(pseudo ?? current)
}

/** Returns the language, and re-renders when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(listen, language)

export function setLanguage(next: Language) {
  current = next
  localStorage.setItem(KEPT, next)
  mark()
  tell()
}

function chosen(): Language {
  if (pseudo) return 'en'
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages].map(tag => tag?.split('-')[0]?.toLowerCase())
  return (wanted.find(tag => tag && tag in languages) as Language | undefined) ?? 'en'
}

/** Sets `lang`, which selects the voice of screen readers, and `dir`, the layout direction. */
function mark() {
  document.documentElement.lang = pseudo ?? current
  document.documentElement.dir = fromRight() ? 'rtl' : 'ltr'
}
