import { type ReactNode, useState } from 'react'
import { serverNow } from '../../api/client'
import { queries } from '../../api/questions'
import { date, dateTime, money } from '../../i18n/format'
import { Badge, Button, Confirm, LinkButton, Notice } from '../../ui'
import { useAction } from '../../ui/action'
import { href, PageLink } from '../../ui/pages'
import { Lines } from '../checkout/Lines'
import { isIssuing, registrationQuery } from '../checkout/registration'
import type { Event, Registration } from '../data'
import { headerOf, keyOf } from '../keys'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { taxText } from '../tax'
import { TicketCard } from './TicketCard'
import { registrationTones } from './tickets'

/** An order with its tickets, its receipt and what can be done with it. @param guest Whether it was made without an account. */
export function Order({
  registration,
  event,
  guest = false,
  children,
}: {
  registration: Registration
  event: Event | undefined
  guest?: boolean
  children?: ReactNode
}) {
  const t = useTexts()
  const { subtotal, tax, total, paid, refunded } = registration
  const amounts = [
    [t.checkout.subtotal, subtotal],
    [taxText(t.price.tax, registration), tax],
    [t.checkout.total, total],
    [t.registrations.paid, paid],
    [t.registrations.refunded, refunded],
  ] as const
  return (
    <div className="checkout-columns">
      <div className="stack">
        <p className="actions">
          <Badge tone={registrationTones[registration.status]}>{t.registrations.status[registration.status]}</Badge>
          {event && (
            <PageLink to={pages.event} at={{ eventId: event.eventId }}>
              {date(event.startsAt, event.timeZone)}, <bdi>{event.venue.city}</bdi>
            </PageLink>
          )}
        </p>
        {isIssuing(registration) && <Notice tone="accent">{t.checkout.making}</Notice>}
        {registration.tickets.length > 0 && (
          <ul className="ticket-cards">
            {registration.tickets.map(ticket => (
              <TicketCard key={ticket.ticketId} ticketId={ticket.ticketId} link={guest ? ticket.ticketUrl : null} />
            ))}
          </ul>
        )}
        <Actions registration={registration} event={event} />
        {children}
      </div>
      <aside className="summary" aria-labelledby="receipt">
        <h2 id="receipt">{t.registrations.details}</h2>
        <p className="soft">
          {t.registrations.number} <code>{registration.registrationId}</code>
          <br />
          {t.registrations.made} {dateTime(registration.createdAt)}
        </p>
        <Lines lines={registration.items.map(({ name, quantity, total: sum }) => ({ name, quantity, total: sum }))} />
        {amounts
          .filter(([, amount]) => amount && amount.amount > 0)
          .map(([name, amount]) => (
            <p key={name} className="sum-line">
              <span>{name}</span>
              <span>{money(amount as Registration['total'])}</span>
            </p>
          ))}
        {registration.refunds.map(refund => (
          <p key={refund.refundId} className="sum-line">
            <span>
              {t.registrations.refunds}, {dateTime(refund.createdAt)}
            </span>
            <Badge tone={refund.status === 'succeeded' ? 'good' : refund.status === 'failed' ? 'bad' : 'warn'}>
              {t.registrations.refundStatus[refund.status]}
            </Badge>
          </p>
        ))}
      </aside>
    </div>
  )
}

function Actions({ registration, event }: { registration: Registration; event: Event | undefined }) {
  const t = useTexts()
  const cancelling = useAction('POST /registrations/{registrationId}/cancel', {
    changes: ['/registrations', '/tickets', '/tickets/{ticketId}', '/events/{eventId}'],
    said: () => t.registrations.cancelDone,
  })
  const [asking, setAsking] = useState(false)
  if (registration.status !== 'pending' && registration.status !== 'confirmed') return null
  const paid = registration.paid !== null && registration.paid.amount > 0
  const until = paid && event?.refundsUntil ? event.refundsUntil : null
  const closed = until !== null && Date.parse(until) <= serverNow()
  const cancel = async () => {
    const { registrationId } = registration
    const after = await cancelling.run({ path: { registrationId }, body: {}, header: headerOf(keyOf(registrationId)) })
    queries.setQueryData(registrationQuery(registrationId).queryKey, after)
  }
  return (
    <div className="actions">
      {registration.status === 'pending' && (
        <LinkButton kind="primary" href={href(pages.payment, registration)}>
          {t.registrations.resume}
        </LinkButton>
      )}
      {!closed && (
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t.registrations.cancel}
        </Button>
      )}
      {until && <p className="soft">{t.registrations[closed ? 'cancelClosed' : 'cancelUntil'](dateTime(until, event?.timeZone))}</p>}
      {asking && (
        <Confirm title={t.registrations.cancelTitle} action={t.registrations.cancel} onConfirm={cancel} onClose={() => setAsking(false)}>
          <p>{t.registrations.cancelText}</p>
          {paid && <p>{t.registrations.cancelPaid}</p>}
        </Confirm>
      )}
    </div>
  )
}
