import type { Schemas } from '../api/client'
import { type Kind, optional, read, show, type Texts, text } from '../ui/kinds'
import type { Organization } from './organization'

/** A telephone number, written without the spaces and signs that people type in it. */
export const phone: Kind<string> = { show: value => value, read: typed => typed.replace(/[\s()/.-]/g, '') }

/** The fields of an organization by their paths in the API. */
const fields = {
  name: text,
  legalName: optional(text),
  'address.line1': optional(text),
  'address.line2': optional(text),
  'address.postalCode': optional(text),
  'address.city': optional(text),
  'address.country': optional(text),
  taxId: optional(text),
  contactEmail: optional(text),
  phone: optional(phone),
  website: optional(text),
  timeZone: text,
  currency: text,
  language: text,
  weekStartsOn: text,
  mailFooter: optional(text),
  refundPolicy: optional(text),
  bankDetails: optional(text),
}

export type OrganizationValues = Texts<typeof fields>

export const organizationValues = (organization: Organization): OrganizationValues =>
  show(fields, { ...organization, address: organization.address ?? {} })

type Settings = Required<Schemas['UpdateOrganizationRequest']>

/** What the form stands for. An address is whole or absent. */
export function organizationBody(values: OrganizationValues): Settings {
  const body = read(fields, values) as Settings
  return { ...body, address: body.address && Object.values(body.address).some(Boolean) ? body.address : null }
}

// The patterns of the API, whose refusals do not say what is missing.
export const isPhone = (typed: string): boolean => !typed.trim() || /^\+[1-9]\d{5,14}$/.test(phone.read(typed))
export const isWebsite = (typed: string): boolean => !typed.trim() || /^https:\/\/[^\s<>"]+$/.test(typed.trim())
