import { describe, expect, test } from 'vitest'
import type { Event } from '../data'
import { calendarFile } from './ics'

const event = {
  eventId: 'evt_1',
  title: 'Jazz, blues; and more',
  description: 'First line\nBEGIN:VALARM',
  startsAt: '2026-12-01T18:00:00Z',
  endsAt: '2026-12-01T21:00:00Z',
  timeZone: 'Europe/Berlin',
  venue: { name: 'Hafenklang', address: 'Große Elbstraße 84', city: 'Hamburg', country: 'DE' },
  status: 'published',
  version: 3,
} as Event

const file = (changes: Partial<Event> = {}) =>
  calendarFile({ ...event, ...changes }, 'https://example.com/e/evt_1', new Date('2026-11-21T12:00:00Z'))
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

describe('a calendar file', () => {
  test('has the event in UTC', () => {
    expect(unfolded(file())).toContain('DTSTART:20261201T180000Z')
    expect(unfolded(file())).toContain('DTEND:20261201T210000Z')
  })

  test('cannot be given lines by what an organizer writes', () => {
    expect(unfolded(file())).toContain('SUMMARY:Jazz\\, blues\\; and more')
    expect(unfolded(file())).toContain('DESCRIPTION:First line\\nBEGIN:VALARM')
    expect(unfolded(file()).filter(line => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT'])
  })

  test('has no line of more than 75 octets and cuts no character', () => {
    const description = '🎷ä'.repeat(100)
    const text = file({ description })
    expect(Math.max(...text.split('\r\n').map(line => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75)
    expect(unfolded(text)).toContain(`DESCRIPTION:${description}`)
  })

  test('says where it is, with state and postal code where the venue has them', () => {
    expect(unfolded(file())).toContain('LOCATION:Hafenklang\\, Große Elbstraße 84\\, Hamburg\\, DE')
    const venue = { ...event.venue, address: null, city: 'Portland', state: 'OR', postalCode: '97201', country: 'US' }
    expect(unfolded(file({ venue }))).toContain('LOCATION:Hafenklang\\, Portland\\, OR 97201\\, US')
  })

  test('says that an event is cancelled', () => {
    expect(unfolded(file({ status: 'cancelled' }))).toContain('STATUS:CANCELLED')
  })
})
