import { lazy, Suspense, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { span, zoneName } from '../../i18n/format'
import { withTexts } from '../../i18n/texts'
import { Boundary, type Drawing, Icon, Loaded, NotFound, Page, Skeleton } from '../../ui'
import { chartIcon, editIcon, peopleIcon } from '../../ui/icons/console'
import { listIcon } from '../../ui/icons/site'
import { scanIcon } from '../../ui/icons/work'
import { type Event as EventData, useEvent } from '../data'
import { EventBadge } from '../status'
import { useTexts } from '../texts'
import * as events from './texts/events'
import * as orders from './texts/orders'
import * as overview from './texts/overview'

const Overview = lazy(() => withTexts(import('./Overview'), overview.load))
const EditEvent = lazy(() => withTexts(import('./EditEvent'), events.load))
const Registrations = lazy(() => withTexts(import('./Registrations'), orders.load))
const Attendees = lazy(() => withTexts(import('./Attendees'), orders.load))
const CheckIns = lazy(() => withTexts(import('./CheckIns'), orders.load))

const views = {
  overview: [chartIcon, Overview],
  edit: [editIcon, EditEvent],
  registrations: [listIcon, Registrations],
  attendees: [peopleIcon, Attendees],
  'check-ins': [scanIcon, CheckIns],
} as const satisfies Record<string, readonly [Drawing, unknown]>
type View = keyof typeof views

/** The page of one event: its header and the selected view. */
export default function Event({ eventId, view = 'overview' }: { eventId: string; view?: string }) {
  const t = useTexts()
  const event = useEvent(eventId)
  if (!(view in views)) return <NotFound />
  const back = { href: '/', text: t.events.title }
  return event.data ? (
    <Shown event={event.data} view={view as View} back={back} />
  ) : (
    <Page title={t.event.loading} back={back}>
      <Loaded query={event} skeleton={<Skeleton lines={8} />}>
        {() => null}
      </Loaded>
    </Page>
  )
}

function Shown({ event, view, back }: { event: EventData; view: View; back: { href: string; text: string } }) {
  const t = useTexts()
  const panel = useRef<HTMLElement>(null)
  const first = useRef(view)
  const started = useRef(false)
  // Move the focus as after a page change, so that screen readers start at the new content.
  useEffect(() => {
    if (first.current !== view) panel.current?.focus({ preventScroll: true })
    first.current = view
  }, [view])
  // A status change removes the button that was pressed: move the focus to the remaining actions.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the status changes
  useEffect(() => {
    if (document.activeElement === document.body && started.current) panel.current?.focus({ preventScroll: true })
    started.current = true
  }, [event.status])
  const [, Panel] = views[view]
  return (
    <Page
      title={event.title}
      back={back}
      lead={
        <>
          {span(event.startsAt, event.endsAt, event.timeZone)} {zoneName(event.startsAt, event.timeZone)} · <bdi>{event.venue.name}</bdi>,{' '}
          <bdi>{event.venue.city}</bdi>
        </>
      }
      actions={<EventBadge status={event.status} />}
    >
      <nav className="views" aria-label={t.event.views}>
        {(Object.keys(views) as View[])
          .filter(name => event.status !== 'draft' || name === 'overview' || name === 'edit')
          .map(name => (
            <Link
              key={name}
              href={`/e/${event.eventId}${name === 'overview' ? '' : `/${name}`}`}
              aria-current={name === view ? 'page' : undefined}
            >
              <Icon of={views[name][0]} />
              {t.event.view[name]}
            </Link>
          ))}
      </nav>
      <section ref={panel} className="panel" aria-label={t.event.view[view]} tabIndex={-1}>
        <Boundary part at={view}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Panel event={event} />
          </Suspense>
        </Boundary>
      </section>
    </Page>
  )
}
