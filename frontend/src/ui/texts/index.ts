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

/** Texts for refusals that only one part of the site meets, beside the common ones. */
export function addProblemTexts(ofPart: () => Readonly<Record<string, string>>) {
  further = ofPart
}

/** What is missing has a code of its own for each kind (`event_not_found`), and one text. */
export const problemTextOf = (code: string): string | undefined =>
  commonTexts().problems[code] ?? further()[code] ?? (code.endsWith('_not_found') ? commonTexts().problems.not_found : undefined)
