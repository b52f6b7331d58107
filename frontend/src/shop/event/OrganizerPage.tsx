import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask, askPages } from '../../api/questions'
import { asProblem } from '../../problem'
import { Button, Failure, Loaded, Loading, NotFound, Page, Skeleton, useCommonTexts } from '../../ui'
import { EventCard } from '../events/EventCard'
import { Picture } from '../events/Picture'
import { useTexts } from './texts'

const PAGE = 24

/** Who an organizer is, and what can be booked there. */
export default function OrganizerPage({ organizationId }: { organizationId: string }) {
  const organizer = useQuery(ask('/organizers/{organizationId}', { path: { organizationId } }))
  const t = useTexts()
  const common = useCommonTexts()
  if (!organizer.data) {
    const problem = organizer.error && asProblem(organizer.error)
    if (problem?.status === 404) return <NotFound />
    if (!problem) return <Loading lines={8} />
    return (
      <Page title={common.failed}>
        <Failure problem={problem} retry={() => void organizer.refetch()} />
      </Page>
    )
  }
  const { name, logoUrl, contactEmail, phone, website } = organizer.data
  return (
    <Page title={name} className="stack">
      <div className="event-organizer">
        <p>
          <Picture url={logoUrl ?? undefined} />
          {contactEmail && (
            <a className="link" href={`mailto:${contactEmail}`}>
              {contactEmail}
            </a>
          )}
          {phone && (
            <a className="link" href={`tel:${phone}`}>
              {phone}
            </a>
          )}
          {website && (
            <a className="link" href={website} rel="noopener noreferrer" target="_blank">
              {t.event.website}
            </a>
          )}
        </p>
      </div>
      <section className="stack" aria-labelledby="events">
        <h2 id="events">{t.organizer.events}</h2>
        <Events organizationId={organizationId} />
      </section>
    </Page>
  )
}

function Events({ organizationId }: { organizationId: string }) {
  const t = useTexts()
  const common = useCommonTexts()
  const events = useInfiniteQuery(askPages('/events', { query: { organizationId } }, PAGE))
  return (
    <Loaded query={events} skeleton={<Skeleton lines={8} />}>
      {({ pages }) => {
        const shown = pages.flatMap(page => page.items)
        return (
          <>
            {shown.length === 0 && !events.hasNextPage && <p className="soft">{t.organizer.none}</p>}
            <ul className="event-cards">
              {shown.map(event => (
                <EventCard key={event.eventId} event={event} />
              ))}
            </ul>
            {events.hasNextPage && (
              <p className="more">
                <Button busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                  {common.more}
                </Button>
              </p>
            )}
          </>
        )
      }}
    </Loaded>
  )
}
