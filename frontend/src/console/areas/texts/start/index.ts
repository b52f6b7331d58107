import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of the way in: the console of somebody without an organization, and founding one. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
