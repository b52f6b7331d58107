import { date, dates } from '../../../i18n/format'
import { dayAfter } from '../../time'

// A calendar day is the same everywhere: it is formatted in UTC, in which it was read.

/** `Fri 14`: the title of a column. */
export const dayTitle = (day: string): string => date(day, 'UTC', { weekday: 'short', day: 'numeric' })

/** `Fri, 14 May`. */
export const dayShort = (day: string): string => date(day, 'UTC', { weekday: 'short', day: 'numeric', month: 'short' })

/** `Friday, 14 May`. */
export const dayLong = (day: string): string => date(day, 'UTC', { weekday: 'long', day: 'numeric', month: 'long' })

/** `10–16 May 2027`. */
export const weekText = (week: string): string =>
  dates({ dateStyle: 'medium', timeZone: 'UTC' }).formatRange(new Date(week), new Date(dayAfter(week, 6)))
