import { keep, wallClock } from './format'

/** The inverse of `wallClock`. A local time that occurs twice when clocks go back is taken as the earlier one. */
export function momentOf(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`)
  // The offset of the day before gives the earlier occurrence. Near a clock change it may be wrong: a second round corrects it.
  let guess = asUtc - 86_400_000
  for (let round = 0; round < 2; round++) guess += asUtc - Date.parse(`${wallClock(new Date(guess).toISOString(), timeZone)}Z`)
  return new Date(guess).toISOString().replace('.000', '')
}

/** A moment relative to now in the current language: `in 3 days`. */
export function relative(moment: string, now = Date.now()): string {
  const minutes = Math.round((Date.parse(moment) - now) / 60_000)
  const [value, unit] =
    Math.abs(minutes) < 60
      ? ([minutes, 'minute'] as const)
      : Math.abs(minutes) < 1440
        ? ([Math.round(minutes / 60), 'hour'] as const)
        : ([Math.round(minutes / 1440), 'day'] as const)
  return keep<Intl.RelativeTimeFormat, Intl.RelativeTimeFormatOptions>(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(value, unit)
}
