import { page } from '../ui/pages'

interface Row {
  /** Whether visitors are asked to sign in first. */
  signedIn?: true
}

/** Orders and tickets share their texts, which the list of events does without. */
async function withTexts<T>(loading: Promise<T>): Promise<T> {
  const { load } = await import('./orders')
  const [loaded] = await Promise.all([loading, load()])
  return loaded
}

const checkout = () => withTexts(import('./checkout/Checkout'))
const account = () => withTexts(import('./account/Account'))
const signedIn: Row = { signedIn: true }
const anybody: Row = {}

/** The pages of the shop. The list of events is in the first chunk: see App.tsx. */
export const pages = {
  list: { path: '/' },
  event: page('/e/:eventId', () => import('./event/EventPage'), anybody),
  checkout: page('/checkout/:eventId', checkout, anybody),
  payment: page('/checkout/:eventId/:registrationId', checkout, anybody),
  tickets: page('/me/tickets', async () => ({ default: (await account()).Tickets }), signedIn),
  ticket: page('/me/tickets/:ticketId', async () => ({ default: (await account()).TicketPage }), signedIn),
  registrations: page('/me/registrations', async () => ({ default: (await account()).Registrations }), signedIn),
  registration: page('/me/registrations/:registrationId', async () => ({ default: (await account()).RegistrationPage }), signedIn),
  signedIn: page('/signed-in', () => import('./SignedInPage'), anybody),
} as const
