import { date, money, time, wallClock } from '../../i18n/format'
import { Badge, Icon } from '../../ui'
import { clockIcon, placeIcon } from '../../ui/icons/site'
import { PageLink } from '../../ui/pages'
import { categoryName, cheapest, type Event } from '../data'
import { pages } from '../pages'
import { taxOf, taxText } from '../tax'
import { useTexts } from '../texts'
import { Face } from './Picture'

export function EventCard({ event }: { event: Event }) {
  const t = useTexts()
  return (
    <li className="event-card">
      <div className="event-picture">
        <Face event={event} />
        <DateStub event={event} />
      </div>
      <div className="event-text">
        <p className="kicker">{categoryName(event.category, t.list.categories)}</p>
        <h3>
          <PageLink to={pages.event} at={{ eventId: event.eventId }} dir="auto">
            {event.title}
          </PageLink>
        </h3>
        <p className="with-icon">
          <Icon of={clockIcon} />
          <time dateTime={event.startsAt}>
            {date(event.startsAt, event.timeZone, { weekday: 'short', day: 'numeric', month: 'short' })},{' '}
            {time(event.startsAt, event.timeZone)}
          </time>
        </p>
        <p className="with-icon">
          <Icon of={placeIcon} />
          <span>
            <bdi>{event.venue.name}</bdi>, <bdi>{event.venue.city}</bdi>
          </span>
        </p>
        <p className="event-foot">
          <Price event={event} />
          <Left event={event} />
        </p>
      </div>
    </li>
  )
}

/** The day in the style of a ticket stub; hidden from screen readers, since the line below has the full date. */
export const DateStub = ({ event }: { event: Event }) => (
  <span className="date-stub" aria-hidden="true">
    <span>{date(event.startsAt, event.timeZone, { month: 'short' })}</span>
    <strong>{Number(wallClock(event.startsAt, event.timeZone).slice(8, 10))}</strong>
  </span>
)

export function Price({ event }: { event: Event }) {
  const t = useTexts()
  const least = cheapest(event)
  if (!least) return null
  const several = event.ticketTypes.some(type => type.price.amount !== least.amount)
  const priced = event.ticketTypes.some(type => type.price.amount > 0)
  return (
    <span className="price">
      {least.amount === 0 ? t.price.free : several ? t.price.from(money(least)) : money(least)}
      {priced && <small> {taxText(t.price.tax, taxOf(event))}</small>}
    </span>
  )
}

const FEW = 10

/** Availability, only when few tickets or none are left. */
export function Left({ event }: { event: Event }) {
  const t = useTexts()
  const types = event.ticketTypes
  if (event.status === 'cancelled') return <Badge tone="bad">{t.availability.cancelled}</Badge>
  if (types.length > 0 && types.every(type => type.availability === 'soldOut'))
    return <Badge tone="neutral">{t.availability.soldOut}</Badge>
  if (types.length > 0 && types.every(type => type.availability === 'held' || type.availability === 'soldOut'))
    return <Badge tone="warn">{t.availability.held}</Badge>
  const left = Math.min(
    event.available,
    types.reduce((sum, type) => sum + type.available, 0),
  )
  return left > 0 && left <= FEW ? <Badge tone="warn">{t.availability.few(left)}</Badge> : null
}
