import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { serverNow } from '../../api/client'
import { queries } from '../../api/questions'
import { date, dateTime, money, ownZone, sameClock, span, time, zoneName } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { asProblem } from '../../problem'
import { announce, Badge, Button, Failure, Icon, Loading, NotFound, Notice, Page, useCommonTexts, useTitle } from '../../ui'
import { href } from '../../ui/pages'
import { type Basket, basketOf, keepBasket, subtotal, ticketsIn, withinReach } from '../basket'
import { categoryName, type Event, eventQuery, isClosed, isOver, limitOf, mostOf, nextOpening, type TicketType, useEvent } from '../data'
import { DateStub } from '../events/EventCard'
import { Face, Picture } from '../events/Picture'
import { pages } from '../pages'
import { taxOf, taxText } from '../tax'
import { useTexts } from '../texts'
import { Doors } from './Doors'
import { describe } from './head'
import { calendarFile, download } from './ics'
import { placeOf } from './place'

export default function EventPage({ eventId }: { eventId: string }) {
  const event = useEvent(eventId)
  const { failed } = useCommonTexts()
  if (event.data) return <Shown event={event.data} />
  const problem = event.error && asProblem(event.error)
  if (problem?.status === 404) return <NotFound />
  if (!problem) return <Loading className="event-bones" lines={8} />
  return (
    <Page title={failed}>
      <Failure problem={problem} retry={() => void event.refetch()} />
    </Page>
  )
}

function Shown({ event }: { event: Event }) {
  const t = useTexts()
  const heading = useTitle(event.title)
  const address = location.origin + href(pages.event, { eventId: event.eventId })
  const further = event.images.slice(1)
  useEffect(() => describe(event, address), [event, address])
  return (
    <main id="content">
      <div className="event-banner">
        <Face event={event} />
      </div>
      <article className="page event-page">
        <header className="event-head">
          <DateStub event={event} />
          <div>
            <p className="kicker">
              <Link href={`${href(pages.list)}?category=${encodeURIComponent(event.category)}`}>
                {categoryName(event.category, t.list.categories)}
              </Link>
            </p>
            <h1 ref={heading} tabIndex={-1} dir="auto">
              {event.title}
            </h1>
          </div>
        </header>
        <State event={event} />
        <div className="event-columns">
          <div className="stack event-main">
            <When event={event} address={address} />
            <section className="event-about">
              <h2>{t.event.about}</h2>
              {event.description ? (
                <p className="prose" dir="auto">
                  {event.description}
                </p>
              ) : (
                <p className="soft">{t.event.noDescription}</p>
              )}
              {further.length > 0 && (
                <div className="event-pictures">
                  {further.map(({ imageId, url }) => (
                    <Picture key={imageId} url={url} />
                  ))}
                </div>
              )}
            </section>
          </div>
          <Tickets event={event} />
        </div>
      </article>
    </main>
  )
}

function State({ event }: { event: Event }) {
  const { availability } = useTexts()
  if (event.status === 'cancelled') {
    return (
      <Notice tone="bad">
        {event.cancellationReason ? availability.cancelledBecause(event.cancellationReason) : availability.cancelled}
      </Notice>
    )
  }
  if (event.status === 'draft') return <Notice tone="warn">{availability.draft}</Notice>
  return isOver(event) ? <Notice>{availability.over}</Notice> : null
}

/** Date and place. Times are in the event's time zone, and also in the visitor's if its local time differs. */
function When({ event, address }: { event: Event; address: string }) {
  const t = useTexts()
  const { startsAt, endsAt, refundsUntil, timeZone, venue } = event
  const own = ownZone()
  const sameDay = date(startsAt, timeZone) === date(endsAt, timeZone)
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${placeOf(venue)}, ${venue.country}`)}`
  return (
    <dl className="facts">
      <dt>
        <Icon name="calendar" />
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
          <Icon name="download" />
          {t.event.calendar}
        </button>
      </dd>
      <dt>
        <Icon name="place" />
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

function Tickets({ event }: { event: Event }) {
  const t = useTexts()
  const [, go] = useLocation()
  const [wanted, setWanted] = useState<Basket>(() => basketOf(event.eventId))
  const basket = withinReach(event, wanted)
  const [asked, setAsked] = useState(false)
  const count = ticketsIn(event, basket)
  const sum = subtotal(event, basket)
  const priced = event.ticketTypes.some(({ price }) => price.amount > 0)
  const open = (event.status === 'published' || event.status === 'active') && event.ticketTypes.some(type => mostOf(event, type) > 0)
  const set = (type: TicketType, quantity: number) => {
    const next = { ...basket, [type.ticketTypeId]: quantity }
    setWanted(next)
    setAsked(false)
    keepBasket(event.eventId, next)
    announce(`${isolate(type.name)}: ${quantity}. ${t.event.subtotal} ${money(subtotal(event, next))}`)
  }
  const next = () => {
    if (count === 0) return setAsked(true)
    keepBasket(event.eventId, basket)
    go(href(pages.checkout, { eventId: event.eventId }))
  }
  useOpening(event)
  return (
    <aside className="ticket-panel" aria-labelledby="tickets-title">
      <h2 id="tickets-title">{t.event.tickets}</h2>
      <ul className="ticket-types">
        {event.ticketTypes.map(type => (
          <Type
            key={type.ticketTypeId}
            event={event}
            type={type}
            quantity={basket[type.ticketTypeId] ?? 0}
            onChange={quantity => set(type, quantity)}
          />
        ))}
      </ul>
      {open && (
        <div className="ticket-sum">
          <p>
            <span>{count > 0 ? t.event.chosen(count) : t.event.subtotal}</span>
            <strong>{money(sum)}</strong>
          </p>
          {asked && (
            <p className="error" role="alert">
              <Icon name="alert" />
              {t.event.choose}
            </p>
          )}
          <Button kind="primary" className="wide" onClick={next}>
            {count > 0 && sum.amount === 0 ? t.event.register : t.event.next}
          </Button>
          <p className="hint">{t.event.secure}</p>
        </div>
      )}
      {priced && <p className="hint">{taxText(t.price.tax, taxOf(event))}</p>}
    </aside>
  )
}

const SOONEST = 2_000
/** The longest delay of `setTimeout`. */
const LATEST = 2 ** 31 - 1

/** Refetches the event when sales start, because people wait for that with the page open. */
function useOpening(event: Event) {
  useEffect(() => {
    const opening = nextOpening(event, serverNow())
    if (opening === null) return
    let timer: ReturnType<typeof setTimeout>
    const ask = () => {
      void queries.invalidateQueries(eventQuery(event.eventId))
      timer = setTimeout(ask, SOONEST)
    }
    const wait = opening - serverNow()
    // Sales should have started by now: wait before asking again.
    if (wait < LATEST) timer = setTimeout(ask, Math.max(wait, SOONEST))
    return () => clearTimeout(timer)
  }, [event])
}

function Type({
  event,
  type,
  quantity,
  onChange,
}: {
  event: Event
  type: TicketType
  quantity: number
  onChange: (quantity: number) => void
}) {
  const t = useTexts()
  const most = mostOf(event, type)
  return (
    <li className={most > 0 ? 'ticket-type' : 'ticket-type gone'}>
      <div>
        <h3 dir="auto">{type.name}</h3>
        <p className="price">{type.price.amount === 0 ? t.price.free : money(type.price)}</p>
        <TypeState event={event} type={type} />
      </div>
      {most > 0 && (
        <fieldset className="stepper">
          <legend className="unseen">{t.event.quantity(type.name)}</legend>
          <button
            type="button"
            aria-label={t.event.fewer(type.name)}
            aria-disabled={quantity === 0}
            onClick={() => quantity > 0 && onChange(quantity - 1)}
          >
            <Icon name="minus" />
          </button>
          <output>{quantity}</output>
          <button
            type="button"
            aria-label={t.event.more(type.name)}
            aria-disabled={quantity >= most}
            onClick={() => quantity < most && onChange(quantity + 1)}
          >
            <Icon name="plus" />
          </button>
        </fieldset>
      )}
    </li>
  )
}

const FEW = 10

function TypeState({ event, type }: { event: Event; type: TicketType }) {
  const { availability, event: texts } = useTexts()
  switch (type.availability) {
    case 'soldOut':
      return <Badge>{availability.soldOut}</Badge>
    case 'held':
      return <p className="hint">{availability.heldText}</p>
    case 'notOnSale':
      return (
        <Badge>
          {isClosed(event, type, serverNow())
            ? availability.closed
            : type.salesStartAt && (event.status !== 'draft' || Date.parse(type.salesStartAt) > serverNow())
              ? availability.opens(`${dateTime(type.salesStartAt, event.timeZone)} ${zoneName(type.salesStartAt, event.timeZone)}`)
              : event.status === 'draft'
                ? availability.notYet
                : availability.closed}
        </Badge>
      )
    default:
      return type.available <= FEW ? (
        <Badge tone="warn">{availability.few(type.available)}</Badge>
      ) : (
        <p className="hint">{texts.atMost(limitOf(event, type))}</p>
      )
  }
}
