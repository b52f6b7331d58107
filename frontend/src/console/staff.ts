import type { Schemas } from '../api/client'
import type { Tone } from '../ui'
import { amount, optional, read, show, type Texts, text } from '../ui/kinds'
import { hours, priced } from './work'

export type Person = Schemas['StaffView']
export type Team = Schemas['TeamView']

/** What an act on a person changes: members and invitations are the same people. */
export const PEOPLE = [
  '/staff',
  '/staff/{userId}',
  '/organizations/{organizationId}/members',
  '/organizations/{organizationId}/invitations',
] as const

export const tones = { active: 'good', invited: 'accent', left: 'neutral' } satisfies Record<Person['status'], Tone>

/** Rates are in the currency of the organization, unless they have another one already. */
export interface Currencies {
  hourlyRate: string
  costRate: string
}

export const currenciesOf = (person: Pick<Person, 'hourlyRate' | 'costRate'>, usual: string): Currencies => ({
  hourlyRate: person.hourlyRate?.currency ?? usual,
  costRate: person.costRate?.currency ?? usual,
})

const termFields = ({ hourlyRate, costRate }: Currencies) => ({
  title: optional(text),
  department: optional(text),
  'hourlyRate.amount': optional(amount(hourlyRate)),
  'costRate.amount': optional(amount(costRate)),
  weeklyMinutes: optional(hours),
  employedFrom: optional(text),
})

const personFields = (currencies: Currencies) => ({
  name: text,
  role: text,
  ...termFields(currencies),
  employedUntil: optional(text),
})

export type PersonValues = Texts<ReturnType<typeof personFields>>
export type NewPersonValues = Omit<PersonValues, 'employedUntil'> & { email: string }

export const newPerson: NewPersonValues = {
  email: '',
  name: '',
  role: 'staff',
  title: '',
  department: '',
  'hourlyRate.amount': '',
  'costRate.amount': '',
  weeklyMinutes: '',
  employedFrom: '',
}

export const personValues = (person: Person, currencies: Currencies): PersonValues =>
  show(personFields(currencies), {
    ...person,
    name: person.name ?? '',
    role: person.role ?? '',
    hourlyRate: person.hourlyRate ?? {},
    costRate: person.costRate ?? {},
  })

const rates = (
  { hourlyRate, costRate }: { hourlyRate: { amount: number | null }; costRate: { amount: number | null } },
  of: Currencies,
) => ({
  hourlyRate: priced(hourlyRate.amount, of.hourlyRate),
  costRate: priced(costRate.amount, of.costRate),
})

export function personBody(values: PersonValues, currencies: Currencies) {
  const body = read(personFields(currencies), values)
  return { ...body, role: values.role as Schemas['OrganizationRole'], ...rates(body, currencies) }
}

export function newPersonBody({ email, role, name, ...terms }: NewPersonValues, currencies: Currencies) {
  const body = read(termFields(currencies), terms)
  return { email: email.trim(), name: name.trim(), role: role as 'staff' | 'manager' | 'admin', ...body, ...rates(body, currencies) }
}
