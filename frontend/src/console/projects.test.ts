import { expect, test } from 'vitest'
import { differences } from '../ui/edit'
import {
  type Client,
  clientBody,
  clientValues,
  isCode,
  newClient,
  newProject,
  type Project,
  projectBody,
  projectValues,
  wrongRates,
} from './projects'
import { hours, ids, wrongAmount, wrongHours } from './work'

const project = {
  name: 'Stage',
  code: 'JAZZ-27',
  clientId: 'cli_1',
  eventId: null,
  billing: 'hourly',
  currency: 'eur',
  rate: { amount: 5500, currency: 'eur' },
  fixedFee: null,
  budgetMinutes: 2430,
  budget: null,
  startsOn: '2026-11-01',
  endsOn: null,
  memberIds: ['a', 'b'],
  personRates: [{ userId: 'a', rate: { amount: 4550, currency: 'eur' } }],
  notes: null,
} as unknown as Project

const changes = (typed: Partial<ReturnType<typeof projectValues>>) => {
  const base = projectValues(project)
  return differences(projectBody({ ...base, ...typed }, 'eur'), projectBody(base, 'eur'))
}

test('Only what was changed of a project is sent', () => {
  expect(projectValues(project)).toMatchObject({ 'rate.amount': '55.00', budgetMinutes: '40.5', 'budget.amount': '', memberIds: 'a b' })
  expect(changes({})).toEqual({})
  expect(changes({ code: ' x-1 ', budgetMinutes: '41,25', 'budget.amount': '2200', memberIds: 'a' })).toEqual({
    code: 'X-1',
    budgetMinutes: 2475,
    budget: { amount: 220_000, currency: 'eur' },
    memberIds: ['a'],
  })
})

test('A rate is for work by the hour, and a fee for a fixed one', () => {
  expect(changes({ billing: 'fixed', 'fixedFee.amount': '900' })).toEqual({
    billing: 'fixed',
    rate: null,
    fixedFee: { amount: 90_000, currency: 'eur' },
  })
  expect(projectBody({ ...newProject, 'rate.amount': '9000', 'fixedFee.amount': '1' }, 'jpy')).toMatchObject({
    rate: { amount: 9000, currency: 'jpy' },
    fixedFee: null,
    clientId: null,
    memberIds: [],
  })
})

test('A code has the letters, digits and dashes that the API takes', () => {
  for (const code of ['', 'jazz-27', ' A1 ']) expect(isCode(code), code).toBe(true)
  for (const code of ['JAZZ 27', 'ÄÖ', 'A'.repeat(13)]) expect(isCode(code), code).toBe(false)
})

test('Each minute comes back from the hours that are shown for it', () => {
  for (let minutes = 0; minutes <= 600; minutes++) expect(hours.read(hours.show(minutes))).toBe(minutes)
  expect(['', '7.5', '7,5', '40'].map(wrongHours)).toEqual([false, false, false, false])
  expect(['x', '-1', '7.555'].map(wrongHours)).toEqual([true, true, true])
})

test('A list of ids is a text in the form, and amounts have the digits of their currency', () => {
  expect(ids.read(ids.show(['a', 'b']))).toEqual(['a', 'b'])
  expect(ids.read('')).toEqual([])
  expect([wrongAmount('', 'eur'), wrongAmount('12,50', 'eur'), wrongAmount('12.5', 'jpy')]).toEqual([false, false, true])
})

test('The address of a client is whole or absent, and its rate is in its currency', () => {
  expect(clientBody({ ...newClient('chf'), name: ' Harbour ', phone: '+49 (30) 12-34', paymentTermsDays: '14' })).toMatchObject({
    name: 'Harbour',
    phone: '+49301234',
    address: null,
    currency: 'chf',
    defaultRate: null,
    paymentTermsDays: 14,
    language: null,
  })
  const client = {
    ...clientBody({ ...newClient('eur'), name: 'Harbour' }),
    address: { line1: 'Elbe 1', line2: null, postalCode: '1', city: 'Hamburg', country: 'DE' },
    defaultRate: { amount: 6000, currency: 'eur' },
  } as unknown as Client
  const base = clientValues(client)
  expect(differences(clientBody({ ...base, 'address.city': 'Kiel', currency: 'usd' }), clientBody(base))).toEqual({
    address: { line1: 'Elbe 1', line2: null, postalCode: '1', city: 'Kiel', country: 'DE' },
    currency: 'usd',
    defaultRate: { amount: 6000, currency: 'usd' },
  })
})

test('Rates of single people are changed as a whole, and each has a person and an amount', () => {
  expect(projectValues(project).personRates).toBe('a=45.50')
  expect(changes({ personRates: 'a=45.50 b=12' })).toEqual({
    personRates: [
      { userId: 'a', rate: { amount: 4550, currency: 'eur' } },
      { userId: 'b', rate: { amount: 1200, currency: 'eur' } },
    ],
  })
  expect(changes({ personRates: '' })).toEqual({ personRates: [] })
  for (const typed of ['', 'a=1', 'a=1 b=0,50']) expect(wrongRates(typed, 'eur'), typed).toBe(false)
  for (const typed of ['=', 'a=', '=5', 'a=x', 'a=1 a=2']) expect(wrongRates(typed, 'eur'), typed).toBe(true)
})
