import { type Event, mostOf } from './data'

/** Quantities by ticket type for one event. Kept in session storage while signing in and after an expired hold. */
export type Basket = Readonly<Record<string, number>>

const key = (eventId: string) => `basket:${eventId}`

/** Reads the basket. Quantities in the URL (`?tty_…=2`, from the widget) take precedence. */
export function basketOf(eventId: string): Basket {
  const sent = [...new URLSearchParams(location.search)].filter(([name, n]) => /^tty_\w+$/.test(name) && /^[1-9]\d?$/.test(n))
  if (sent.length > 0) keepBasket(eventId, Object.fromEntries(sent.map(([name, n]) => [name, Number(n)])))
  try {
    return JSON.parse(sessionStorage.getItem(key(eventId)) ?? '{}') as Basket
  } catch {
    return {}
  }
}

export const keepBasket = (eventId: string, basket: Basket) => sessionStorage.setItem(key(eventId), JSON.stringify(basket))

export const emptyBasket = (eventId: string) => sessionStorage.removeItem(key(eventId))

/** Limits the basket to what is available now. */
export const withinReach = (event: Event, basket: Basket): Basket =>
  Object.fromEntries(
    event.ticketTypes
      .map(type => [type.ticketTypeId, Math.min(basket[type.ticketTypeId] ?? 0, mostOf(event, type))] as const)
      .filter(([, quantity]) => quantity > 0),
  )

/** The chosen lines in the order of the event's ticket types, without types that no longer exist. */
export const chosen = (event: Event, basket: Basket) =>
  event.ticketTypes.map(type => ({ type, quantity: basket[type.ticketTypeId] ?? 0 })).filter(line => line.quantity > 0)

export const ticketsIn = (event: Event, basket: Basket): number => chosen(event, basket).reduce((sum, line) => sum + line.quantity, 0)

/** The sum of the listed prices. */
export function subtotal(event: Event, basket: Basket) {
  const lines = chosen(event, basket)
  return {
    amount: lines.reduce((sum, line) => sum + line.quantity * line.type.price.amount, 0),
    currency: lines[0]?.type.price.currency ?? event.ticketTypes[0]?.price.currency ?? 'eur',
  }
}
