import { Button } from '../../ui'
import { calendarIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import type { Event } from '../data'
import { calendarFile, download } from '../event/ics'
import { useTexts } from '../orders'
import { pages } from '../pages'

/** Saves the event as a calendar file. */
export function CalendarButton({ event }: { event: Event }) {
  const t = useTexts()
  const address = location.origin + href(pages.event, { eventId: event.eventId })
  return (
    <Button icon={calendarIcon} onClick={() => download(`${event.eventId}.ics`, 'text/calendar', calendarFile(event, address, new Date()))}>
      {t.event.calendar}
    </Button>
  )
}
