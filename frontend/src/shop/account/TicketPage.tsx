import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { serverNow } from '../../api/client'
import { queries } from '../../api/questions'
import { date, dateTime, time } from '../../i18n/format'
import { asProblem } from '../../problem'
import { Badge, Button, Confirm, Failure, Icon, Loaded, Page, Skeleton } from '../../ui'
import { useAction } from '../../ui/action'
import { downloadIcon } from '../../ui/icons/more'
import { calendarIcon, placeIcon, ticketIcon } from '../../ui/icons/site'
import { href } from '../../ui/pages'
import { type Ticket, useEvent } from '../data'
import { Doors } from '../event/Doors'
import { placeOf } from '../event/place'
import { useTexts } from '../orders'
import { pages } from '../pages'
import { Qr } from './Qr'
import { ticketQuery, ticketTones } from './tickets'

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
          <div className="stack">
            <div className="big-ticket">
              {it.status === 'void' ? (
                <p>{t.tickets.voidText}</p>
              ) : it.qr ? (
                <Qr text={it.qr} label={t.tickets.qr(it.code)} />
              ) : ticket.isError ? (
                <Failure problem={asProblem(ticket.error)} retry={() => void ticket.refetch()} />
              ) : (
                <Skeleton />
              )}
              <p className="big-code">{it.code}</p>
              <p>
                {it.qr && <Badge tone={ticketTones[it.status]}>{t.tickets.status[it.status]}</Badge>}{' '}
                {it.usedAt && t.tickets.used(dateTime(it.usedAt))}
              </p>
            </div>
            <dl className="event-facts">
              <dt>
                <Icon of={ticketIcon} />
                {it.ticketTypeName}
              </dt>
              <dd>
                <strong>{it.holderName}</strong>
              </dd>
              {event.data && (
                <>
                  <dt>
                    <Icon of={calendarIcon} />
                    {t.event.when}
                  </dt>
                  <dd>
                    <strong>{date(event.data.startsAt, event.data.timeZone)}</strong>
                    <span>{time(event.data.startsAt, event.data.timeZone)}</span>
                    <Doors event={event.data} />
                  </dd>
                  <dt>
                    <Icon of={placeIcon} />
                    {t.event.where}
                  </dt>
                  <dd>
                    <strong>{event.data.venue.name}</strong>
                    <span>{placeOf(event.data.venue)}</span>
                  </dd>
                </>
              )}
            </dl>
            <Actions ticket={it} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Actions({ ticket }: { ticket: Ticket }) {
  const t = useTexts()
  const { run } = useAction('POST /tickets/{ticketId}/regenerate-qr', { said: () => t.tickets.newQrDone })
  const [asking, setAsking] = useState(false)
  // PDF links expire after 15 minutes, so refetch the ticket before this one does.
  useEffect(() => {
    const ends = ticket.downloadExpiresAt ? Date.parse(ticket.downloadExpiresAt) - serverNow() : 0
    const timer = setTimeout(() => void queries.invalidateQueries(ticketQuery(ticket.ticketId)), Math.max(ends - 60_000, 5_000))
    return () => clearTimeout(timer)
  }, [ticket])
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
    <div className="actions">
      {ticket.downloadUrl ? (
        <a className="button primary" href={ticket.downloadUrl} target="_blank" rel="noopener noreferrer">
          <Icon of={downloadIcon} />
          {t.tickets.pdf}
        </a>
      ) : (
        ticket.status === 'valid' && <p className="hint">{t.tickets.pdfLater}</p>
      )}
      {ticket.status === 'valid' && <Button onClick={() => setAsking(true)}>{t.tickets.newQr}</Button>}
      {asking && (
        <Confirm title={t.tickets.newQrTitle} action={t.tickets.newQr} onConfirm={renew} onClose={() => setAsking(false)}>
          <p>{t.tickets.newQrText}</p>
        </Confirm>
      )}
    </div>
  )
}
