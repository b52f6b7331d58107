import { problemText, texts } from '../../i18n/texts'
import type en from './en'

export const { load: loadCommonTexts, useTexts: useCommonTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})

/** Returns the text for an error code. All `…_not_found` codes share one text. */
export const problemTextOf = (code: string): string | undefined =>
  problemText(code) ?? (code.endsWith('_not_found') ? problemText('not_found') : undefined)
