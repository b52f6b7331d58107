import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/questions'
import { Button, Confirm, Loaded, Page, Skeleton } from '../../ui'
import { useAction } from '../../ui/action'
import { href } from '../../ui/pages'
import { type Ticket, useEvent } from '../data'
import { useTexts } from '../orders'
import { pages } from '../pages'
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

function Reissue({ ticket }: { ticket: Ticket }) {
  const t = useTexts()
  const { run } = useAction('POST /tickets/{ticketId}/regenerate-qr', { said: () => t.tickets.newQrDone })
  const [asking, setAsking] = useState(false)
  const renew = async () => {
    const { ticketId } = ticket
    const { queryKey } = ticketQuery(ticketId)
    try {
      queries.setQueryData(queryKey, await run({ path: { ticketId } }))
    } catch (error) {
      // The ticket may have been reissued although the request failed. Refetch, because the code on screen may be invalid.
      queries.setQueryData(queryKey, { ...ticket, qr: '', code: '', downloadUrl: null })
      void queries.invalidateQueries({ queryKey })
      throw error
    }
  }
  return (
    <>
      {ticket.status === 'valid' && <Button onClick={() => setAsking(true)}>{t.tickets.newQr}</Button>}
      {asking && (
        <Confirm title={t.tickets.newQrTitle} action={t.tickets.newQr} onConfirm={renew} onClose={() => setAsking(false)}>
          <p>{t.tickets.newQrText}</p>
        </Confirm>
      )}
    </>
  )
}
