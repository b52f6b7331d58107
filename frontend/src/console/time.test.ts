import { expect, test } from 'vitest'
import { today } from './range'
import {
  type Bounds,
  dayAfter,
  daysOfWeek,
  type Entry,
  groupsOf,
  hours,
  inParts,
  isDay,
  linesOf,
  mayEnter,
  minutesOf,
  minutesSince,
  openTo,
  type Project,
  statusOf,
  weekOf,
  withEntry,
} from './time'

test.each([
  ['1:30', 90],
  ['01:30', 90],
  ['0:05', 5],
  ['1.5', 90],
  ['1,5', 90],
  ['.5', 30],
  [',25', 15],
  ['8', 480],
  ['8h', 480],
  ['1h30', 90],
  ['1 h 30 min', 90],
  ['90m', 90],
  ['90 min', 90],
  [' 1:30 ', 90],
  ['', 0],
  ['0', 0],
  ['0:00', 0],
  ['0m', 0],
  ['0.001', 1],
  ['24', 1440],
  ['24:00', 1440],
  ['1440m', 1440],
])('%j is %i minutes', (typed, minutes) => expect(minutesOf(typed)).toBe(minutes))

test.each(['24:01', '24.1', '25', '1441m', '1:60', '1:3', ':30', '1:', '-1', '1:30:00', '1.5.', '1..5', '.', ',', 'h', 'm', '5 s', 'two'])(
  '%j is no time of a day',
  typed => expect(minutesOf(typed)).toBeNull(),
)

test('Minutes are shown as they can be typed', () => {
  expect([0, 5, 90, 1440, 2405].map(hours)).toEqual(['0:00', '0:05', '1:30', '24:00', '40:05'])
  for (const minutes of [1, 59, 60, 61, 1439, 1440]) expect(minutesOf(hours(minutes))).toBe(minutes)
})

test('A week starts on Monday or on Sunday', () => {
  // 14 May 2027 is a Friday.
  expect(weekOf('2027-05-14', 'monday')).toBe('2027-05-10')
  expect(weekOf('2027-05-14', 'sunday')).toBe('2027-05-09')
  expect(weekOf('2027-05-16', 'monday')).toBe('2027-05-10')
  expect(weekOf('2027-05-16', 'sunday')).toBe('2027-05-16')
  expect(weekOf('2027-05-10', 'monday')).toBe('2027-05-10')
  expect(weekOf('2027-01-01', 'monday')).toBe('2026-12-28')
})

test('A week has seven days where the clock is put forward or back', () => {
  // Europe: 28 March and 31 October 2027.
  expect(daysOfWeek('2027-03-22')).toEqual(['22', '23', '24', '25', '26', '27', '28'].map(day => `2027-03-${day}`))
  expect(dayAfter('2027-03-27', 1)).toBe('2027-03-28')
  expect(dayAfter('2027-03-28', 1)).toBe('2027-03-29')
  expect(daysOfWeek('2027-10-25').at(-1)).toBe('2027-10-31')
  expect(dayAfter('2027-11-01', -7)).toBe('2027-10-25')
  expect(weekOf('2027-10-31', 'sunday')).toBe('2027-10-31')
})

test('The week now is that of the organization’s zone', () => {
  const now = new Date('2027-05-16T23:30:00Z')
  expect(weekOf(today('Europe/Berlin', now), 'monday')).toBe('2027-05-17')
  expect(weekOf(today('America/New_York', now), 'monday')).toBe('2027-05-10')
  // 00:30 in Berlin on the day on which clocks are put back from summer time.
  expect(today('Europe/Berlin', new Date('2027-10-30T22:30:00Z'))).toBe('2027-10-31')
})

test('The address may have any text as a week', () => {
  expect(['2027-05-14', '2028-02-29'].map(isDay)).toEqual([true, true])
  expect(['', 'now', '2027-02-29', '2027-13-01', '2027-5-1', '0001-01-01', '1969-12-31', '99999-01-01'].some(isDay)).toBe(false)
})

const bounds: Bounds = { today: '2027-05-12', open: true, closedThrough: null, employedFrom: null, employedUntil: null }

test('Time is entered up to tomorrow, and not before a year ago', () => {
  const project = { startsOn: null, endsOn: null }
  expect(mayEnter('2027-05-13', project, bounds)).toBe(true)
  expect(mayEnter('2027-05-14', project, bounds)).toBe(false)
  expect(mayEnter('2026-05-11', project, bounds)).toBe(true)
  expect(mayEnter('2026-05-10', project, bounds)).toBe(false)
})

test('Time is entered while the project runs and the person works, and in no closed period', () => {
  const project = { startsOn: '2027-05-10', endsOn: '2027-05-11' }
  const on = (day: string, more: Partial<Bounds> = {}) => mayEnter(day, project, { ...bounds, ...more })
  expect(['2027-05-09', '2027-05-10', '2027-05-11', '2027-05-12'].map(day => on(day))).toEqual([false, true, true, false])
  expect(on('2027-05-10', { closedThrough: '2027-05-10' })).toBe(false)
  expect(on('2027-05-11', { closedThrough: '2027-05-10' })).toBe(true)
  expect(on('2027-05-10', { employedFrom: '2027-05-11' })).toBe(false)
  expect(on('2027-05-11', { employedUntil: '2027-05-10' })).toBe(false)
  expect(on('2027-05-10', { open: false })).toBe(false)
  expect(mayEnter('2027-05-10', undefined, bounds)).toBe(false)
})

const project = (projectId: string, name: string, more: Partial<Project> = {}) =>
  ({ projectId, name, clientName: 'Harbour', startsOn: null, endsOn: null, memberIds: null, ...more }) as Project

let made = 0
const entry = (more: Partial<Entry> = {}): Entry =>
  ({
    timeEntryId: `tme_${++made}`,
    userId: 'ada',
    userName: 'Ada',
    projectId: 'prj_a',
    projectName: 'A',
    clientName: null,
    date: '2027-05-10',
    minutes: 60,
    startedAt: null,
    createdAt: '2027-05-10T17:00:00Z',
    status: 'draft',
    locked: null,
    ...more,
  }) as Entry

test('Staff enter time on projects for everybody and on their own', () => {
  const projects = [project('1', 'All'), project('2', 'All', { memberIds: [] }), project('3', 'Hers', { memberIds: ['ada'] })]
  expect(openTo(projects, 'ada').map(it => it.projectId)).toEqual(['1', '2', '3'])
  expect(openTo(projects, 'bob').map(it => it.projectId)).toEqual(['1', '2'])
})

test('A week has the projects with time and those that were added, with sums', () => {
  const days = daysOfWeek('2027-05-10')
  const entries = [
    entry(),
    entry({ date: '2027-05-11', minutes: 30 }),
    entry({ date: '2027-05-11', minutes: 15, status: 'rejected' }),
    entry({ date: '2027-05-12', status: 'submitted', locked: 'entry_locked' }),
    entry({ date: '2027-05-17' }),
    entry({ projectId: 'prj_gone', projectName: 'Gone', date: '2027-05-10', status: 'approved', locked: 'entry_locked' }),
  ]
  const lines = linesOf(days, entries, [project('prj_a', 'Zebra'), project('prj_b', 'Bear')], ['prj_b', 'prj_a'], bounds)
  expect(lines.map(it => [it.name, it.minutes])).toEqual([
    ['Bear', 0],
    ['Gone', 60],
    ['Zebra', 165],
  ])
  const zebra = lines[2]?.cells ?? []
  expect(zebra.map(it => it.minutes)).toEqual([60, 45, 60, 0, 0, 0, 0])
  // One that can be changed, several, a locked one, tomorrow, and what is still to come.
  expect(zebra.map(it => it.editable)).toEqual([true, false, false, true, false, false, false])
  expect(zebra.slice(0, 4).map(it => it.status)).toEqual(['draft', 'rejected', 'submitted', null])
  expect(lines[1]?.cells.some(it => it.editable)).toBe(false)
})

test('Of several entries, the status is that which needs attention most', () => {
  expect(statusOf([])).toBeNull()
  expect(statusOf([entry({ status: 'approved' }), entry({ status: 'submitted' })])).toBe('submitted')
  expect(statusOf([entry({ status: 'submitted' }), entry()])).toBe('draft')
})

test('A changed entry replaces the former one', () => {
  const first = entry()
  const list = withEntry([first, entry()], { ...first, minutes: 5 })
  expect(list.map(it => it.minutes)).toEqual([60, 5])
  expect(withEntry(list, entry())).toHaveLength(3)
})

test('What waits is grouped by week and person, the oldest week first', () => {
  const entries = [
    entry({ date: '2027-05-18' }),
    entry({ userId: 'bob', userName: 'Bob', date: '2027-05-12', minutes: 30 }),
    entry({ date: '2027-05-16', minutes: 45 }),
    entry({ date: '2027-05-11' }),
  ]
  expect(groupsOf(entries, 'monday').map(it => [it.week, it.name, it.minutes, it.entries.map(({ date }) => date.slice(-2))])).toEqual([
    ['2027-05-10', 'Ada', 105, ['11', '16']],
    ['2027-05-10', 'Bob', 30, ['12']],
    ['2027-05-17', 'Ada', 60, ['18']],
  ])
  expect(groupsOf(entries, 'sunday').map(it => [it.week, it.name, it.minutes])).toEqual([
    ['2027-05-09', 'Ada', 60],
    ['2027-05-09', 'Bob', 30],
    ['2027-05-16', 'Ada', 105],
  ])
})

test('Many are reviewed in parts', () => {
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inParts([], 2)).toEqual([])
})

test('A timer counts whole minutes, also when the clocks differ', () => {
  const now = Date.parse('2027-05-14T17:25:00Z')
  expect(minutesSince('2027-05-14T17:23:01Z', now)).toBe(1)
  expect(minutesSince('2027-05-14T15:25:00Z', now)).toBe(120)
  expect(minutesSince('2027-05-14T17:26:00Z', now)).toBe(0)
})
