import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { date, time } from '../../i18n/format'
import { Badge, Loaded, Skeleton } from '../../ui'
import { href } from '../../ui/pages'
import { useEvent } from '../data'
import { Poster } from '../events/Picture'
import { keyIn } from '../keys'
import { useTexts } from '../orders'
import { pages } from '../pages'
import './account.css'
import { Qr } from './Qr'
import { Reissue } from './Reissue'
import { Pdf } from './TicketShown'
import { ticketQuery, ticketTones } from './tickets'

/**
 * A ticket like a paper one: the event on one side of the perforation, the code on the other.
 * @param link The ticket's own link, for guests.
 */
export function TicketCard({ ticketId, link = null }: { ticketId: string; link?: string | null }) {
  const t = useTexts()
  const key = link && keyIn(link)
  const ticket = useQuery(ticketQuery(ticketId, key))
  const event = useEvent(ticket.data?.eventId ?? '', ticket.isSuccess)
  return (
    <li className="ticket">
      <Loaded query={ticket} skeleton={<Skeleton className="ticket-bones" lines={4} />}>
        {it => (
          <>
            <div className="ticket-main">
              {event.data && <Poster seed={it.eventId} category={event.data.category} />}
              <div className="ticket-words">
                <p className="kicker">{it.ticketTypeName}</p>
                <h2>
                  <Link href={href(key ? pages.heldTicket : pages.ticket, { ticketId }) + (key ? `#${key}` : '')} dir="auto">
                    {event.data?.title ?? it.ticketTypeName}
                  </Link>
                </h2>
                {event.data && (
                  <p>
                    {date(event.data.startsAt, event.data.timeZone, { weekday: 'short', day: 'numeric', month: 'long' })},{' '}
                    {time(event.data.startsAt, event.data.timeZone)}
                    <br />
                    <bdi>{event.data.venue.name}</bdi>, <bdi>{event.data.venue.city}</bdi>
                  </p>
                )}
                <p className="ticket-holder">
                  <bdi>{it.holderName}</bdi> <Badge tone={ticketTones[it.status]}>{t.tickets.status[it.status]}</Badge>
                </p>
                {key && (
                  <div className="actions">
                    <Pdf ticket={it} renew={() => void ticket.refetch()} />
                    <Reissue ticket={it} ticketKey={key} />
                  </div>
                )}
              </div>
            </div>
            <div className="ticket-stub">
              {it.status === 'void' ? (
                <p className="hint">{t.tickets.voidText}</p>
              ) : it.qr ? (
                <Qr text={it.qr} label={t.tickets.qr(it.code)} />
              ) : (
                <Skeleton />
              )}
              <code>{it.code}</code>
            </div>
          </>
        )}
      </Loaded>
    </li>
  )
}
