import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../../api/questions'
import { dateTime, money } from '../../i18n/format'
import { Badge, Button, Empty, Facts, Icon, Loaded, Skeleton, useCommonTexts } from '../../ui'
import { personIcon } from '../../ui/icons/console'
import { backIcon, searchIcon } from '../../ui/icons/house'
import { undoIcon } from '../../ui/icons/work'
import { PageLink } from '../../ui/pages'
import { type Event, left, type Registration as RegistrationData } from '../data'
import { LIVE, useSales } from '../live'
import { useMay } from '../organization'
import { pages } from '../pages'
import { RegistrationBadge } from '../status'
import { useFurtherPages } from '../useList'
import { Refund } from './Refund'
import { useTexts } from './texts/orders'

/** One registration of an event. The API has no question for it that organizers may ask, so it is looked up in the list. */
export default function Registration({ event, org, registrationId }: { event: Event; org: string; registrationId: string }) {
  const t = useTexts()
  const common = useCommonTexts()
  const { eventId } = event
  const query = useInfiniteQuery(askPages('/events/{eventId}/registrations', { path: { eventId } }))
  useSales(eventId, LIVE * 3)
  const found = query.data?.pages.flatMap(page => page.items).find(it => it.registrationId === registrationId)
  const searching = !found && query.hasNextPage && !query.isError
  useFurtherPages(query, searching)
  return (
    <div className="stack">
      <PageLink to={pages.registrations} at={{ org, eventId }} className="back">
        <Icon of={backIcon} />
        {t.event.view.registrations}
      </PageLink>
      <Loaded query={query}>
        {() =>
          found ? (
            <Details registration={found} timeZone={event.timeZone} />
          ) : searching ? (
            <Skeleton lines={8} />
          ) : (
            <Empty icon={searchIcon} title={common.notFound.title} />
          )
        }
      </Loaded>
    </div>
  )
}

/** The details of a registration, with the button that refunds it. */
export function Details({ registration: it, timeZone }: { registration: RegistrationData; timeZone?: string }) {
  const t = useTexts()
  const may = useMay()
  const [refunding, setRefunding] = useState(false)
  const facts = [
    [t.registrations.email, it.buyerEmail],
    [t.registrations.number, it.registrationId],
    [t.registrations.made, dateTime(it.createdAt, timeZone)],
    [t.registrations.confirmedAt, it.confirmedAt && dateTime(it.confirmedAt, timeZone)],
    [t.registrations.cancelledAt, it.cancelledAt && dateTime(it.cancelledAt, timeZone)],
    [t.registrations.cancelledBy, it.cancelledBy && t.registrations.cancelled[it.cancelledBy]],
    [t.registrations.reason, it.cancellationReason],
    [t.registrations.total, money(it.total)],
    [t.registrations.tax, it.tax.amount > 0 ? money(it.tax) : null],
    [t.registrations.paid, it.paid && it.paid.amount > 0 ? money(it.paid) : null],
    [t.registrations.givenBack, it.refunded.amount > 0 ? money(it.refunded) : null],
    [t.registrations.paymentFailed, it.paymentFailure],
  ] as const
  return (
    <article className="card stack" aria-labelledby="registration">
      <div className="section-head">
        <h2 id="registration" dir="auto">
          {it.buyerName}
        </h2>
        <RegistrationBadge status={it.status} />
      </div>
      <Facts facts={facts} />
      <h3>{t.registrations.tickets}</h3>
      <ul className="lines">
        {it.items.map(line => (
          <li key={line.ticketTypeId}>
            <span>
              {line.quantity} × <bdi>{line.name}</bdi>
            </span>
            <span>{money(line.total)}</span>
          </li>
        ))}
      </ul>
      {it.attendees.length > 0 && (
        <>
          <h3>{t.event.view.attendees}</h3>
          <ul className="lines">
            {it.attendees.map(({ name, email }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two attendees may have the same name and address
              <li key={i}>
                <span>
                  <Icon of={personIcon} /> <bdi>{name}</bdi>
                </span>
                <span className="soft">{email}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {it.refunds.length > 0 && (
        <>
          <h3>{t.registrations.refunds}</h3>
          <ul className="lines">
            {it.refunds.map(refund => (
              <li key={refund.refundId}>
                <span>
                  {dateTime(refund.createdAt, timeZone)}
                  {refund.note && <span className="soft"> · {refund.note}</span>}
                </span>
                <span className="badges">
                  {money(refund.amount)}
                  <Badge tone={refund.status === 'succeeded' ? 'good' : refund.status === 'failed' ? 'bad' : 'warn'}>
                    {t.registrations.refundStatus[refund.status]}
                  </Badge>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {left(it) > 0 && may('refundRegistration') && (
        <div className="actions">
          <Button kind="danger" icon={undoIcon} onClick={() => setRefunding(true)}>
            {t.refund.action}
          </Button>
        </div>
      )}
      {refunding && <Refund registration={it} onClose={() => setRefunding(false)} />}
    </article>
  )
}
