import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of the reports on time. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
