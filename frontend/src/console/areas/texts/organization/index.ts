import { texts } from '../../../../i18n/texts'
import type en from './en'

/** Texts of an organization: its members, settings and invitations, and the start of the console. */
export const { load, useTexts } = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})
