import { numbers } from '../../../i18n/format'

const HOUR = 3_600_000

/** How long somebody has waited: `5 hours`, and from a day on `3 days`. */
export function waited(since: string, now = Date.now()): string {
  const hours = Math.max(0, Math.floor((now - Date.parse(since)) / HOUR))
  return hours < 24 ? lengthOf(hours, 'hour') : lengthOf(Math.floor(hours / 24), 'day')
}

const lengthOf = (n: number, unit: 'hour' | 'day') => numbers({ style: 'unit', unit, unitDisplay: 'long' }).format(n)
