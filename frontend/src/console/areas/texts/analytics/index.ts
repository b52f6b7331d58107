import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of the figures of an organization and of the platform. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
