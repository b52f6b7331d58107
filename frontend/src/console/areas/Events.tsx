import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../api/questions'
import { date, number } from '../../i18n/format'
import { span } from '../../i18n/times'
import { asProblem } from '../../problem'
import { Button, ChoiceField, Empty, Failure, LinkButton, Meter, matches, Page, Skeleton, TextField, useCommonTexts } from '../../ui'
import { searchIcon } from '../../ui/icons/house'
import { plusIcon } from '../../ui/icons/more'
import { ticketIcon } from '../../ui/icons/site'
import { href, PageLink } from '../../ui/pages'
import { type Event, type Status, sold } from '../data'
import { LIVE } from '../live'
import { pages } from '../pages'
import { EventBadge } from '../status'
import { useFilter, useSearch } from '../useFilters'
import { useTexts } from './texts/events'

const groups = {
  all: ['draft', 'published', 'active', 'completed', 'cancelled', 'archived'],
  draft: ['draft'],
  onSale: ['published', 'active'],
  over: ['completed', 'cancelled', 'archived'],
} satisfies Record<string, Status[]>
type Group = keyof typeof groups

/** Sorts upcoming events first, the next one at the top, then past events, the latest first. */
function nextFirst(a: Event, b: Event): number {
  const [overA, overB] = [isOver(a), isOver(b)]
  if (overA !== overB) return overA ? 1 : -1
  return overA ? b.startsAt.localeCompare(a.startsAt) : a.startsAt.localeCompare(b.startsAt)
}

const isOver = ({ status }: Event): boolean => (groups.over as Status[]).includes(status)

/** The list of the organization's events. */
export default function Events({ org }: { org: string }) {
  const t = useTexts()
  const common = useCommonTexts()
  const [chosen, setGroup] = useFilter('show')
  const group = chosen in groups ? (chosen as Group) : 'all'
  const [search, setSearch] = useSearch('q')
  const query = useInfiniteQuery({ ...askPages('/my-events', { query: { organizationId: org } }), refetchInterval: LIVE * 3 })
  const events = query.data?.pages.flatMap(page => page.items).sort(nextFirst)
  const inGroup = (name: Group) => (events ?? []).filter(event => (groups[name] as Status[]).includes(event.status))
  const shown = inGroup(group).filter(event => matches(search, event.title, event.venue.name, event.venue.city))
  const problem = query.isError ? asProblem(query.error) : null
  const create = (
    <LinkButton kind="primary" icon={plusIcon} href={href(pages.newEvent, { org })}>
      {t.events.create}
    </LinkButton>
  )
  return (
    <Page title={t.events.title} actions={create}>
      {problem && !events ? (
        <Failure problem={problem} retry={() => void query.refetch()} />
      ) : !events ? (
        <Skeleton lines={8} />
      ) : events.length === 0 ? (
        <Empty icon={ticketIcon} title={t.events.none} action={create}>
          <p>{t.events.noneText}</p>
          <ol>
            {t.events.steps.map(step => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Empty>
      ) : (
        <div className="stack">
          <div className="filters">
            <ChoiceField
              label={t.events.show}
              hideLabel
              value={group}
              choices={(Object.keys(groups) as Group[]).map(name => ({
                value: name,
                text: (
                  <>
                    {t.events.groups[name]} <span className="soft">{number(inGroup(name).length)}</span>
                  </>
                ),
              }))}
              onChange={name => setGroup(name === 'all' ? '' : name)}
            />
            <TextField label={t.events.search} hideLabel type="search" placeholder={t.events.search} value={search} onChange={setSearch} />
          </div>
          <p className="unseen" role="status">
            {t.events.found(shown.length)}
          </p>
          {shown.length === 0 && (
            <Empty icon={searchIcon} title={t.events.nothing}>
              {t.events.nothingText}
            </Empty>
          )}
          <ul className="event-list">
            {shown.map(event => (
              <Line key={event.eventId} event={event} />
            ))}
          </ul>
          {query.hasNextPage && (
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {common.more}
            </Button>
          )}
        </div>
      )}
    </Page>
  )
}

function Line({ event }: { event: Event }) {
  const t = useTexts()
  const taken = sold(event)
  return (
    <li className="card event-line">
      <p className="event-day" aria-hidden="true">
        <span>{date(event.startsAt, event.timeZone, { month: 'short' })}</span>
        <strong>{date(event.startsAt, event.timeZone, { day: 'numeric' })}</strong>
      </p>
      <div className="event-what">
        <h2>
          <PageLink to={pages.overview} at={{ org: event.organizationId, eventId: event.eventId }} dir="auto">
            {event.title}
          </PageLink>
        </h2>
        <p className="soft">
          {span(event.startsAt, event.endsAt, event.timeZone)} · <bdi>{event.venue.name}</bdi>, <bdi>{event.venue.city}</bdi>
        </p>
      </div>
      <EventBadge status={event.status} />
      {event.status === 'draft' ? (
        <p className="event-sold soft">{t.events.draft}</p>
      ) : (
        <div className="event-sold">
          <Meter of={event.capacity} taken={taken} />
          <p>{taken >= event.capacity ? <strong>{t.events.full(event.capacity)}</strong> : t.events.taken(taken, event.capacity)}</p>
        </div>
      )}
    </li>
  )
}
