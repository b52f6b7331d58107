const DAY = 86_400_000

/** The current month (`2026-11`) in a time zone. */
export const monthNow = (timeZone: string, now = new Date()): string => {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', calendar: 'gregory' }).formatToParts(now)
  const part = (type: string) => parts.find(it => it.type === type)?.value
  return `${part('year')}-${part('month')}`
}

/** A month and those before it, the latest first. */
export const monthsBefore = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const first = new Date(`${month}-01T00:00:00Z`)
    first.setUTCMonth(first.getUTCMonth() - i)
    return first.toISOString().slice(0, 7)
  })

/** Every day of a month, such as `2026-11-30`. */
export const daysOf = (month: string): string[] =>
  Array.from({ length: 31 }, (_, i) => new Date(Date.parse(`${month}-01T00:00:00Z`) + i * DAY).toISOString().slice(0, 10)).filter(day =>
    day.startsWith(month),
  )
