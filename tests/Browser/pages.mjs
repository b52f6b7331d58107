// All pages of the site, read from the paths in its sources. A new page needs a line here only if somebody else than usual sees it, if it
// needs other answers of the API than the examples, or if it has several addresses.
import { readdirSync, readFileSync } from 'node:fs'

const sources = new URL('../../frontend/src/', import.meta.url)

/** What a path's parameters stand for: the ids of the examples in `api/openapi.json`. */
const parameters = {
  org: 'org_01k93e28jt97kb6cq643dzvmxx',
  organizationId: 'org_01k93e28jt97kb6cq643dzvmxx',
  eventId: 'evt_01k9m9s346q3d25vt4f5v37e3s',
  registrationId: 'reg_01k99ee0zbgj09tqm83xssss6y',
  ticketId: 'tkt_01k9qy77zxyyk596ngya1dq91k',
  userId: 'b3a4f8c2-1051-70a5-3d4e-6c1f0e9d7b28',
  kycId: 'kyc_5b8v2w9x1q4m7c0d3f6g9h2j5k',
  endpointId: 'whe_01k9rc3v7hqg8d7m3e0xw4t6ks',
  projectId: 'prj_01k9sb8r1hqg8d7m3e0xw4t6ks',
  timeEntryId: 'tme_01k9sbbv3kqg8d7m3e0xw4t6ks',
  teamId: 'tea_01k9sb2n4dqg8d7m3e0xw4t6ks',
  clientId: 'cli_01k9sb5p7fqg8d7m3e0xw4t6ks',
}

export const parts = {
  shop: { folder: 'shop', base: '', as: 'visitor' },
  account: { folder: 'shop', base: '', as: 'attendee' },
  console: { folder: 'console', base: '/console', as: 'organizer' },
  office: { folder: 'console', base: '/console', as: 'organizer' },
  event: { folder: 'console', base: '/console', as: 'organizer' },
  administration: { folder: 'console', base: '/console', as: 'admin' },
  scanner: { folder: 'scanner', base: '/scan', as: 'staff' },
}

const soon = '2027-05-14T17:37:00Z'
const organization = { organizationId: parameters.org, name: 'Blue Hour Concerts', role: 'owner', status: 'active', timeZone: 'Europe/Berlin', suspensionReason: null }
const held = { status: 'pending', paymentStatus: 'pending', expiresAt: soon, paid: null, refunded: null, refunds: [], tickets: [], ticketIds: [], confirmedAt: null }

const device = {
  name: 'North entrance', eventIds: [parameters.eventId], until: '2027-05-15T18:00:00Z', createdAt: soon,
  pairedAt: null, codeExpiresAt: null, lastSeenAt: null, listFetchedAt: null, scans: 0,
}

const openapi = JSON.parse(readFileSync(new URL('../../api/openapi.json', import.meta.url), 'utf8'))
const { request: kyc } = openapi.paths['/kyc'].get.responses['200'].content['application/json'].example
/** Somebody else than the one who is signed in. */
const other = '5d2c8a44-70d1-7013-8f0e-9b1c6f5a2e37'
/** A picture that the site serves, and a PDF. */
const papers = [['image/jpeg', 'front'], ['application/pdf', null]].map(([contentType, side]) => ({ documentId: `doc_${side}`, contentType, side, url: '/images/paper.png' }))

const [project] = openapi.paths['/projects'].get.responses['200'].content['application/json'].example.items
const overBudget = [
  { ...project, used: { ...project.used, minutes: 3000, complete: false } },
  { ...project, projectId: 'prj_without_budget', clientName: null, budget: null, budgetMinutes: null, status: 'archived' },
]
const entry = openapi.paths['/time-entries'].get.responses['200'].content['application/json'].example.items[0]
const submitted = { ...entry, status: 'submitted', submittedAt: '2027-05-14T17:22:00Z', locked: 'entry_locked' }
const timed = { ...submitted, timeEntryId: 'tme_timed', startedAt: '2027-05-14T15:00:00Z', endedAt: '2027-05-14T16:30:00Z', minutes: 90 }
const former = { projectId: 'prj_former', projectName: 'Former project' }
/** A week with every status, several entries on a day, and a project of which the person is no member any more. */
const week = [
  entry,
  { ...timed, status: 'draft', locked: null },
  { ...entry, timeEntryId: 'tme_wrong', date: '2027-05-12', status: 'rejected', reason: 'The break is missing.' },
  { ...submitted, timeEntryId: 'tme_waiting', date: '2027-05-11' },
  { ...entry, ...former, timeEntryId: 'tme_good', date: '2027-05-10', status: 'approved', locked: 'period_closed' },
]
const theirs = { ...submitted, timeEntryId: 'tme_other', userId: other, userName: 'Oscar Other', date: '2027-05-05' }
const timer = { timeEntryId: 'tme_timer', projectId: parameters.projectId, note: 'Load-out', startedAt: '2027-05-14T16:10:00Z' }

/** Time in two currencies, of people without a team. */
const reported = { key: null, name: null, minutes: { all: 315, billable: 210, approved: 210, waiting: 105 }, amounts: [{ amount: 22000, currency: 'eur' }, { amount: 6000, currency: 'usd' }] }
const ofDays = [...Array(7).keys()].map(i => ({ ...reported, key: `2027-05-0${i + 3}`, minutes: { all: 45, billable: 30, approved: 30, waiting: 15 } }))
const [reportedProject] = openapi.paths['/reports/project'].get.responses['200'].content['application/json'].example.rows
const overReported = [
  { ...reportedProject, minutes: { ...reportedProject.minutes, all: 3000 } },
  { ...reportedProject, projectId: 'prj_without_budget', clientName: null, budgetMinutes: null, cost: null, margin: null, event: null },
]

/**
 * What is not as usual, by address: `as` is the role that the page is for, `examples` replaces properties of an operation's answer, and
 * `shift` is how much the page may move while it loads.
 */
const unusual = {
  '/': { shift: 0.02 },
  '/?month=2027-05': { shift: 0.02 },
  '/no/such/page': {},
  '/checkout/:eventId?tty_01k9npzx45hy43kwjrp1xpa7z3=2': {},
  '/checkout/:eventId/:registrationId?held': { examples: { getRegistration: held } },
  '/checkout/:eventId/:registrationId?lapsed': { examples: { getRegistration: { ...held, status: 'expired', paymentStatus: 'cancelled' } } },
  // Their tickets are loaded one by one, and are taller than what stands for them meanwhile.
  '/checkout/:eventId/:registrationId': { shift: 0.35 },
  '/o/:registrationId?key#aaaaaaaaaaaaaaaaaaaaaaaaaa': { shift: 0.35 },
  '/o/:registrationId?held#aaaaaaaaaaaaaaaaaaaaaaaaaa': { examples: { getRegistration: held } },
  '/t/:ticketId?key#aaaaaaaaaaaaaaaaaaaaaaaaaa': {},
  '/me/registrations/:registrationId': { shift: 0.35 },
  '/me/registrations/:registrationId?held': { examples: { getRegistration: held } },
  '/scan': {},
  '/scan?pair=K7QM-4XPR': {},
  '/scan/:eventId': {},
  '/console/:org/members?several': { examples: { listOrganizations: { items: [organization, { ...organization, organizationId: 'org_other', name: 'Harbour Stage' }] } } },
  // The notice comes with the organizations.
  '/console/:org/members?suspended': { shift: 0.35, examples: { listOrganizations: { items: [{ ...organization, status: 'suspended', suspensionReason: 'Reports of fraud.' }] } } },
  '/console/:org/devices?states': {
    examples: {
      listGateDevices: {
        items: [
          { ...device, deviceId: 'dev_waiting', codeExpiresAt: soon },
          { ...device, deviceId: 'dev_expired', codeExpiresAt: '2027-05-14T17:20:00Z' },
          { ...device, deviceId: 'dev_ended', until: '2027-05-14T17:20:00Z', pairedAt: soon, lastSeenAt: soon, scans: 112 },
        ],
      },
    },
  },
  '/console/:org/staff/:userId?other': { examples: { getStaff: { userId: other } } },
  '/console/:org/projects?over': { examples: { listProjects: { items: overBudget } } },
  '/console/:org/time?states': { examples: { listTimeEntries: { items: week }, getStaff: { timer } } },
  '/console/:org/approvals': { examples: { listTimeEntries: { items: [submitted, timed, theirs] } } },
  '/console/:org/reports': { examples: { getTimeReport: { groupBy: 'day', complete: false, rows: ofDays, total: reported } } },
  '/console/:org/reports?groupBy=week': { examples: { getTimeReport: { groupBy: 'week', rows: [{ ...reported, key: '2027-05-10' }], total: reported } } },
  '/console/:org/reports?groupBy=team': { examples: { getTimeReport: { groupBy: 'team', rows: [reported] } } },
  '/console/:org/reports?report=project': { examples: { getProjectReport: { rows: overReported } } },
  '/console/:org/reports?report=client': {},
  '/console/:org/reports?report=user': {},
  '/console/:org/reports?report=user&none': { examples: { getUserReport: { rows: [] } } },
  '/console': { as: 'attendee' },
  '/console/start': { as: 'attendee' },
  '/console/verification': { as: 'attendee' },
  ...Object.fromEntries(
    [
      ['none', { request: null, documents: [] }],
      ['draft', { request: null }],
      ['moreInfo', { request: { ...kyc, note: 'The lower edge is cut off. Please send the photo again.' } }],
      ['approved', { request: { ...kyc, decidedAt: soon }, documents: [] }],
      ['rejected', { request: { ...kyc, note: 'This is a library card.', decidedAt: soon }, documents: [] }],
      ['revoked', { request: { ...kyc, note: null, decidedAt: soon }, documents: [] }],
    ].map(([status, more]) => [
      `/console/verification?${status}`,
      { as: 'attendee', examples: { getMyKyc: { status, ...more, request: more.request && { ...more.request, status } } } },
    ]),
  ),
  '/console/admin/bookings?q=ada@example.com': {},
  '/console/admin/people/:userId': { examples: { getUser: { userId: other } } },
  '/console/admin/verification/:kycId': { examples: { getKycRequest: { userId: other, documents: papers } } },
  '/console/admin/settings': { as: 'super' },
  '/console/no/such/page': {},
}

/** The pages of a part of the site: `{ name, address, as, examples }`. With `$PAGES`, only those with this in their name. */
export function pagesOf(part) {
  const { folder, base, as } = parts[part]
  const found = sourcesOf(folder).flatMap(text => [...text.matchAll(/\bpage\(\s*'(\/[^']*)'/g)].map(([, path]) => base + path))
  const addresses = [...found, ...Object.keys(unusual)].filter(address => partOf(address) === part)
  return [...new Set(addresses.map(address => address.replace(/(.)\/$/, '$1')))].filter(address => !address.includes(':view')).map(address => ({
    name: `${parts[part].folder}${address.slice(base.length).replace(/\W+/g, '-').replace(/-$/, '')}`,
    address: address.replace(/:(\w+)/g, (_, name) => parameters[name] ?? missing(name)),
    as,
    ...unusual[address],
  })).filter(({ name }) => name.includes(process.env.PAGES ?? ''))
}

const partOf = address =>
  /^\/console\/admin/.test(address) ? 'administration'
  : /^\/console\/.*:eventId/.test(address) ? 'event'
  : /^\/console\/:org\/(time|approvals|reports|projects|clients|staff|teams)\b/.test(address) ? 'office'
  : /^\/console/.test(address) ? 'console'
  : /^\/scan/.test(address) ? 'scanner'
  : /^\/(me|checkout)\//.test(address) ? 'account'
  : 'shop'

const sourcesOf = folder => {
  const at = new URL(`${folder}/`, sources)
  return readdirSync(at, { recursive: true }).filter(name => /\.tsx?$/.test(name)).map(name => readFileSync(new URL(name, at), 'utf8'))
}

function missing(name) {
  throw new Error(`pages.mjs has no example for the parameter ${name}.`)
}
