import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { serverNow } from '../../api/client'
import { queries } from '../../api/questions'
import { money } from '../../i18n/format'
import { isolate } from '../../i18n/texts'
import { announce, Button, Icon } from '../../ui'
import { alertIcon } from '../../ui/icons/house'
import { href } from '../../ui/pages'
import { type Basket, basketOf, keepBasket, subtotal, ticketsIn, withinReach } from '../basket'
import { type Event, eventQuery, mostOf, type TicketType } from '../data'
import { pages } from '../pages'
import { taxOf, taxText } from '../tax'
import { nextOpening } from './sales'
import { TypeLine } from './TypeLine'
import { useTexts } from './texts'

/** The ticket types with their quantities, and the way to the checkout. */
export function Tickets({ event }: { event: Event }) {
  const t = useTexts()
  const [, go] = useLocation()
  const [wanted, setWanted] = useState<Basket>(() => basketOf(event.eventId))
  const basket = withinReach(event, wanted)
  const [asked, setAsked] = useState(false)
  const count = ticketsIn(event, basket)
  const sum = subtotal(event, basket)
  const priced = event.ticketTypes.some(({ price }) => price.amount > 0)
  const open = (event.status === 'published' || event.status === 'active') && event.ticketTypes.some(type => mostOf(event, type) > 0)
  const set = (type: TicketType, quantity: number) => {
    const next = { ...basket, [type.ticketTypeId]: quantity }
    setWanted(next)
    setAsked(false)
    keepBasket(event.eventId, next)
    announce(`${isolate(type.name)}: ${quantity}. ${t.event.subtotal} ${money(subtotal(event, next))}`)
  }
  const next = () => {
    if (count === 0) return setAsked(true)
    keepBasket(event.eventId, basket)
    go(href(pages.checkout, { eventId: event.eventId }))
  }
  useOpening(event)
  return (
    <aside className="ticket-panel" aria-labelledby="tickets-title">
      <h2 id="tickets-title">{t.event.tickets}</h2>
      <ul className="ticket-types">
        {event.ticketTypes.map(type => (
          <TypeLine
            key={type.ticketTypeId}
            event={event}
            type={type}
            quantity={basket[type.ticketTypeId] ?? 0}
            onChange={quantity => set(type, quantity)}
          />
        ))}
      </ul>
      {open && (
        <div className="ticket-sum">
          <p>
            <span>{count > 0 ? t.event.chosen(count) : t.event.subtotal}</span>
            <strong>{money(sum)}</strong>
          </p>
          {asked && (
            <p className="error" role="alert">
              <Icon of={alertIcon} />
              {t.event.choose}
            </p>
          )}
          <Button kind="primary" className="wide" onClick={next}>
            {count > 0 && sum.amount === 0 ? t.event.register : t.event.next}
          </Button>
          <p className="hint">{t.event.secure}</p>
        </div>
      )}
      {priced && <p className="hint">{taxText(t.price.tax, taxOf(event))}</p>}
    </aside>
  )
}

const SOONEST = 2_000
/** The longest delay of `setTimeout`. */
const LATEST = 2 ** 31 - 1

/** Refetches the event when sales start, because people wait for that with the page open. */
function useOpening(event: Event) {
  useEffect(() => {
    const opening = nextOpening(event, serverNow())
    if (opening === null) return
    let timer: ReturnType<typeof setTimeout>
    const ask = () => {
      void queries.invalidateQueries(eventQuery(event.eventId))
      timer = setTimeout(ask, SOONEST)
    }
    const wait = opening - serverNow()
    // Sales should have started by now: wait before asking again.
    if (wait < LATEST) timer = setTimeout(ask, Math.max(wait, SOONEST))
    return () => clearTimeout(timer)
  }, [event])
}
