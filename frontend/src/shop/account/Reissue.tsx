import { useState } from 'react'
import { queries } from '../../api/questions'
import { Button, Confirm } from '../../ui'
import { useAction } from '../../ui/action'
import type { Ticket } from '../data'
import { headerOf, keyOf } from '../keys'
import { useTexts } from '../orders'
import { ticketQuery } from './tickets'

/**
 * Gives a ticket a new code.
 * @param ticketKey The key in the ticket's link, for guests: they need that of the order too, which then has a new link for the ticket.
 */
export function Reissue({ ticket, ticketKey = null }: { ticket: Ticket; ticketKey?: string | null }) {
  const t = useTexts()
  const { run } = useAction('POST /tickets/{ticketId}/regenerate-qr', {
    changes: ['/registrations/{registrationId}'],
    said: () => t.tickets.newQrDone,
  })
  const [asking, setAsking] = useState(false)
  const renew = async () => {
    const { ticketId, registrationId } = ticket
    const { queryKey } = ticketQuery(ticketId, ticketKey)
    try {
      queries.setQueryData(queryKey, await run({ path: { ticketId }, header: headerOf(keyOf(registrationId)) }))
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
