import { expect, test } from 'vitest'
import { type Caller, may } from '../auth/may'
import { href } from '../ui/pages'
import { pages, type Row } from './pages'

const rows = Object.entries(pages) as [string, Row & { path: string }][]

test('The addresses of the console', () => {
  expect(rows.map(([name, { path }]) => `${name} ${path}`)).toMatchInlineSnapshot(`
    [
      "home /",
      "start /start",
      "myVerification /verification",
      "invitations /invitations",
      "admin /admin",
      "people /admin/people",
      "person /admin/people/:userId",
      "verification /admin/verification",
      "kycRequest /admin/verification/:kycId",
      "bookings /admin/bookings",
      "booking /admin/bookings/:registrationId",
      "allOrganizations /admin/organizations",
      "platformAnalytics /admin/analytics",
      "auditLog /admin/audit-log",
      "platformSettings /admin/settings",
      "events /:org/events",
      "newEvent /:org/events/new",
      "overview /:org/events/:eventId",
      "edit /:org/events/:eventId/edit",
      "registrations /:org/events/:eventId/registrations",
      "registration /:org/events/:eventId/registrations/:registrationId",
      "attendees /:org/events/:eventId/attendees",
      "checkIns /:org/events/:eventId/check-ins",
      "money /:org/money",
      "analytics /:org/analytics",
      "orders /:org/orders",
      "allAttendees /:org/attendees",
      "members /:org/members",
      "devices /:org/devices",
      "webhooks /:org/webhooks",
      "webhook /:org/webhooks/:endpointId",
      "activity /:org/activity",
      "settings /:org/settings",
      "formerNew /new",
      "formerEvent /e/:eventId",
      "formerView /e/:eventId/:view",
    ]
  `)
})

test('An address has its names, written so that they stay one part of the path', () => {
  expect(href(pages.events, { org: 'org_1' })).toBe('/org_1/events')
  expect(href(pages.registration, { org: 'org_1', eventId: 'a/b', registrationId: 'ü' })).toBe('/org_1/events/a%2Fb/registrations/%C3%BC')
})

const own = { organizationId: 'org_own', role: 'owner' }
const theirs = (role: string) => ({ organizationId: 'org_theirs', role })
const people: Record<string, Caller> = {
  attendee: { groups: ['Attendees'], organizations: [] },
  staff: { groups: ['Attendees'], organizations: [theirs('staff')] },
  manager: { groups: ['Attendees'], organizations: [theirs('manager')] },
  organizer: { groups: ['Organizers'], organizations: [own, theirs('manager')] },
  admin: { groups: ['Admins'], organizations: [own] },
  super: { groups: ['SuperAdmins'], organizations: [] },
}

test('Who sees which page, in an organization of their own and in that of others', () => {
  const seen = (person: Caller, org: string) =>
    rows.filter(([, { for: operation, as }]) => operation && may(operation, person, org, as)).map(([name]) => name)
  expect(
    Object.fromEntries(
      Object.entries(people).map(([name, person]) => [name, { own: seen(person, 'org_own'), theirs: seen(person, 'org_theirs') }]),
    ),
  ).toMatchInlineSnapshot(`
    {
      "admin": {
        "own": [
          "start",
          "myVerification",
          "invitations",
          "admin",
          "people",
          "person",
          "verification",
          "kycRequest",
          "bookings",
          "booking",
          "allOrganizations",
          "platformAnalytics",
          "auditLog",
          "events",
          "newEvent",
          "overview",
          "edit",
          "registrations",
          "registration",
          "attendees",
          "checkIns",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "members",
          "devices",
          "webhooks",
          "webhook",
          "activity",
          "settings",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
          "admin",
          "people",
          "person",
          "verification",
          "kycRequest",
          "bookings",
          "booking",
          "allOrganizations",
          "platformAnalytics",
          "auditLog",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "activity",
        ],
      },
      "attendee": {
        "own": [
          "start",
          "myVerification",
          "invitations",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
        ],
      },
      "manager": {
        "own": [
          "start",
          "myVerification",
          "invitations",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
          "events",
          "newEvent",
          "overview",
          "edit",
          "registrations",
          "registration",
          "attendees",
          "checkIns",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "members",
          "devices",
        ],
      },
      "organizer": {
        "own": [
          "start",
          "myVerification",
          "invitations",
          "events",
          "newEvent",
          "overview",
          "edit",
          "registrations",
          "registration",
          "attendees",
          "checkIns",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "members",
          "devices",
          "webhooks",
          "webhook",
          "activity",
          "settings",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
          "events",
          "newEvent",
          "overview",
          "edit",
          "registrations",
          "registration",
          "attendees",
          "checkIns",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "members",
          "devices",
        ],
      },
      "staff": {
        "own": [
          "start",
          "myVerification",
          "invitations",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
          "checkIns",
          "members",
        ],
      },
      "super": {
        "own": [
          "start",
          "myVerification",
          "invitations",
          "admin",
          "people",
          "person",
          "verification",
          "kycRequest",
          "bookings",
          "booking",
          "allOrganizations",
          "platformAnalytics",
          "auditLog",
          "platformSettings",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "activity",
        ],
        "theirs": [
          "start",
          "myVerification",
          "invitations",
          "admin",
          "people",
          "person",
          "verification",
          "kycRequest",
          "bookings",
          "booking",
          "allOrganizations",
          "platformAnalytics",
          "auditLog",
          "platformSettings",
          "money",
          "analytics",
          "orders",
          "allAttendees",
          "activity",
        ],
      },
    }
  `)
})

test('A page that anybody may open asks for nothing by itself, and each page of an event says what it is for', () => {
  for (const [name, row] of rows) if (row.ofEvent) expect(row.for, name).toBeDefined()
  expect(rows.filter(([, row]) => !row.for).map(([name]) => name)).toEqual(['home', 'formerNew', 'formerEvent', 'formerView'])
})
