/** Round numbers from 0 up to the first that holds `most`, at most five steps: `[0, 20, 40, 60]` for 52. Steps are whole. */
export function ticks(most: number): number[] {
  const rough = Math.max(most, 1) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map(factor => factor * magnitude).find(candidate => candidate >= rough) ?? 1)
  const whole = Number.isInteger(step) ? step : Math.ceil(step)
  return Array.from({ length: Math.ceil(Math.max(most, 1) / whole) + 1 }, (_, i) => i * whole)
}

const DAY = 86_400_000
const HOUR = 3_600_000

/** Every day from the first to the last of these dates (`2026-11-21`), the ones on which nothing happened too; the latest `most` of them. */
export function days(dates: readonly string[], most = 60): string[] {
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last) return []
  const count = Math.min((Date.parse(last) - Date.parse(first)) / DAY + 1, most)
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(last) - (count - 1 - i) * DAY).toISOString().slice(0, 10))
}

/** The same for hours, each by the moment at which it begins. */
export function hours(starts: readonly string[], most = 48): number[] {
  const [first, last] = [Date.parse(starts[0] ?? ''), Date.parse(starts.at(-1) ?? '')]
  if (!first || !last) return []
  const count = Math.min(Math.round((last - first) / HOUR) + 1, most)
  return Array.from({ length: count }, (_, i) => last - (count - 1 - i) * HOUR)
}
