import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Icon, LinkButton, Notice, Page, Skeleton } from '../../ui'
import { checkIcon } from '../../ui/icons/house'
import { ticketIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { CalendarButton } from '../account/CalendarButton'
import { TicketCard } from '../account/TicketCard'
import type { Event, Registration } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { isIssuing, pollFrom, registrationQuery } from './registration'

/** The confirmed order with its tickets, which are issued shortly after the confirmation. */
export default function Done({ event, registration }: { event: Event; registration: Registration }) {
  const t = useTexts()
  const [since] = useState(Date.now)
  const current = useQuery({
    ...registrationQuery(registration.registrationId),
    initialData: registration,
    refetchInterval: ({ state: { data = registration } }) => isIssuing(data) && pollFrom(since),
  })
  return (
    <Page
      title={t.checkout.done}
      className="done"
      lead={
        <>
          <bdi>{event.title}</bdi>. {t.checkout.doneText(registration.buyerEmail)}
        </>
      }
      actions={
        <>
          <LinkButton kind="primary" icon={ticketIcon} href={href(pages.tickets)}>
            {t.checkout.allTickets}
          </LinkButton>
          <CalendarButton event={event} />
        </>
      }
    >
      <p className="order-number">
        <Icon of={checkIcon} />
        {t.checkout.order} <code>{registration.registrationId}</code>
      </p>
      {isIssuing(current.data) && (
        <div className="stack">
          <Notice tone="accent">{t.checkout.making}</Notice>
          <Skeleton lines={4} />
        </div>
      )}
      <ul className="ticket-cards">
        {current.data.tickets.map(ticket => (
          <TicketCard key={ticket.ticketId} ticketId={ticket.ticketId} />
        ))}
      </ul>
    </Page>
  )
}
