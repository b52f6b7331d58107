import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { serverNow } from '../../api/client'
import { date, dateTime, time } from '../../i18n/format'
import { asProblem } from '../../problem'
import { Badge, Failure, Icon, Skeleton } from '../../ui'
import { downloadIcon } from '../../ui/icons/more'
import { calendarIcon, placeIcon, ticketIcon } from '../../ui/icons/site'
import type { Event, Ticket } from '../data'
import { Doors } from '../event/Doors'
import { placeOf } from '../event/place'
import { useTexts } from '../orders'
import { Qr } from './Qr'
import { ticketTones } from './tickets'

/** A ticket with a large code, to show at the door. */
export function TicketShown({
  ticket: it,
  query,
  event,
  children,
}: {
  ticket: Ticket
  query: UseQueryResult<Ticket>
  event: Event | undefined
  children?: ReactNode
}) {
  const t = useTexts()
  return (
    <div className="stack">
      <div className="big-ticket">
        {it.status === 'void' ? (
          <p>{t.tickets.voidText}</p>
        ) : it.qr ? (
          <Qr text={it.qr} label={t.tickets.qr(it.code)} />
        ) : query.isError ? (
          <Failure problem={asProblem(query.error)} retry={() => void query.refetch()} />
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
        {event && (
          <>
            <dt>
              <Icon of={calendarIcon} />
              {t.event.when}
            </dt>
            <dd>
              <strong>{date(event.startsAt, event.timeZone)}</strong>
              <span>{time(event.startsAt, event.timeZone)}</span>
              <Doors event={event} />
            </dd>
            <dt>
              <Icon of={placeIcon} />
              {t.event.where}
            </dt>
            <dd>
              <strong>{event.venue.name}</strong>
              <span>{placeOf(event.venue)}</span>
            </dd>
          </>
        )}
      </dl>
      <div className="actions">
        <Pdf ticket={it} renew={() => void query.refetch()} />
        {children}
      </div>
    </div>
  )
}

/** The link to the PDF. It expires after 15 minutes, so the ticket is fetched again before it does. */
export function Pdf({ ticket, renew }: { ticket: Ticket; renew: () => void }) {
  const t = useTexts()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    const ends = ticket.downloadExpiresAt ? Date.parse(ticket.downloadExpiresAt) - serverNow() : 0
    const timer = setTimeout(renew, Math.max(ends - 60_000, 5_000))
    return () => clearTimeout(timer)
  }, [ticket])
  return ticket.downloadUrl ? (
    <a className="button primary" href={ticket.downloadUrl} target="_blank" rel="noopener noreferrer">
      <Icon of={downloadIcon} />
      {t.tickets.pdf}
    </a>
  ) : (
    ticket.status === 'valid' && <p className="hint">{t.tickets.pdfLater}</p>
  )
}
