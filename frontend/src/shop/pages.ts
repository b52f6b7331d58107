import { withTexts } from '../i18n/texts'
import { page } from '../ui/pages'
import * as event from './event/texts'
import * as orders from './orders'
import * as profile from './profile/texts'

interface Row {
  /** Whether visitors are asked to sign in first. */
  signedIn?: true
  /** See {@link PageRow}. */
  prefix?: string
}

const checkout = () => withTexts(import('./checkout/Checkout'), orders.load)
const guest = () => withTexts(import('./order/Guest'), orders.load)
const account = () => withTexts(import('./account/Account'), orders.load)
const signedIn: Row = { signedIn: true }
const anybody: Row = {}
const organizers: Row = { prefix: 'org_' }

/** Where anybody becomes an organizer: a page of the console, which is another document. */
export const start = '/console/start'

/** The pages of the shop. The list of events is in the first chunk: see App.tsx. */
export const pages = {
  list: { path: '/' },
  event: page('/e/:eventId', () => withTexts(import('./event/EventPage'), event.load), anybody),
  checkout: page('/checkout/:eventId', checkout, anybody),
  payment: page('/checkout/:eventId/:registrationId', checkout, anybody),
  organizer: page('/o/:organizationId', () => withTexts(import('./event/OrganizerPage'), event.load), organizers),
  order: page('/o/:registrationId', guest, anybody),
  heldTicket: page('/t/:ticketId', guest, anybody),
  find: page('/orders', guest, anybody),
  tickets: page('/me/tickets', async () => ({ default: (await account()).Tickets }), signedIn),
  ticket: page('/me/tickets/:ticketId', async () => ({ default: (await account()).TicketPage }), signedIn),
  registrations: page('/me/registrations', async () => ({ default: (await account()).Registrations }), signedIn),
  registration: page('/me/registrations/:registrationId', async () => ({ default: (await account()).RegistrationPage }), signedIn),
  profile: page('/me/profile', () => withTexts(import('./profile/Profile'), profile.load), signedIn),
  signedIn: page('/signed-in', () => import('./SignedInPage'), anybody),
} as const
