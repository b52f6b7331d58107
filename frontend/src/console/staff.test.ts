import { expect, test } from 'vitest'
import { differences } from '../ui/edit'
import { currenciesOf, newPerson, newPersonBody, type Person, personBody, personValues } from './staff'

const person = {
  name: 'Ada Lorenz',
  role: 'staff',
  title: 'Stage manager',
  department: null,
  hourlyRate: { amount: 4500, currency: 'chf' },
  costRate: null,
  weeklyMinutes: 2310,
  employedFrom: '2027-01-01',
  employedUntil: null,
} as unknown as Person

const changes = (typed: Partial<ReturnType<typeof personValues>>) => {
  const currencies = currenciesOf(person, 'eur')
  const base = personValues(person, currencies)
  return differences(personBody({ ...base, ...typed }, currencies), personBody(base, currencies))
}

test('Only what was changed of a person is sent: managers may send no more than title and department', () => {
  expect(changes({})).toEqual({})
  expect(changes({ title: ' Head of stage ', department: 'Production' })).toEqual({ title: 'Head of stage', department: 'Production' })
  expect(changes({ weeklyMinutes: '', employedUntil: '2027-12-31', role: 'manager' })).toEqual({
    weeklyMinutes: null,
    employedUntil: '2027-12-31',
    role: 'manager',
  })
})

test('A rate keeps its currency; a new one is in that of the organization', () => {
  expect(changes({ 'hourlyRate.amount': '50', 'costRate.amount': '28,5' })).toEqual({
    hourlyRate: { amount: 5000, currency: 'chf' },
    costRate: { amount: 2850, currency: 'eur' },
  })
})

test('Somebody without a name, a role or rates can be shown', () => {
  const left = { ...person, name: null, role: null, hourlyRate: null } as unknown as Person
  const values = personValues(left, currenciesOf(left, 'eur'))
  expect(values).toMatchObject({ name: '', role: '', 'hourlyRate.amount': '', weeklyMinutes: '38.5' })
})

test('Whoever is added has what was agreed, in minutes and minor units', () => {
  const typed = { ...newPerson, email: ' ada@example.com ', name: 'Ada', 'hourlyRate.amount': '45,5', weeklyMinutes: '40' }
  expect(newPersonBody(typed, { hourlyRate: 'eur', costRate: 'eur' })).toEqual({
    email: 'ada@example.com',
    name: 'Ada',
    role: 'staff',
    title: null,
    department: null,
    hourlyRate: { amount: 4550, currency: 'eur' },
    costRate: null,
    weeklyMinutes: 2400,
    employedFrom: null,
  })
})
