import type { Event } from '../data'
import { placeOf } from './place'

const LONGEST = 75

/** An event as a calendar file (RFC 5545), in UTC, so that it needs no time zone definitions. */
export function calendarFile(event: Event, address: string, now: Date): string {
  const { venue } = event
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//EventTicketing//Shop//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${event.eventId}@event-ticketing`,
    `SEQUENCE:${event.version}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(new Date(event.startsAt))}`,
    `DTEND:${utc(new Date(event.endsAt))}`,
    `SUMMARY:${escaped(event.title)}`,
    `LOCATION:${escaped(`${venue.name}, ${placeOf(venue)}, ${venue.country}`)}`,
    ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
    `URL:${address}`,
    ...(event.status === 'cancelled' ? ['STATUS:CANCELLED'] : []),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map(line => `${folded(line)}\r\n`).join('')
}

export function download(name: string, type: string, content: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  // The browser has started reading the URL by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

const utc = (moment: Date): string => moment.toISOString().replace(/[-:]|\.\d{3}/g, '')

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')

/** Folds lines to at most 75 octets, without splitting a character; continuation lines start with a space. */
function folded(line: string): string {
  const encoder = new TextEncoder()
  let [result, length] = ['', 0]
  for (const char of line) {
    const octets = encoder.encode(char).length
    if (length + octets > LONGEST) {
      result += '\r\n '
      length = 1
    }
    result += char
    length += octets
  }
  return result
}
