import { date, dateTime, time } from '../../i18n/format'
import { ownZone, sameClock, span, zoneName } from '../../i18n/times'
import { Icon } from '../../ui'
import { downloadIcon } from '../../ui/icons/more'
import { calendarIcon, placeIcon } from '../../ui/icons/site'
import type { Event } from '../data'
import { Doors } from './Doors'
import { calendarFile, download } from './ics'
import { placeOf } from './place'
import { useTexts } from './texts'

/** Date and place. Times are in the event's time zone, and also in the visitor's if its local time differs. */
export function When({ event, address }: { event: Event; address: string }) {
  const t = useTexts()
  const { startsAt, endsAt, refundsUntil, timeZone, venue } = event
  const own = ownZone()
  const sameDay = date(startsAt, timeZone) === date(endsAt, timeZone)
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${placeOf(venue)}, ${venue.country}`)}`
  return (
    <dl className="event-facts">
      <dt>
        <Icon of={calendarIcon} />
        {t.event.when}
      </dt>
      <dd>
        {sameDay ? (
          <>
            <strong>{date(startsAt, timeZone)}</strong>
            <span>
              {time(startsAt, timeZone)} – {time(endsAt, timeZone)} {zoneName(startsAt, timeZone)}
            </span>
          </>
        ) : (
          <strong>
            {span(startsAt, endsAt, timeZone)} {zoneName(startsAt, timeZone)}
          </strong>
        )}
        {!sameClock(startsAt, timeZone, own) && (
          <span className="soft">{t.event.yours(`${span(startsAt, endsAt, own)} ${zoneName(startsAt, own)}`)}</span>
        )}
        <Doors event={event} />
        {refundsUntil && <span className="soft">{t.event.refunds(dateTime(refundsUntil, timeZone))}</span>}
        <button
          type="button"
          className="link"
          onClick={() => download(`${event.eventId}.ics`, 'text/calendar', calendarFile(event, address, new Date()))}
        >
          <Icon of={downloadIcon} />
          {t.event.calendar}
        </button>
      </dd>
      <dt>
        <Icon of={placeIcon} />
        {t.event.where}
      </dt>
      <dd>
        <strong dir="auto">{venue.name}</strong>
        <span dir="auto">{placeOf(venue)}</span>
        <a className="link" href={map} rel="noopener noreferrer" target="_blank">
          {t.event.map}
        </a>
      </dd>
    </dl>
  )
}
