import { useQuery } from '@tanstack/react-query'
import { Loaded, Page, Skeleton } from '../../ui'
import { href } from '../../ui/pages'
import { useEvent } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { Reissue } from './Reissue'
import { TicketShown } from './TicketShown'
import { ticketQuery } from './tickets'

/** One ticket with a large code, to show at the door. */
export function TicketPage({ ticketId }: { ticketId: string }) {
  const t = useTexts()
  const ticket = useQuery(ticketQuery(ticketId))
  const event = useEvent(ticket.data?.eventId ?? '', ticket.isSuccess)
  return (
    <Page
      title={event.data?.title ?? t.tickets.title}
      className="narrow ticket-page"
      back={{ href: href(pages.tickets), text: t.tickets.title }}
    >
      <Loaded query={ticket} skeleton={<Skeleton lines={8} />}>
        {it => (
          <TicketShown ticket={it} query={ticket} event={event.data}>
            <Reissue ticket={it} />
          </TicketShown>
        )}
      </Loaded>
    </Page>
  )
}
