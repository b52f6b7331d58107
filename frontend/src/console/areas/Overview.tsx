import { time } from '../../i18n/format'
import { asProblem } from '../../problem'
import { Button, Failure, Notice, Skeleton, toast } from '../../ui'
import { type Event, eventOf } from '../data'
import { useLive, useSales } from '../live'
import { useTexts } from '../texts'
import { Lifecycle } from './Lifecycle'
import { Checklist } from './overview/Checklist'
import { Sales } from './overview/Sales'
import { Tiles } from './overview/Tiles'
import { Types } from './overview/Types'

/** The organizer's dashboard: figures of the event, and what it needs next. */
export default function Overview({ event }: { event: Event }) {
  return event.status === 'draft' ? <Draft event={event} /> : <Running event={event} />
}

function Draft({ event }: { event: Event }) {
  useLive(eventOf(event.eventId), { changes: [] })
  return (
    <div className="stack">
      <Checklist event={event} />
      <Lifecycle event={event} />
    </div>
  )
}

function Running({ event }: { event: Event }) {
  const t = useTexts()
  const query = useSales(event.eventId)
  const figures = query.data
  const link = `${location.origin}/e/${event.eventId}`
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      toast(t.overview.copied)
    } catch {
      toast(link, 'neutral')
    }
  }
  return (
    <div className="stack">
      {event.status === 'cancelled' && (
        <Notice tone="bad" quiet title={t.overview.cancelled}>
          {event.cancellationReason}
        </Notice>
      )}
      <Tiles event={event} figures={figures} />
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
        <Button onClick={() => void copy()}>{t.overview.copy}</Button>
      </section>
      <Lifecycle event={event} figures={figures} />
    </div>
  )
}
