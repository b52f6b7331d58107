import { texts } from '../../i18n/texts'
import type en from './en'

/** Texts from the checkout on, and of a person’s tickets and registrations. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
