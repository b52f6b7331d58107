import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button, Icon, LinkButton, Notice, Page, Skeleton } from '../../ui'
import { checkIcon } from '../../ui/icons/house'
import { calendarIcon, ticketIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { TicketCard } from '../account/TicketCard'
import { emptyBasket } from '../basket'
import type { Event, Registration } from '../data'
import { calendarFile, download } from '../event/ics'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { forgetSent, pollFrom } from './paying'
import { forgetOrder, registrationQuery } from './registration'

/** The confirmed order with its tickets, which are issued shortly after the confirmation. */
export function Done({ event, registration }: { event: Event; registration: Registration }) {
  const t = useTexts()
  const [since] = useState(Date.now)
  const wanted = registration.items.reduce((sum, line) => sum + line.quantity, 0)
  const current = useQuery({
    ...registrationQuery(registration.registrationId),
    initialData: registration,
    refetchInterval: query => ((query.state.data?.tickets.length ?? 0) < wanted ? pollFrom(since) : false),
  })
  useEffect(() => {
    emptyBasket(event.eventId)
    forgetSent(registration.registrationId)
    forgetOrder(event.eventId, registration.registrationId)
  }, [event.eventId, registration.registrationId])
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
          <Button
            icon={calendarIcon}
            onClick={() =>
              download(
                `${event.eventId}.ics`,
                'text/calendar',
                calendarFile(event, location.origin + href(pages.event, { eventId: event.eventId }), new Date()),
              )
            }
          >
            {t.event.calendar}
          </Button>
        </>
      }
    >
      <p className="order-number">
        <Icon of={checkIcon} />
        {t.checkout.order} <code>{registration.registrationId}</code>
      </p>
      {current.data.tickets.length < wanted && (
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
