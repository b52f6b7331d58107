import { href } from '../../../ui/pages'
import { pages } from '../../pages'

const PERSON = /^[\da-f]{8}-[\da-f-]{27}$/i

type Booking = Partial<Record<'registrationId' | 'paymentIntentId' | 'eventId' | 'userId' | 'email' | 'code', string>>

/**
 * The parameter of `GET /admin/bookings` that a text is. Texts are copied from mails, receipts and addresses, so an id is found inside of
 * them too. Null as long as nothing can be asked.
 */
export function bookingOf(text: string): Booking | null {
  const typed = text.trim()
  const [id = '', kind] = /\b(reg|pi|evt)_\w+/.exec(typed) ?? []
  if (kind === 'reg') return { registrationId: id }
  if (kind === 'pi') return { paymentIntentId: id }
  if (kind === 'evt') return { eventId: id }
  if (PERSON.test(typed)) return { userId: typed }
  if (typed.includes('@')) return unquoted(typed).length < 3 ? null : { email: unquoted(typed) }
  return typed === '' ? null : { code: typed.slice(0, 40) }
}

/** The parameter of `GET /admin/audit-log` that an id is: what a person did, or what was done to a person or a thing. */
export function actsOf(text: string, as: string): Partial<Record<'actorId' | 'subjectId' | 'organizationId', string>> {
  const id = text.trim()
  if (id === '') return {}
  if (id.startsWith('org_')) return { organizationId: id }
  return PERSON.test(id) && as !== 'subject' ? { actorId: id } : { subjectId: id }
}

/** The page of what an act concerned; undefined for what has none here. */
export const pageOf = (id: string): string | undefined =>
  PERSON.test(id)
    ? href(pages.person, { userId: id })
    : id.startsWith('kyc_')
      ? href(pages.kycRequest, { kycId: id })
      : id.startsWith('reg_')
        ? href(pages.booking, { registrationId: id })
        : undefined

/** An address without what the filter language of the user pool reserves: the API refuses it. */
export const unquoted = (address: string): string => address.replace(/["\\]/g, '').trim()
