import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of working time and its approval. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
