/** Remaining minutes at which the time is announced. */
const MILESTONES = [10, 5, 2, 1]
const SOON = 120

/** Whole seconds until a moment, 0 once it has passed. */
export const left = (until: string, now: number): number => Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))

/** Whether to show a warning. */
export const soon = (seconds: number): boolean => seconds <= SOON

/** `14:05` */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The minute mark passed between two values of remaining seconds, to be announced; null when none was passed. */
export const milestone = (before: number, now: number): number | null =>
  MILESTONES.find(minutes => before > minutes * 60 && now <= minutes * 60) ?? null
