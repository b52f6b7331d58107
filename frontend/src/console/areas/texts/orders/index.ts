import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of registrations, attendees, check-ins and refunds. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
