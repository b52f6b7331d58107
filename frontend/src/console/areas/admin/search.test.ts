import { expect, test } from 'vitest'
import { actsOf, bookingOf, pageOf } from './search'
import { waited } from './waited'

const person = 'b3a4f8c2-1051-70a5-3d4e-6c1f0e9d7b28'

test('A search for a booking takes anything that stands on a mail', () => {
  expect(bookingOf('reg_01k99ee0zbgj09tqm83xssss6y')).toEqual({ registrationId: 'reg_01k99ee0zbgj09tqm83xssss6y' })
  expect(bookingOf('https://tickets.example.com/me/registrations/reg_01k9?from=mail')).toEqual({ registrationId: 'reg_01k9' })
  expect(bookingOf(' Payment pi_3NqX ')).toEqual({ paymentIntentId: 'pi_3NqX' })
  expect(bookingOf('https://tickets.example.com/e/evt_01k9m9s3')).toEqual({ eventId: 'evt_01k9m9s3' })
  expect(bookingOf('K7QM4XPR-2ABD')).toEqual({ code: 'K7QM4XPR-2ABD' })
  expect(bookingOf(person)).toEqual({ userId: person })
})

test('An address is asked for without what the API refuses, and not before it can be one', () => {
  expect(bookingOf('ada@example.com')).toEqual({ email: 'ada@example.com' })
  expect(bookingOf('"ada"@example.com')).toEqual({ email: 'ada@example.com' })
  expect(bookingOf('a@')).toBeNull()
  expect(bookingOf('@""')).toBeNull()
})

test('Nothing is asked without a text, and no code is longer than the API takes', () => {
  expect(bookingOf('   ')).toBeNull()
  expect(bookingOf('x'.repeat(50))).toEqual({ code: 'x'.repeat(40) })
})

test('The audit log is asked for one thing: a person, an organization or what was acted on', () => {
  expect(actsOf('', 'subject')).toEqual({})
  expect(actsOf(person, '')).toEqual({ actorId: person })
  expect(actsOf(person, 'subject')).toEqual({ subjectId: person })
  expect(actsOf(' org_1 ', 'subject')).toEqual({ organizationId: 'org_1' })
  expect(actsOf('kyc_1', '')).toEqual({ subjectId: 'kyc_1' })
})

test('What an act concerned leads to its page, if it has one', () => {
  expect(pageOf(person)).toBe(`/admin/people/${person}`)
  expect(pageOf('kyc_1')).toBe('/admin/verification/kyc_1')
  expect(pageOf('reg_1')).toBe('/admin/bookings/reg_1')
  expect([pageOf('platform'), pageOf('org_1'), pageOf('system')]).toEqual([undefined, undefined, undefined])
})

test('How long somebody waits is said in hours, and from a day on in days', () => {
  const now = Date.parse('2027-05-14T12:00:00Z')
  expect(waited('2027-05-14T11:30:00Z', now)).toBe('0 hours')
  expect(waited('2027-05-14T07:00:00Z', now)).toBe('5 hours')
  expect(waited('2027-05-13T12:00:01Z', now)).toBe('23 hours')
  expect(waited('2027-05-13T12:00:00Z', now)).toBe('1 day')
  expect(waited('2027-05-11T00:00:00Z', now)).toBe('3 days')
  // The clock of a computer may be behind.
  expect(waited('2027-05-14T12:05:00Z', now)).toBe('0 hours')
})
