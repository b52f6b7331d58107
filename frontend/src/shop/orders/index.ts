import { texts } from '../../i18n/texts'
import { addProblemTexts } from '../../ui/texts'
import type en from './en'

const orders = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})

export const { load, useTexts } = orders

// Optional chaining: an error may occur before these texts are loaded.
addProblemTexts(() => orders.texts()?.problems ?? {})
