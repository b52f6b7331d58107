import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../auth/session'
import { Loaded, Page, Skeleton } from '../../ui'
import { CalendarButton } from '../account/CalendarButton'
import { TicketShown } from '../account/TicketShown'
import { ticketQuery } from '../account/tickets'
import { useEvent } from '../data'
import { isRefused, useKey } from '../keys'
import { useTexts } from '../orders'
import { Closed } from './Closed'

/** One ticket, for whoever has its link. */
export function HeldTicket({ ticketId }: { ticketId: string }) {
  const t = useTexts()
  const key = useKey(ticketId)
  const mayAsk = useSession() !== null || key !== null
  const ticket = useQuery({ ...ticketQuery(ticketId, key), enabled: mayAsk })
  const event = useEvent(ticket.data?.eventId ?? '', ticket.isSuccess)
  if (!mayAsk || isRefused(ticket.error)) return <Closed />
  return (
    <Page title={event.data?.title ?? t.heldTicket} className="narrow ticket-page">
      <Loaded query={ticket} skeleton={<Skeleton lines={8} />}>
        {it => (
          <TicketShown ticket={it} query={ticket} event={event.data}>
            {event.data && <CalendarButton event={event.data} />}
          </TicketShown>
        )}
      </Loaded>
    </Page>
  )
}
