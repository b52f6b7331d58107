import { type ComponentType, Suspense, useEffect, useRef } from 'react'
import { span, zoneName } from '../i18n/times'
import { asProblem } from '../problem'
import { Boundary, Icon, Loaded, NotFound, Page, Skeleton } from '../ui'
import { href, PageLink } from '../ui/pages'
import { beginAtTop } from '../ui/scroll'
import { type Event, useEvent } from './data'
import { useMay } from './organization'
import { type ConsolePage, pages, type Row } from './pages'
import { EventBadge } from './status'
import { useTexts } from './texts'

interface Place {
  page: ConsolePage
  at: Readonly<Record<string, string>>
}

/** What all pages of one event share: its header and the tabs. */
export default function EventFrame({ page, at }: Place) {
  const t = useTexts()
  const may = useMay()
  const { org = '', eventId = '' } = at
  const event = useEvent(eventId)
  const back = may('listMyEvents') ? { href: href(pages.events, { org }), text: t.events.title } : undefined
  if ((event.error && asProblem(event.error).status === 404) || (event.data && event.data.organizationId !== org)) return <NotFound />
  return event.data ? (
    <Shown event={event.data} page={page} at={at} back={back} />
  ) : (
    <Page title={t.event.loading} back={back}>
      <Loaded query={event} skeleton={<Skeleton lines={8} />}>
        {() => null}
      </Loaded>
    </Page>
  )
}

function Shown({ event, page, at, back }: Place & { event: Event; back?: { href: string; text: string } }) {
  const t = useTexts()
  const may = useMay()
  const panel = useRef<HTMLElement>(null)
  const { org = '', eventId = '', ...rest } = at
  const view = [page.path, ...Object.values(rest)].join(' ')
  const first = useRef(view)
  const started = useRef(false)
  // Move the focus as after a page change, so that screen readers start at the new content.
  useEffect(() => {
    if (first.current !== view) {
      panel.current?.focus({ preventScroll: true })
      beginAtTop()
    }
    first.current = view
  }, [view])
  // A status change removes the button that was pressed: move the focus to the remaining actions.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only when the status changes
  useEffect(() => {
    if (document.activeElement === document.body && started.current) panel.current?.focus({ preventScroll: true })
    started.current = true
  }, [event.status])
  const tabs = Object.values<ConsolePage & Row>(pages).filter(
    ({ tab, published, for: operation }) => tab && operation && may(operation) && !(published && event.status === 'draft'),
  )
  const here = tabs.findLast(({ path }) => page.path === path || page.path.startsWith(`${path}/`))
  const Panel = page.Component as ComponentType<{ event: Event }>
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
        {tabs.map(
          row =>
            row.tab && (
              <PageLink
                key={row.path}
                to={row as typeof pages.overview}
                at={{ org, eventId }}
                aria-current={row === here ? 'page' : undefined}
              >
                <Icon of={row.tab.icon} />
                {t.event.view[row.tab.text]}
              </PageLink>
            ),
        )}
      </nav>
      <section ref={panel} className="panel" aria-label={here?.tab && t.event.view[here.tab.text]} tabIndex={-1}>
        <Boundary part at={view}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <Panel key={view} {...at} event={event} />
          </Suspense>
        </Boundary>
      </section>
    </Page>
  )
}
