import { dates, wallClock } from '../../i18n/format'

const DAY = 86_400_000

/** The weeks of a month, each with seven days (`2026-11-30`), starting on the locale's first day of the week. */
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

/** Short weekday names in the locale's order. 1970-01-04 was a Sunday. */
export const weekdays = (language: string): string[] =>
  Array.from({ length: 7 }, (_, i) => dates({ weekday: 'short', timeZone: 'UTC' }, language).format((3 + firstDay(language) + i) * DAY))

/** Groups events by start date (`2026-11-30`) in their own time zone. */
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

/** Adds months. */
export function neighbour(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The first day of the week, 0 for Sunday. Not every browser supports week info. */
function firstDay(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } }
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7
}
