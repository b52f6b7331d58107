import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api/questions'
import { time } from '../../i18n/format'
import { asProblem } from '../../problem'
import { Copy, Failure, LinkButton, Notice, Skeleton } from '../../ui'
import { href } from '../../ui/pages'
import { useOrganizations } from '../caller'
import { type Event, eventOf } from '../data'
import { useLive, useSales } from '../live'
import { pages } from '../pages'
import { isUnverifiedOwner } from '../verifying'
import { Lifecycle } from './Lifecycle'
import { Checklist } from './overview/Checklist'
import { Numbers } from './overview/Numbers'
import { Sales } from './overview/Sales'
import { Types } from './overview/Types'
import { useTexts } from './texts/overview'

/** The organizer's dashboard: figures of the event, and what it needs next. */
export default function Overview({ event }: { event: Event }) {
  return event.status === 'draft' ? <Draft event={event} /> : <Running event={event} />
}

function Draft({ event }: { event: Event }) {
  useLive(eventOf(event.eventId), { changes: [] })
  return (
    <div className="stack">
      <Unverified event={event} />
      <Checklist event={event} />
      <Lifecycle event={event} />
    </div>
  )
}

/**
 * Says before the attempt that an owner who is not verified cannot publish an event with a price. Whether another owner is, and whether this
 * platform asks for it, only the attempt tells.
 */
function Unverified({ event: { organizationId, ticketTypes } }: { event: Event }) {
  const t = useTexts()
  const { data: own } = useOrganizations()
  const organization = own?.items.find(it => it.organizationId === organizationId)
  const concerns = isUnverifiedOwner(organization) && ticketTypes.some(({ price }) => price.amount > 0)
  const { data: kyc } = useQuery({ ...ask('/kyc', {}), enabled: concerns })
  if (!concerns || !kyc || kyc.status === 'approved') return null
  return (
    <Notice tone="warn" title={t.unverified.title} action={<LinkButton href={href(pages.myVerification)}>{t.toVerification}</LinkButton>}>
      {t.unverified[kyc.status === 'pending' ? 'pending' : 'text']}
    </Notice>
  )
}

function Running({ event }: { event: Event }) {
  const t = useTexts()
  const query = useSales(event.eventId)
  const figures = query.data
  const link = `${location.origin}/e/${event.eventId}`
  return (
    <div className="stack">
      {event.status === 'cancelled' && (
        <Notice tone="bad" quiet title={t.overview.cancelled}>
          {event.cancellationReason}
        </Notice>
      )}
      <Numbers event={event} figures={figures} />
      {query.isError && !figures && <Failure problem={asProblem(query.error)} retry={() => void query.refetch()} />}
      {query.isError && figures && <Notice tone="warn">{t.overview.stale(time(figures.asOf))}</Notice>}
      {figures && !figures.complete && <Notice tone="warn">{t.overview.incomplete}</Notice>}
      <Types event={event} figures={figures} />
      {query.isPending ? <Skeleton lines={5} /> : figures && <Sales event={event} figures={figures} />}
      <section className="card share">
        <div>
          <h2>{t.overview.share}</h2>
          <p>
            <a href={link}>{link}</a>
          </p>
        </div>
        <Copy text={link} label={t.overview.copy} done={t.overview.copied} />
      </section>
      <Lifecycle event={event} figures={figures} />
    </div>
  )
}
