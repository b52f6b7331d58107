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

export const problemTextOf = (code: string): string | undefined => commonTexts().problems[code] ?? further()[code]
