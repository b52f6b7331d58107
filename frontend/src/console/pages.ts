import type { OperationId } from '../auth/may'
import type { IconName } from '../ui'
import { page } from '../ui/pages'
import type en from './texts/en'

export interface Row {
  /** The operation that the page is for: who may call it sees the page, everybody else gets "not found". */
  for?: OperationId
  /** Counts this role alone. */
  as?: 'admin'
  /** Its entry in the main navigation. */
  nav?: { icon: IconName; text: keyof (typeof en)['nav'] }
  /** A page of one event: it is shown below the event's header, and gets the event. */
  ofEvent?: true
  /** Its tab on the pages of an event. */
  tab?: { icon: IconName; text: keyof (typeof en)['event']['view'] }
  /** Shown only once the event is published. */
  published?: true
}

const row = <R extends Row>(it: R): R => it

/** All pages of the console. The first path that matches counts. */
export const pages = {
  home: page('/', () => import('./areas/Home'), row({})),
  admin: page(
    '/admin',
    () => import('./areas/Admin'),
    row({ for: 'refundRegistration', as: 'admin', nav: { icon: 'gear', text: 'admin' } }),
  ),
  events: page('/:org/events', () => import('./areas/Events'), row({ for: 'listMyEvents', nav: { icon: 'calendar', text: 'events' } })),
  newEvent: page('/:org/events/new', () => import('./areas/NewEvent'), row({ for: 'createEvent' })),
  overview: page(
    '/:org/events/:eventId',
    () => import('./areas/Overview'),
    row({ for: 'getEventAnalytics', ofEvent: true, tab: { icon: 'chart', text: 'overview' } }),
  ),
  edit: page(
    '/:org/events/:eventId/edit',
    () => import('./areas/EditEvent'),
    row({ for: 'updateEvent', ofEvent: true, tab: { icon: 'edit', text: 'edit' } }),
  ),
  registrations: page(
    '/:org/events/:eventId/registrations',
    () => import('./areas/Registrations'),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true, tab: { icon: 'list', text: 'registrations' } }),
  ),
  registration: page(
    '/:org/events/:eventId/registrations/:registrationId',
    () => import('./areas/Registration'),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true }),
  ),
  attendees: page(
    '/:org/events/:eventId/attendees',
    () => import('./areas/Attendees'),
    row({ for: 'listEventRegistrations', ofEvent: true, published: true, tab: { icon: 'people', text: 'attendees' } }),
  ),
  checkIns: page(
    '/:org/events/:eventId/check-ins',
    () => import('./areas/CheckIns'),
    row({ for: 'listCheckIns', ofEvent: true, published: true, tab: { icon: 'scan', text: 'check-ins' } }),
  ),
  // Addresses of before an organization was in them: mails and bookmarks have them.
  formerNew: page('/new', () => import('./areas/Home'), row({})),
  formerEvent: page('/e/:eventId', () => import('./areas/Former'), row({})),
  formerView: page('/e/:eventId/:view', () => import('./areas/Former'), row({})),
}

export type ConsolePage = (typeof pages)[keyof typeof pages] & Row
