import { dates, wallClock } from './format'

/** `7–10 PM`, `21. Nov., 19:00 – 22. Nov., 02:00`: as short as both ends allow. */
export const span = (from: string, to: string, timeZone?: string): string =>
  dates({ dateStyle: 'medium', timeStyle: 'short', timeZone }).formatRange(new Date(from), new Date(to))

/** The abbreviation where one is known, such as `CET`; otherwise a name such as `Japan Time` instead of `GMT+9`. */
export function zoneName(moment: string, timeZone?: string): string {
  const name = (timeZoneName: 'short' | 'shortGeneric') =>
    dates({ timeZone, timeZoneName })
      .formatToParts(new Date(moment))
      .find(part => part.type === 'timeZoneName')?.value ?? ''
  const short = name('short')
  return /^(GMT|UTC)[+-]/.test(short) ? name('shortGeneric') : short
}

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether both zones have the same local time at this moment. */
export const sameClock = (moment: string, a: string, b: string): boolean => wallClock(moment, a) === wallClock(moment, b)
