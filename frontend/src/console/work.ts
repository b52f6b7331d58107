import { date, numbers } from '../i18n/format'
import { type Kind, minorUnits } from '../ui/kinds'

/** Hours are typed as amounts are, with at most two decimals. */
const hundredths = (typed: string) => minorUnits(typed, 'eur')

/** Minutes, typed as hours with two decimals: so each minute comes back as it was. */
export const hours: Kind<number> = {
  show: minutes => String(Math.round((minutes * 100) / 60) / 100),
  read: typed => Math.round(((hundredths(typed) ?? 0) * 60) / 100),
}

export const wrongHours = (typed: string): boolean => typed.trim() !== '' && hundredths(typed) === null

/** `2.5 hr` */
export const hoursOf = (minutes: number): string =>
  numbers({ style: 'unit', unit: 'hour', unitDisplay: 'short', maximumFractionDigits: 2 }).format(minutes / 60)

/** A day without a time, such as `2026-11-01`, as people read it. */
export const dayOf = (day: string): string => date(`${day}T12:00:00Z`, 'UTC', { dateStyle: 'medium' })

/** A list of ids in one text, as the forms keep it. No id has a space. */
export const ids: Kind<string[]> = { show: list => list.join(' '), read: typed => typed.split(' ').filter(Boolean) }

/** An amount of a form in the currency of its object; none without a number. */
export const priced = (amount: number | null, currency: string) => (amount === null ? null : { amount, currency })

export const wrongAmount = (typed: string, currency: string): boolean => typed.trim() !== '' && minorUnits(typed, currency) === null

/** Ids with an amount each, as it was typed, in one text as the forms keep it. No id has a space or an equals sign. */
export const pairs: Kind<{ id: string; amount: string }[]> = {
  show: list => list.map(({ id, amount }) => `${id}=${amount.replace(/[\s=]/g, '')}`).join(' '),
  read: typed =>
    ids.read(typed).map(pair => {
      const at = pair.indexOf('=')
      return { id: pair.slice(0, at), amount: pair.slice(at + 1) }
    }),
}
