import { useQuery } from '@tanstack/react-query'
import { date, time } from '../../i18n/format'
import { Badge, Loaded, Skeleton } from '../../ui'
import { PageLink } from '../../ui/pages'
import { useEvent } from '../data'
import { Poster } from '../events/Picture'
import { useTexts } from '../orders'
import { pages } from '../pages'
import './account.css'
import { Qr } from './Qr'
import { ticketQuery, ticketTones } from './tickets'

/** A ticket like a paper one: the event on one side of the perforation, the code on the other. */
export function TicketCard({ ticketId }: { ticketId: string }) {
  const t = useTexts()
  const ticket = useQuery(ticketQuery(ticketId))
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
                  <PageLink to={pages.ticket} at={{ ticketId: it.ticketId }} dir="auto">
                    {event.data?.title ?? it.ticketTypeName}
                  </PageLink>
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
