import { texts } from '../../i18n/texts'
import type en from './en'

export const {
  load: loadCommonTexts,
  useTexts: useCommonTexts,
  texts: commonTexts,
} = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})

let further = (): Readonly<Record<string, string>> => ({})

/** Adds error texts that only one part of the site needs. */
export function addProblemTexts(ofPart: () => Readonly<Record<string, string>>) {
  further = ofPart
}

/** Returns the text for an error code. All `…_not_found` codes share one text. */
export const problemTextOf = (code: string): string | undefined =>
  commonTexts().problems[code] ?? further()[code] ?? (code.endsWith('_not_found') ? commonTexts().problems.not_found : undefined)
