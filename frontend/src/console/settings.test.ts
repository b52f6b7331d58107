import { expect, test } from 'vitest'
import { differences } from '../ui/edit'
import type { Organization } from './organization'
import { isPhone, isWebsite, organizationBody, organizationValues } from './settings'

const organization = {
  name: 'Blue Hour',
  legalName: null,
  address: { line1: 'Kastanienallee 7', line2: null, postalCode: '10435', city: 'Berlin', country: 'DE' },
  taxId: null,
  contactEmail: null,
  phone: null,
  website: null,
  timeZone: 'Europe/Berlin',
  currency: 'eur',
  language: 'de',
  weekStartsOn: 'monday',
  mailFooter: null,
  refundPolicy: null,
  bankDetails: null,
} as Organization

const changes = (from: Organization, typed: Partial<ReturnType<typeof organizationValues>>) => {
  const base = organizationValues(from)
  return differences(organizationBody({ ...base, ...typed }), organizationBody(base))
}

test('Only what was changed is sent, an address as a whole', () => {
  expect(changes(organization, {})).toEqual({})
  expect(changes(organization, { name: ' Blue Hour Concerts ', taxId: 'DE1' })).toEqual({ name: 'Blue Hour Concerts', taxId: 'DE1' })
  expect(changes(organization, { 'address.city': 'Potsdam' })).toEqual({ address: { ...organization.address, city: 'Potsdam' } })
})

test('An address whose fields are all empty is none, before and after', () => {
  const emptied = Object.fromEntries(['line1', 'line2', 'postalCode', 'city', 'country'].map(name => [`address.${name}`, ' ']))
  expect(changes(organization, emptied)).toEqual({ address: null })
  expect(changes({ ...organization, address: null }, {})).toEqual({})
})

test('A telephone number may be typed with signs between its digits, and needs its country', () => {
  expect(changes(organization, { phone: '+49 (30) 123-456' })).toEqual({ phone: '+4930123456' })
  expect(['', '+49 30 123456', '+1-202-555-0100'].map(isPhone)).toEqual([true, true, true])
  expect(['030 123456', '+0 30 123456', 'call me', '+49'].map(isPhone)).toEqual([false, false, false, false])
})

test('A website is secure, and no script', () => {
  expect(['', 'https://bluehour.example.com/a?b=c'].map(isWebsite)).toEqual([true, true])
  expect(['http://bluehour.example.com', 'javascript:alert(1)', 'https://', 'https://a b'].map(isWebsite)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
