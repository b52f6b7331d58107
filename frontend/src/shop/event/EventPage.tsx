import { useEffect } from 'react'
import { Link } from 'wouter'
import { asProblem } from '../../problem'
import { Failure, Loading, NotFound, Notice, Page, useCommonTexts, useTitle } from '../../ui'
import { href } from '../../ui/pages'
import { categoryName, type Event, useEvent } from '../data'
import { DateStub } from '../events/EventCard'
import { Face, Picture } from '../events/Picture'
import { pages } from '../pages'
import { describe } from './head'
import { Organizer } from './Organizer'
import { isOver } from './sales'
import { Tickets } from './Tickets'
import { useTexts } from './texts'
import { When } from './When'

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
            {event.organization && <Organizer by={event.organization} />}
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
