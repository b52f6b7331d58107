import type { Schemas } from '../api/client'

export type Entry = Schemas['TimeEntryView']
export type Project = Schemas['ProjectView']
export type EntryStatus = Entry['status']
export type WeekStart = Schemas['WeekStart']

export const ENTRIES = '/time-entries'
export const STAFF = '/staff/{userId}'

const DAY = 86_400_000
const DAY_MINUTES = 1_440
/** From how many days ago the API takes time. */
const DAYS_BACK = 366

/**
 * The minutes that are meant by what somebody types: `1:30`, `1.5`, `1,5`, `90m`, `1h 30`. A number alone counts hours; nothing is 0. Null
 * when it is no time, or more than a day.
 */
export function minutesOf(typed: string): number | null {
  const text = typed.trim().toLowerCase()
  if (text === '') return 0
  const [, h, m] = /^(\d{1,2})(?::|\s*h\s*(?=\d))([0-5]\d)(?:\s*m(?:in)?)?$/.exec(text) ?? []
  const [, minutes] = /^(\d+)\s*m(?:in)?$/.exec(text) ?? []
  const [, hours] = /^(\d*[.,]?\d+)\s*h?$/.exec(text) ?? []
  // A field that did not match is not a number, and neither is the sum.
  const found = minutes ? Number(minutes) : hours ? Number(hours.replace(',', '.')) * 60 : Number(h) * 60 + Number(m)
  // Some seconds are not nothing: they would delete what is there.
  const whole = found > 0 ? Math.max(1, Math.round(found)) : found
  return whole <= DAY_MINUTES ? whole : null
}

/** `90` is `1:30`. Hours go on beyond a day, because sums have more. */
export const hours = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

export const sum = (entries: readonly { minutes: number }[]): number => entries.reduce((all, { minutes }) => all + minutes, 0)

// Days are calendar days, such as `2026-11-30`. They are counted in UTC, where each has 24 hours.
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export const dayAfter = (day: string, days: number): string => new Date(at(day) + days * DAY).toISOString().slice(0, 10)

/** Whether a text of the address is a day on which somebody may have worked. */
export const isDay = (text: string): boolean => /^(19|20)\d\d-\d\d-\d\d$/.test(text) && at(text) > 0 && dayAfter(text, 0) === text

/** The first day of the week in which a day is. */
export const weekOf = (day: string, startsOn: WeekStart): string =>
  dayAfter(day, -((new Date(at(day)).getUTCDay() + (startsOn === 'sunday' ? 0 : 6)) % 7))

export const daysOfWeek = (week: string): string[] => Array.from({ length: 7 }, (_, i) => dayAfter(week, i))

/** What decides where somebody may enter time, beside the project. */
export interface Bounds {
  today: string
  /** Whether the organization takes any time. */
  open: boolean
  closedThrough: string | null
  employedFrom: string | null
  employedUntil: string | null
}

/**
 * Whether a new entry may be made on a day; the API decides again.
 * @param project The project of the entry; undefined when the person may not enter time on it.
 */
export function mayEnter(
  day: string,
  project: Pick<Project, 'startsOn' | 'endsOn'> | undefined,
  { today, open, closedThrough, employedFrom, employedUntil }: Bounds,
): boolean {
  if (!open || !project) return false
  const first = [dayAfter(today, -DAYS_BACK), project.startsOn, employedFrom, closedThrough && dayAfter(closedThrough, 1)]
  const last = [dayAfter(today, 1), project.endsOn, employedUntil]
  return first.every(from => !from || day >= from) && last.every(to => !to || day <= to)
}

/** The projects of those that are listed on which the person may enter time. Managers get all projects, staff their own only. */
export const openTo = (projects: readonly Project[], userId: string): Project[] =>
  projects.filter(({ memberIds }) => !memberIds?.length || memberIds.includes(userId))

/** The time of a project on a day. */
export interface Cell {
  day: string
  entries: readonly Entry[]
  minutes: number
  /** Whether it is a field: it has no entry yet and may get one, or it has one that can still be changed. */
  editable: boolean
  /** Of several entries, what needs attention most. */
  status: EntryStatus | null
}

/** The week of a project. */
export interface Line {
  projectId: string
  name: string
  clientName: string | null
  cells: readonly Cell[]
  minutes: number
}

const urgency = ['rejected', 'draft', 'submitted', 'approved'] as const satisfies readonly EntryStatus[]

export const statusOf = (entries: readonly Entry[]): EntryStatus | null =>
  urgency.find(status => entries.some(entry => entry.status === status)) ?? null

/** The rows of a week, by name: the projects that have time in it, and those that were added. */
export function linesOf(
  days: readonly string[],
  entries: readonly Entry[],
  projects: readonly Project[],
  added: readonly string[],
  bounds: Bounds,
): Line[] {
  const within = entries.filter(({ date }) => days.includes(date))
  const ids = new Set([...within.map(({ projectId }) => projectId), ...added])
  return [...ids]
    .map(projectId => {
      const own = within.filter(entry => entry.projectId === projectId)
      const project = projects.find(it => it.projectId === projectId)
      return {
        projectId,
        name: project?.name ?? own[0]?.projectName ?? '',
        clientName: project?.clientName ?? own[0]?.clientName ?? null,
        minutes: sum(own),
        cells: days.map(day => {
          const there = own.filter(({ date }) => date === day)
          return {
            day,
            entries: there,
            minutes: sum(there),
            editable: there.length === 0 ? mayEnter(day, project, bounds) : there.length === 1 && there[0]?.locked === null,
            status: statusOf(there),
          }
        }),
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name) || (a.projectId < b.projectId ? -1 : 1))
}

/** Entries in the order in which the time was spent. */
export const inOrder = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((a, b) => a.date.localeCompare(b.date) || (a.startedAt ?? a.createdAt).localeCompare(b.startedAt ?? b.createdAt))

/** Entries with one that is new or changed. */
export const withEntry = (entries: readonly Entry[], entry: Entry): Entry[] => [
  ...entries.filter(({ timeEntryId }) => timeEntryId !== entry.timeEntryId),
  entry,
]

/** The time of a person in a week that waits for approval. */
export interface Group {
  key: string
  userId: string
  name: string | null
  week: string
  minutes: number
  entries: readonly Entry[]
}

/** Entries by week and person: the oldest week first, because it waits the longest. */
export function groupsOf(entries: readonly Entry[], startsOn: WeekStart): Group[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of inOrder(entries)) {
    const key = `${weekOf(entry.date, startsOn)} ${entry.userId}`
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups]
    .map(([key, of]) => ({
      key,
      userId: of[0]?.userId ?? '',
      name: of[0]?.userName ?? null,
      week: key.slice(0, 10),
      minutes: sum(of),
      entries: of,
    }))
    .sort((a, b) => a.week.localeCompare(b.week) || (a.name ?? '').localeCompare(b.name ?? '') || a.key.localeCompare(b.key))
}

/** A list in parts of at most so many. */
export const inParts = <T>(list: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most))

/** How long a timer has run, in whole minutes. */
export const minutesSince = (startedAt: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(startedAt)) / 60_000))
