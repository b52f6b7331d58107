import { expect, test } from 'vitest'
import {
  byName,
  type ClientRow,
  clientLines,
  groupings,
  minutesPer,
  oneOf,
  type ProjectRow,
  projectLines,
  sumOf,
  type TimeRow,
  timeLines,
  type UserRow,
  userLines,
} from './reports'

const eur = (amount: number) => ({ amount, currency: 'eur' })
const usd = (amount: number) => ({ amount, currency: 'usd' })
const minutes = (all: number, billable = all) => ({ all, billable, approved: 0, waiting: 0 })

test('The address names a report or a grouping; anything else is the first', () => {
  expect(['', 'team', 'client', 'constructor'].map(text => oneOf(text, groupings))).toEqual(['day', 'team', 'day', 'day'])
})

test('Money is added up by currency', () => {
  expect(sumOf([usd(100), eur(5), usd(50), eur(-2)])).toEqual([eur(3), usd(150)])
  expect(sumOf([])).toEqual([])
})

test('Rows are in the order of their names, those without one last; days stay in theirs', () => {
  const named = (name: string | null, key = name) => ({ key, name })
  expect(byName([named(null, '1'), named('b'), named('Á'), named('a')]).map(({ key }) => key)).toEqual(['a', 'Á', 'b', '1'])
  expect(byName([named(null, '2027-05-10'), named(null, '2027-05-11')]).map(({ key }) => key)).toEqual(['2027-05-10', '2027-05-11'])
})

test('The total of time is that of the API, because people in two teams count in both', () => {
  const row = (name: string | null): TimeRow => ({ key: name, name, minutes: minutes(60), amounts: [eur(100)] })
  const lines = timeLines([row('Stage'), row('Sound')], row(null))
  expect(lines.map(({ of, minutes: { all }, amounts }) => [of?.name, all, ...amounts])).toEqual([
    ['Sound', 60, eur(100)],
    ['Stage', 60, eur(100)],
    [undefined, 60, eur(100)],
  ])
})

test('The total of projects has each kind of money by currency, and no cost where nobody sees it', () => {
  const project = (projectId: string, amount: ProjectRow['amount'], cost: ProjectRow['cost']): ProjectRow => ({
    projectId,
    name: projectId,
    clientName: null,
    minutes: minutes(90),
    budgetMinutes: null,
    amount,
    cost,
    margin: cost && { ...amount, amount: amount.amount - cost.amount },
    invoiced: eur(0),
    notInvoiced: eur(0),
    event: null,
  })
  const total = (rows: ProjectRow[]) => projectLines(rows).at(-1)
  expect(total([project('1', eur(100), eur(40)), project('2', usd(70), usd(50)), project('3', eur(10), eur(20))])).toEqual({
    of: null,
    minutes: minutes(270),
    amounts: [eur(110), usd(70)],
    costs: [eur(60), usd(50)],
    margins: [eur(50), usd(20)],
  })
  expect(total([project('1', eur(100), null)])).toMatchObject({ amounts: [eur(100)], costs: [], margins: [] })
})

test('The total of clients says what is invoiced and what is not', () => {
  const client = (name: string | null, amounts: ClientRow['amounts']): ClientRow => ({
    clientId: name,
    name,
    minutes: minutes(60),
    amounts,
    invoiced: [],
    notInvoiced: amounts,
  })
  const lines = clientLines([client(null, []), client('Harbour', [eur(1), usd(2)]), client('Alley', [eur(3)])])
  expect(lines.map(({ of }) => of?.name)).toEqual(['Alley', 'Harbour', null, undefined])
  expect(lines.at(-1)).toEqual({ of: null, minutes: minutes(180), amounts: [eur(4), usd(2)], invoiced: [], notInvoiced: [eur(4), usd(2)] })
})

test('People are compared with the time that is agreed, all of them without those for whom none is', () => {
  const user = (name: string, billable: number, capacityMinutes: number | null): UserRow => ({
    userId: name,
    name,
    minutes: minutes(100, billable),
    capacityMinutes,
    utilization: capacityMinutes ? billable / capacityMinutes : null,
  })
  expect(userLines([user('Ada', 80, 100), user('Bob', 40, 300), user('Eve', 50, null)]).at(-1)).toEqual({
    of: null,
    minutes: minutes(300, 170),
    capacity: 400,
    utilization: 0.3,
  })
  expect(userLines([user('Eve', 50, null)]).at(-1)).toMatchObject({ capacity: null, utilization: null })
  // Somebody who was not employed in these days.
  expect(userLines([user('Ada', 80, 100), user('Joe', 20, 0)]).at(-1)).toMatchObject({ capacity: 100, utilization: 0.8 })
})

test('The chart has every day or week of the range', () => {
  const row = (key: string): TimeRow => ({ key, name: null, minutes: minutes(30), amounts: [] })
  expect(minutesPer('day', ['2027-05-14', '2027-05-15'], [row('2027-05-15')], 'monday')).toEqual([
    { key: '2027-05-14', minutes: 0 },
    { key: '2027-05-15', minutes: 30 },
  ])
  const days = ['2027-05-15', '2027-05-16', '2027-05-17']
  expect(minutesPer('week', days, [row('2027-05-10')], 'monday').map(it => Object.values(it))).toEqual([
    ['2027-05-10', 30],
    ['2027-05-17', 0],
  ])
  expect(minutesPer('week', days, [], 'sunday').map(({ key }) => key)).toEqual(['2027-05-09', '2027-05-16'])
})
