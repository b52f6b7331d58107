import type { Schemas } from '../api/client'
import { ask } from '../api/questions'
import type { Tone } from '../ui'
import { amount, count, type Kind, majorUnits, minorUnits, optional, read, show, type Texts, text } from '../ui/kinds'
import { phone } from './settings'
import { hours, ids, pairs, priced } from './work'

export type Project = Schemas['ProjectView']
export type Client = Schemas['ClientView']

export const projectOf = (projectId: string) => ask('/projects/{projectId}', { path: { projectId } })
export const clientOf = (clientId: string) => ask('/clients/{clientId}', { path: { clientId } })

/** What an act on a project or a client changes: a client knows how many projects it has, and a project its client's name. */
export const WORK = ['/projects', '/projects/{projectId}', '/clients', '/clients/{clientId}'] as const

/** Projects and clients are both active or archived. */
export const statuses = { active: 'good', archived: 'neutral' } satisfies Record<Project['status'], Tone>

const code: Kind<string> = { show: value => value, read: typed => typed.trim().toUpperCase() }

/** Whether a rate has no person or no amount, or a person has two. */
export const wrongRates = (typed: string, currency: string): boolean => {
  const rates = pairs.read(typed)
  return rates.some(
    ({ id, amount: rate }, at) => !id || minorUnits(rate, currency) === null || rates.findIndex(other => other.id === id) < at,
  )
}

/** The pattern of the API, whose refusal does not say what is missing. */
export const isCode = (typed: string): boolean => /^[A-Z0-9-]{0,12}$/.test(code.read(typed))

const projectFields = (currency: string) => ({
  name: text,
  code: optional(code),
  clientId: optional(text),
  eventId: optional(text),
  billing: text,
  'rate.amount': optional(amount(currency)),
  'fixedFee.amount': optional(amount(currency)),
  budgetMinutes: optional(hours),
  'budget.amount': optional(amount(currency)),
  startsOn: optional(text),
  endsOn: optional(text),
  /** Empty for everybody. */
  memberIds: ids,
  personRates: pairs,
  notes: optional(text),
})

export type ProjectValues = Texts<ReturnType<typeof projectFields>>

export const newProject: ProjectValues = {
  name: '',
  code: '',
  clientId: '',
  eventId: '',
  billing: 'hourly',
  'rate.amount': '',
  'fixedFee.amount': '',
  budgetMinutes: '',
  'budget.amount': '',
  startsOn: '',
  endsOn: '',
  memberIds: '',
  personRates: '',
  notes: '',
}

export const projectValues = (project: Project): ProjectValues =>
  show(projectFields(project.currency), {
    ...project,
    rate: project.rate ?? {},
    fixedFee: project.fixedFee ?? {},
    budget: project.budget ?? {},
    memberIds: project.memberIds ?? [],
    personRates: (project.personRates ?? []).map(({ userId, rate }) => ({ id: userId, amount: majorUnits(rate) })),
  })

/** What the form stands for: a rate is for work by the hour, a fee for a fixed one. */
export function projectBody(values: ProjectValues, currency: string) {
  const { rate, fixedFee, budget, personRates, ...body } = read(projectFields(currency), values)
  return {
    ...body,
    personRates: personRates.map(({ id, amount: typed }) => ({
      userId: id,
      rate: { amount: minorUnits(typed, currency) ?? 0, currency },
    })),
    billing: values.billing as Project['billing'],
    rate: values.billing === 'hourly' ? priced(rate.amount, currency) : null,
    fixedFee: values.billing === 'fixed' ? priced(fixedFee.amount, currency) : null,
    budget: priced(budget.amount, currency),
  }
}

const clientFields = (currency: string) => ({
  name: text,
  contactName: optional(text),
  email: optional(text),
  phone: optional(phone),
  'address.line1': optional(text),
  'address.line2': optional(text),
  'address.postalCode': optional(text),
  'address.city': optional(text),
  'address.country': optional(text),
  taxId: optional(text),
  currency: text,
  'defaultRate.amount': optional(amount(currency)),
  paymentTermsDays: optional(count),
  /** Empty: as the organization has it. */
  language: optional(text),
  notes: optional(text),
})

export type ClientValues = Texts<ReturnType<typeof clientFields>>

export const newClient = (currency: string): ClientValues => ({
  name: '',
  contactName: '',
  email: '',
  phone: '',
  'address.line1': '',
  'address.line2': '',
  'address.postalCode': '',
  'address.city': '',
  'address.country': '',
  taxId: '',
  currency,
  'defaultRate.amount': '',
  paymentTermsDays: '',
  language: '',
  notes: '',
})

export const clientValues = (client: Client): ClientValues =>
  show(clientFields(client.currency), { ...client, address: client.address ?? {}, defaultRate: client.defaultRate ?? {} })

/** What the form stands for. An address is whole or absent. */
export function clientBody(values: ClientValues) {
  const { address, defaultRate, ...body } = read(clientFields(values.currency), values)
  return {
    ...body,
    address: Object.values(address).some(Boolean) ? (address as Schemas['PostalAddressField']) : null,
    defaultRate: priced(defaultRate.amount, values.currency),
    language: body.language as Client['language'] as 'en' | 'de' | 'es' | null,
  }
}
