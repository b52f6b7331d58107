import type { OperationId } from '../auth/may'
import { withTexts } from '../i18n/texts'
import type { Drawing } from '../ui'
import { activityIcon, chartIcon, editIcon, officeIcon, peopleIcon, shieldIcon } from '../ui/icons/console'
import { checkIcon } from '../ui/icons/house'
import { badgeIcon, clientIcon, folderIcon, teamIcon } from '../ui/icons/office'
import { calendarIcon, clockIcon, listIcon, ticketIcon } from '../ui/icons/site'
import { gearIcon, hookIcon, scanIcon } from '../ui/icons/work'
import { page } from '../ui/pages'
import * as activity from './areas/texts/activity'
import * as admin from './areas/texts/admin'
import type adminEn from './areas/texts/admin/en'
import * as analytics from './areas/texts/analytics'
import * as devices from './areas/texts/devices'
import * as events from './areas/texts/events'
import * as log from './areas/texts/log'
import * as money from './areas/texts/money'
import * as orders from './areas/texts/orders'
import * as organization from './areas/texts/organization'
import * as overview from './areas/texts/overview'
import * as projects from './areas/texts/projects'
import * as reports from './areas/texts/reports'
import * as staff from './areas/texts/staff'
import * as start from './areas/texts/start'
import * as time from './areas/texts/time'
import * as verification from './areas/texts/verification'
import * as webhooks from './areas/texts/webhooks'
import type en from './texts/en'

export interface Row {
  /** The operation that the page is for: who may call it sees the page, everybody else gets "not found". */
  for?: OperationId
  /** Counts this role alone. */
  as?: 'admin'
  /** Its entry in the main navigation. The entries of a group are a menu, unless there is only one. */
  nav?: { icon: Drawing; text: Exclude<keyof (typeof en)['nav'], 'groups'>; group?: keyof (typeof en)['nav']['groups'] }
  /** A page of one event: it is shown below the event's header, and gets the event. */
  ofEvent?: true
  /** Its tab on the pages of an event. */
  tab?: { icon: Drawing; text: keyof (typeof en)['event']['view'] }
  /** Its entry in the navigation of the administrators' area. */
  section?: { icon: Drawing; text: keyof (typeof adminEn)['sections'] }
  /** Shown only once the event is published. */
  published?: true
}

const row = <R extends Row>(it: R): R => it

/** All pages of the console. The first path that matches counts. */
export const pages = {
  home: page('/', () => withTexts(import('./areas/Home'), organization.load), row({})),
  start: page('/start', () => withTexts(import('./areas/Start'), start.load), row({ for: 'createOrganization' })),
  myVerification: page('/verification', () => withTexts(import('./areas/Verification'), verification.load), row({ for: 'getMyKyc' })),
  invitations: page('/invitations', () => withTexts(import('./areas/Invitations'), organization.load), row({ for: 'listMyInvitations' })),
  admin: page(
    '/admin',
    () => import('./areas/admin/Start'),
    row({ for: 'listUsers', as: 'admin', nav: { icon: gearIcon, text: 'admin' } }),
  ),
  people: page(
    '/admin/people',
    () => withTexts(import('./areas/admin/People'), admin.load),
    row({ for: 'listUsers', as: 'admin', section: { icon: peopleIcon, text: 'people' } }),
  ),
  person: page('/admin/people/:userId', () => withTexts(import('./areas/admin/Person'), admin.load), row({ for: 'getUser', as: 'admin' })),
  verification: page(
    '/admin/verification',
    () => withTexts(import('./areas/admin/Verification'), admin.load),
    row({ for: 'listKycRequests', as: 'admin', section: { icon: shieldIcon, text: 'verification' } }),
  ),
  kycRequest: page(
    '/admin/verification/:kycId',
    () => withTexts(import('./areas/admin/KycRequest'), admin.load),
    row({ for: 'getKycRequest', as: 'admin' }),
  ),
  bookings: page(
    '/admin/bookings',
    () => withTexts(withTexts(import('./areas/admin/Bookings'), orders.load), admin.load),
    row({ for: 'listBookings', as: 'admin', section: { icon: ticketIcon, text: 'bookings' } }),
  ),
  booking: page(
    '/admin/bookings/:registrationId',
    () => withTexts(withTexts(import('./areas/admin/Booking'), orders.load), admin.load),
    row({ for: 'listBookings', as: 'admin' }),
  ),
  allOrganizations: page(
    '/admin/organizations',
    () => withTexts(import('./areas/admin/AllOrganizations'), admin.load),
    row({ for: 'listAllOrganizations', as: 'admin', section: { icon: officeIcon, text: 'organizations' } }),
  ),
  platformAnalytics: page(
    '/admin/analytics',
    () => withTexts(withTexts(withTexts(import('./areas/admin/Analytics'), analytics.load), overview.load), admin.load),
    row({ for: 'getPlatformAnalytics', as: 'admin', section: { icon: chartIcon, text: 'analytics' } }),
  ),
  auditLog: page(
    '/admin/audit-log',
    () => withTexts(withTexts(import('./areas/admin/AuditLog'), admin.load), log.load),
    row({ for: 'listAuditLog', as: 'admin', section: { icon: clockIcon, text: 'audit-log' } }),
  ),
  platformSettings: page(
    '/admin/settings',
    () => withTexts(import('./areas/admin/PlatformSettings'), admin.load),
    row({ for: 'getPlatformSettings', section: { icon: gearIcon, text: 'settings' } }),
  ),
  events: page(
    '/:org/events',
    () => withTexts(import('./areas/Events'), events.load),
    row({ for: 'listMyEvents', nav: { icon: calendarIcon, text: 'events' } }),
  ),
  newEvent: page('/:org/events/new', () => withTexts(import('./areas/NewEvent'), events.load), row({ for: 'createEvent' })),
  overview: page(
    '/:org/events/:eventId',
    () => withTexts(import('./areas/Overview'), overview.load),
    row({ for: 'getEventAnalytics', ofEvent: true, tab: { icon: chartIcon, text: 'overview' } }),
  ),
  edit: page(
    '/:org/events/:eventId/edit',
    () => withTexts(import('./areas/EditEvent'), events.load),
    row({ for: 'updateEvent', ofEvent: true, tab: { icon: editIcon, text: 'edit' } }),
  ),
  registrations: page(
    '/:org/events/:eventId/registrations',
    () => withTexts(import('./areas/Registrations'), orders.load),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true, tab: { icon: listIcon, text: 'registrations' } }),
  ),
  registration: page(
    '/:org/events/:eventId/registrations/:registrationId',
    () => withTexts(import('./areas/Registration'), orders.load),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true }),
  ),
  attendees: page(
    '/:org/events/:eventId/attendees',
    () => withTexts(import('./areas/Attendees'), orders.load),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true, tab: { icon: peopleIcon, text: 'attendees' } }),
  ),
  checkIns: page(
    '/:org/events/:eventId/check-ins',
    () => withTexts(import('./areas/CheckIns'), orders.load),
    row({ for: 'listCheckIns', ofEvent: true, published: true, tab: { icon: scanIcon, text: 'check-ins' } }),
  ),
  money: page(
    '/:org/money',
    // The chart has texts of the overview.
    () => withTexts(withTexts(import('./areas/Money'), money.load), overview.load),
    row({ for: 'listTransactions', nav: { icon: chartIcon, text: 'money', group: 'organization' } }),
  ),
  analytics: page(
    '/:org/analytics',
    () => withTexts(withTexts(import('./areas/Analytics'), analytics.load), overview.load),
    row({ for: 'getOrganizationAnalytics', nav: { icon: chartIcon, text: 'analytics', group: 'organization' } }),
  ),
  orders: page(
    '/:org/orders',
    () => withTexts(import('./areas/Orders'), orders.load),
    row({ for: 'listOrders', nav: { icon: listIcon, text: 'orders', group: 'organization' } }),
  ),
  allAttendees: page(
    '/:org/attendees',
    () => withTexts(import('./areas/AllAttendees'), orders.load),
    row({ for: 'listAttendees', nav: { icon: ticketIcon, text: 'attendees', group: 'organization' } }),
  ),
  members: page(
    '/:org/members',
    () => withTexts(import('./areas/Members'), organization.load),
    row({ for: 'listMembers', nav: { icon: peopleIcon, text: 'members', group: 'organization' } }),
  ),
  devices: page(
    '/:org/devices',
    () => withTexts(import('./areas/GateDevices'), devices.load),
    row({ for: 'listGateDevices', nav: { icon: scanIcon, text: 'devices', group: 'organization' } }),
  ),
  webhooks: page(
    '/:org/webhooks',
    () => withTexts(import('./areas/Webhooks'), webhooks.load),
    row({ for: 'listWebhookEndpoints', nav: { icon: hookIcon, text: 'webhooks', group: 'organization' } }),
  ),
  webhook: page(
    '/:org/webhooks/:endpointId',
    () => withTexts(import('./areas/Webhook'), webhooks.load),
    row({ for: 'getWebhookEndpoint' }),
  ),
  activity: page(
    '/:org/activity',
    () => withTexts(import('./areas/Activity'), activity.load),
    row({ for: 'listOrganizationActivity', nav: { icon: activityIcon, text: 'activity', group: 'organization' } }),
  ),
  settings: page(
    '/:org/settings',
    () => withTexts(import('./areas/OrganizationSettings'), organization.load),
    row({ for: 'updateOrganization', nav: { icon: gearIcon, text: 'settings', group: 'organization' } }),
  ),
  projects: page(
    '/:org/projects',
    () => withTexts(import('./areas/Projects'), projects.load),
    row({ for: 'listProjects', nav: { icon: folderIcon, text: 'projects', group: 'office' } }),
  ),
  newProject: page('/:org/projects/new', () => withTexts(import('./areas/NewProject'), projects.load), row({ for: 'createProject' })),
  project: page('/:org/projects/:projectId', () => withTexts(import('./areas/Project'), projects.load), row({ for: 'getProject' })),
  clients: page(
    '/:org/clients',
    () => withTexts(import('./areas/Clients'), projects.load),
    row({ for: 'listClients', nav: { icon: clientIcon, text: 'clients', group: 'office' } }),
  ),
  newClient: page('/:org/clients/new', () => withTexts(import('./areas/NewClient'), projects.load), row({ for: 'createClient' })),
  client: page('/:org/clients/:clientId', () => withTexts(import('./areas/Client'), projects.load), row({ for: 'getClient' })),
  staff: page(
    '/:org/staff',
    () => withTexts(withTexts(import('./areas/Staff'), organization.load), staff.load),
    row({ for: 'listStaff', nav: { icon: badgeIcon, text: 'staff', group: 'office' } }),
  ),
  employee: page(
    '/:org/staff/:userId',
    () => withTexts(withTexts(withTexts(import('./areas/Employee'), organization.load), staff.load), activity.load),
    row({ for: 'getStaff' }),
  ),
  teams: page(
    '/:org/teams',
    () => withTexts(import('./areas/Teams'), staff.load),
    row({ for: 'listTeams', nav: { icon: teamIcon, text: 'teams', group: 'office' } }),
  ),
  time: page(
    '/:org/time',
    () => withTexts(import('./areas/Time'), time.load),
    row({ for: 'listTimeEntries', nav: { icon: clockIcon, text: 'time', group: 'office' } }),
  ),
  approvals: page(
    '/:org/approvals',
    () => withTexts(import('./areas/Approvals'), time.load),
    row({ for: 'approveTimeEntry', nav: { icon: checkIcon, text: 'approvals', group: 'office' } }),
  ),
  reports: page(
    '/:org/reports',
    // The days have texts of analytics, the chart of the overview, the budgets of projects.
    () => withTexts(withTexts(withTexts(withTexts(import('./areas/Reports'), reports.load), analytics.load), overview.load), projects.load),
    row({ for: 'getTimeReport', nav: { icon: chartIcon, text: 'reports', group: 'office' } }),
  ),
  // Addresses of before an organization was in them: mails and bookmarks have them.
  formerNew: page('/new', () => withTexts(import('./areas/Home'), organization.load), row({})),
  formerEvent: page('/e/:eventId', () => import('./areas/Former'), row({})),
  formerView: page('/e/:eventId/:view', () => import('./areas/Former'), row({})),
}

export type ConsolePage = (typeof pages)[keyof typeof pages] & Row
