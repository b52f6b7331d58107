/** Minutes left at which it is said aloud. */
const MILESTONES = [10, 5, 2, 1]
const SOON = 120

/** Whole seconds until then, 0 when it is over. */
export const left = (until: string, now: number): number => Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))

/** Whether it is time to warn. */
export const soon = (seconds: number): boolean => seconds <= SOON

/** `14:05` */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The minutes to say when that many seconds were left before and this many are left now; null when none was passed. */
export const milestone = (before: number, now: number): number | null =>
  MILESTONES.find(minutes => before > minutes * 60 && now <= minutes * 60) ?? null
