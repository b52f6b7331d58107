/** Axis ticks: round integers from 0 to the first one not below `most`, at most five steps: `[0, 20, 40, 60]` for 52. */
export function ticks(most: number): number[] {
  const rough = Math.max(most, 1) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(candidate => candidate >= rough) ?? 1)
  const whole = Number.isInteger(step) ? step : Math.ceil(step)
  return Array.from({ length: Math.ceil(Math.max(most, 1) / whole) + 1 }, (_, i) => i * whole)
}

const DAY = 86_400_000
const HOUR = 3_600_000

/**
 * Every day from one date to another (`2026-11-21`), including days without values. Padded at the front to `least` days; cut to the latest
 * `most` days.
 */
export function days(first: string, last: string, least = 7, most = 60): string[] {
  const count = within((Date.parse(last) - Date.parse(first)) / DAY + 1, least, most)
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(last) - (count - 1 - i) * DAY).toISOString().slice(0, 10))
}

/** The same for hours, each identified by the moment it starts. */
export function hours(first: string, last: string, least = 6, most = 48): string[] {
  const count = within((Date.parse(last) - Date.parse(first)) / HOUR + 1, least, most)
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(last) - (count - 1 - i) * HOUR).toISOString())
}

/** The total of all values, and whether some lie outside the chart. */
export function totals<K>(values: ReadonlyMap<K, number>, drawn: readonly K[]): { total: number; cut: boolean } {
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, each) => all + each, 0)
  const total = sum(values.values())
  return { total, cut: total !== sum(drawn.map(key => values.get(key) ?? 0)) }
}

const within = (n: number, least: number, most: number): number => Math.min(Math.max(Math.round(n), least), most)
