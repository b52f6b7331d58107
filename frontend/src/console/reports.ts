import type { Schemas } from '../api/client'
import { type WeekStart, weekOf } from './time'

type Money = Schemas['Money']
export type Minutes = Schemas['MinutesView']
export type TimeRow = Schemas['TimeReportRowView']
export type ProjectRow = Schemas['ProjectReportRowView']
export type ClientRow = Schemas['ClientReportRowView']
export type UserRow = Schemas['UserReportRowView']

export const reports = ['time', 'project', 'client', 'user'] as const
export const groupings = ['day', 'week', 'project', 'person', 'team'] as const

export type Report = (typeof reports)[number]

/** What a text of the address means: the first of the list when it is none of them. */
export const oneOf = <T extends string>(text: string, list: readonly [T, ...T[]]): T => list.find(it => it === text) ?? list[0]

/** Amounts by currency, in the order of their codes: currencies are never added up. */
export function sumOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums].map(([currency, amount]) => ({ amount, currency })).sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

function minutesIn(rows: readonly { minutes: Minutes }[]): Minutes {
  const sum = (what: keyof Minutes) => rows.reduce((all, { minutes }) => all + minutes[what], 0)
  return { all: sum('all'), billable: sum('billable'), approved: sum('approved'), waiting: sum('waiting') }
}

/** Rows as people look for them: by name, those without one last. */
export const byName = <T extends { name: string | null }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? ''))

/** A row of a table; `of` is null in the last one, which has the totals. */
type Line<Row, More> = { of: Row | null; minutes: Minutes } & More
type Amounts = readonly Money[]

export type TimeLine = Line<TimeRow, { amounts: Amounts }>
export type ProjectLine = Line<ProjectRow, Record<'amounts' | 'costs' | 'margins', Amounts>>
export type ClientLine = Line<ClientRow, Record<'amounts' | 'invoiced' | 'notInvoiced', Amounts>>
export type UserLine = Line<UserRow, { capacity: number | null; utilization: number | null }>

const listed = (amount: Money | null): Amounts => (amount ? [amount] : [])

/** The rows by day or week, in their order, and others by name. The API adds up all time, which is less than the rows of teams. */
export const timeLines = (rows: readonly TimeRow[], total: TimeRow): TimeLine[] => [
  ...byName(rows).map(of => ({ of, minutes: of.minutes, amounts: of.amounts })),
  { of: null, minutes: total.minutes, amounts: total.amounts },
]

export function projectLines(rows: readonly ProjectRow[]): ProjectLine[] {
  const lines = rows.map(of => ({ of, minutes: of.minutes, amounts: [of.amount], costs: listed(of.cost), margins: listed(of.margin) }))
  const sum = (what: 'amounts' | 'costs' | 'margins') => sumOf(lines.flatMap(line => line[what]))
  return [...lines, { of: null, minutes: minutesIn(rows), amounts: sum('amounts'), costs: sum('costs'), margins: sum('margins') }]
}

export function clientLines(rows: readonly ClientRow[]): ClientLine[] {
  const sum = (what: 'amounts' | 'invoiced' | 'notInvoiced') => sumOf(rows.flatMap(row => row[what]))
  return [
    ...byName(rows).map(of => ({ of, minutes: of.minutes, amounts: of.amounts, invoiced: of.invoiced, notInvoiced: of.notInvoiced })),
    { of: null, minutes: minutesIn(rows), amounts: sum('amounts'), invoiced: sum('invoiced'), notInvoiced: sum('notInvoiced') },
  ]
}

/** All are compared with their agreed time as each is: by billable minutes, and without those for whom none is agreed. */
export function userLines(rows: readonly UserRow[]): UserLine[] {
  const agreed = rows.filter(({ capacityMinutes }) => capacityMinutes)
  const capacity = agreed.reduce((all, { capacityMinutes }) => all + (capacityMinutes ?? 0), 0) || null
  return [
    ...byName(rows).map(of => ({ of, minutes: of.minutes, capacity: of.capacityMinutes, utilization: of.utilization })),
    { of: null, minutes: minutesIn(rows), capacity, utilization: capacity && minutesIn(agreed).billable / capacity },
  ]
}

/** The minutes of each day or week of a range, those without time included. */
export function minutesPer(
  by: 'day' | 'week',
  days: readonly string[],
  rows: readonly TimeRow[],
  startsOn: WeekStart,
): { key: string; minutes: number }[] {
  const found = new Map(rows.map(({ key, minutes }) => [key, minutes.all]))
  const keys = by === 'day' ? days : new Set(days.map(day => weekOf(day, startsOn)))
  return [...keys].map(key => ({ key, minutes: found.get(key) ?? 0 }))
}
