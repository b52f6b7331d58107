const DAY = 86_400_000
/** Days of the range that is shown at first, and the longest one. */
const USUAL = 30
const MOST = 367

/** Days, such as `2026-11-30`; both are included. */
export interface Range {
  from: string
  to: string
}

/** The day now in a time zone. */
export const today = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'gregory' }).format(now)

const back = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10)

/** The range that the two fields mean: an empty last day is today, an empty first one is 29 days before the last. */
export function rangeOf(from: string, to: string, now: string): Range {
  const last = to || now
  return { from: from || back(last, USUAL - 1), to: last }
}

/** Every day of a range; null when it is none, or too long. */
export function daysIn({ from, to }: Range): string[] | null {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)]
  const count = (last - first) / DAY + 1
  return count >= 1 && count <= MOST ? Array.from({ length: count }, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10)) : null
}
