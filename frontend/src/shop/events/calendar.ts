import { wallClock, weekday } from '../../i18n/format'

const DAY = 86_400_000

/** The weeks that a month touches, each of seven days (`2026-11-30`), beginning on the language's first day of the week. */
export function daysOf(month: string, language: string): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`)
  const lead = (new Date(first).getUTCDay() - firstDay(language) + 7) % 7
  const last = Date.parse(`${neighbour(month, 1)}-01T00:00:00Z`) - DAY
  const weeks: string[][] = []
  for (let at = first - lead * DAY; at <= last; at += 7 * DAY) {
    weeks.push(Array.from({ length: 7 }, (_, i) => new Date(at + i * DAY).toISOString().slice(0, 10)))
  }
  return weeks
}

/** Short names in the order of the language's week. 1970-01-04 was a Sunday. */
export const weekdays = (language: string): string[] =>
  Array.from({ length: 7 }, (_, i) => weekday(new Date((3 + firstDay(language) + i) * DAY), language))

/** By the day (`2026-11-30`) on which they start, on the calendar of their own place. */
export function byDay<E extends { startsAt: string; timeZone: string }>(events: readonly E[]): Map<string, E[]> {
  const days = new Map<string, E[]>()
  for (const event of events) {
    const day = wallClock(event.startsAt, event.timeZone).slice(0, 10)
    const others = days.get(day)
    if (others) others.push(event)
    else days.set(day, [event])
  }
  return days
}

/** The month that many months later. */
export function neighbour(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** 0 is Sunday. Not every browser knows the week of a locale. */
function firstDay(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } }
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7
}
