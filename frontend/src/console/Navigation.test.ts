// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { Caller } from '../auth/may'
import { addressIn, startOf } from './Navigation'
import { homeOf, rolesUpTo } from './organization'
import { pages } from './pages'

const caller: Caller = {
  groups: [],
  organizations: [
    { organizationId: 'org_gate', role: 'staff' },
    { organizationId: 'org_work', role: 'manager' },
    { organizationId: 'org_own', role: 'owner' },
  ],
}

test('Another organization opens at the same page', () => {
  expect(addressIn(pages.members, caller, 'org_gate')).toBe('/org_gate/members')
  expect(addressIn(pages.settings, caller, 'org_own')).toBe('/org_own/settings')
  expect(addressIn(pages.newEvent, caller, 'org_work')).toBe('/org_work/events/new')
})

test('Where the page is not for the user’s role there, or belongs to an event, it opens at its first page', () => {
  expect(addressIn(pages.settings, caller, 'org_work')).toBe('/org_work/events')
  expect(addressIn(pages.events, caller, 'org_gate')).toBe('/org_gate/members')
  expect(addressIn(pages.overview, caller, 'org_own')).toBe('/org_own/events')
  expect(addressIn(pages.home, caller, 'org_own')).toBe('/org_own/events')
  expect(startOf(caller, 'org_gate')).toBe('/org_gate/members')
})

test('Pages without an organization start from the first that the user manages, else from the first', () => {
  expect(homeOf(caller)).toBe('org_work')
  expect(homeOf({ ...caller, organizations: caller.organizations.slice(0, 1) })).toBe('org_gate')
  expect(homeOf({ ...caller, organizations: [] })).toBeUndefined()
})

test('Nobody gives a role above their own', () => {
  expect(rolesUpTo('staff')).toEqual(['staff'])
  expect(rolesUpTo('admin')).toEqual(['staff', 'manager', 'admin'])
})
