import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { askAll } from '../../api/pages'
import { ask } from '../../api/questions'
import { may } from '../../auth/may'
import { number } from '../../i18n/format'
import { span } from '../../i18n/times'
import { Badge, Empty, LinkButton, Loaded, Notice, Page, Skeleton, Tile, Tiles } from '../../ui'
import { plusIcon } from '../../ui/icons/more'
import { ticketIcon } from '../../ui/icons/site'
import { href, PageLink } from '../../ui/pages'
import { useCaller, useOrganizations } from '../caller'
import { type Event, sold } from '../data'
import { summaryOf } from '../home'
import { startOf } from '../Navigation'
import { homeOf, type Organization } from '../organization'
import { pages } from '../pages'
import { Redirect } from '../Redirect'
import { EventBadge } from '../status'
import { isUnverifiedOwner } from '../verifying'
import { useTexts } from './texts/organization'

/** How many organizations are shown with their events; further ones by name. */
const MOST = 6
/** Events start the latest first, so that the first page has all that are still to come, and few that are over. */
const EVENTS = 100

/** The start of the console: the user's organizations with their next events and what there is to do. */
export default function Home() {
  const t = useTexts()
  const [path] = useLocation()
  const { data: caller } = useCaller()
  const organizations = useOrganizations()
  // The page works without: an address that is not confirmed has no invitations.
  const invitations = useQuery(askAll('/invitations', {}))
  const invited = invitations.data?.list.length ?? 0
  if (!caller) return null
  const home = homeOf(caller)
  if (path === pages.formerNew.path && home && may('createEvent', caller, home))
    return <Redirect to={href(pages.newEvent, { org: home })} />
  return (
    <Page title={t.home.title}>
      <div className="stack">
        {invited > 0 && (
          <Notice title={t.home.invited(invited)} action={<LinkButton href={href(pages.invitations)}>{t.home.see}</LinkButton>} />
        )}
        <Loaded query={organizations} skeleton={<Skeleton lines={8} />}>
          {({ items }) =>
            invitations.isPending ? (
              <Skeleton lines={8} />
            ) : items.length === 0 ? (
              <Empty
                icon={ticketIcon}
                title={t.home.none}
                action={
                  <div className="actions">
                    <LinkButton kind="primary" icon={plusIcon} href={href(pages.start)}>
                      {t.home.start}
                    </LinkButton>
                    <a className="button" href="/">
                      {t.nav.shop}
                    </a>
                  </div>
                }
              >
                {t.home.noneText}
              </Empty>
            ) : (
              <>
                {items.slice(0, MOST).map(it => (
                  <Card key={it.organizationId} organization={it} />
                ))}
                {items.length > MOST && (
                  <section className="card stack">
                    <h2>{t.home.others}</h2>
                    <ul className="lines">
                      {items.slice(MOST).map(({ organizationId, name }) => (
                        <li key={organizationId}>
                          <Link href={startOf(caller, organizationId)} dir="auto">
                            {name}
                          </Link>
                        </li>
                      ))}
                    </ul>
                  </section>
                )}
              </>
            )
          }
        </Loaded>
      </div>
    </Page>
  )
}

function Card({ organization: { organizationId: org, name, role, status, verified } }: { organization: Organization }) {
  const t = useTexts()
  const { data: caller } = useCaller()
  const manages = caller !== undefined && may('listMyEvents', caller, org)
  const to = manages ? pages.events : pages.members
  return (
    <section className="card stack" aria-labelledby={org}>
      <header className="org-head">
        <h2 id={org}>
          <PageLink to={to} at={{ org }} dir="auto">
            {name}
          </PageLink>
        </h2>
        <span className="badges">
          {role && <Badge>{t.roles[role]}</Badge>}
          {status !== 'active' && <Badge tone="warn">{t.home.status[status]}</Badge>}
        </span>
      </header>
      {isUnverifiedOwner({ role, verified }) && (
        <Notice action={<LinkButton href={href(pages.myVerification)}>{t.toVerification}</LinkButton>}>{t.home.verify}</Notice>
      )}
      {manages ? <Events org={org} open={status !== 'closed'} /> : <Scanning />}
    </section>
  )
}

function Scanning() {
  const t = useTexts()
  return (
    <>
      <p className="soft">{t.home.scanning}</p>
      <div className="actions">
        <a className="button" href="/scan">
          {t.home.scanner}
        </a>
      </div>
    </>
  )
}

function Events({ org, open }: { org: string; open: boolean }) {
  const t = useTexts()
  const events = useQuery(ask('/my-events', { query: { organizationId: org, limit: EVENTS } }))
  return (
    <>
      <Loaded query={events} skeleton={<Skeleton lines={10} />}>
        {({ items, next }) => {
          const { next: soon, upcoming, sold, places, drafts, moreDrafts, cut } = summaryOf(items)
          return (
            <>
              <Tiles>
                <Tile title={t.home.upcoming}>
                  <dd>
                    <strong>{number(upcoming)}</strong>
                  </dd>
                </Tile>
                <Tile title={t.home.sold}>
                  <dd>
                    <strong>{number(sold)}</strong>
                  </dd>
                  {places > 0 && <dd className="soft">{t.home.places(places)}</dd>}
                </Tile>
              </Tiles>
              {next && cut && <p className="soft">{t.home.firstOnly}</p>}
              <h3>{t.home.next}</h3>
              {soon.length === 0 ? <p className="soft">{t.home.noNext}</p> : <Lines events={soon} />}
              {drafts.length > 0 && (
                <>
                  <h3>{t.home.drafts}</h3>
                  <Lines events={drafts} />
                  {moreDrafts > 0 && <p className="soft">{t.home.moreDrafts(moreDrafts)}</p>}
                </>
              )}
            </>
          )
        }}
      </Loaded>
      <div className="actions">
        <LinkButton href={href(pages.events, { org })}>{t.home.allEvents}</LinkButton>
        {open && (
          <LinkButton icon={plusIcon} href={href(pages.newEvent, { org })}>
            {t.home.newEvent}
          </LinkButton>
        )}
      </div>
    </>
  )
}

function Lines({ events }: { events: readonly Event[] }) {
  const t = useTexts()
  return (
    <ul className="lines">
      {events.map(event => (
        <li key={event.eventId}>
          <span>
            <PageLink to={pages.overview} at={{ org: event.organizationId, eventId: event.eventId }} dir="auto">
              {event.title}
            </PageLink>
            <br />
            <span className="soft">
              {span(event.startsAt, event.endsAt, event.timeZone)} · <bdi>{event.venue.name}</bdi>
            </span>
          </span>
          {event.status !== 'draft' && (
            <span className="badges">
              {t.home.soldOf(sold(event), event.capacity)} <EventBadge status={event.status} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
