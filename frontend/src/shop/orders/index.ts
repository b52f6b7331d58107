import { texts } from '../../i18n/texts'
import { addProblemTexts } from '../../ui/texts'
import type en from './en'

const orders = texts<typeof en>({
  en: () => import('./en'),
  de: () => import('./de'),
  es: () => import('./es'),
})

export const { load, useTexts } = orders

// A page that was opened before may meet a refusal while they are still on their way.
addProblemTexts(() => orders.texts()?.problems ?? {})
