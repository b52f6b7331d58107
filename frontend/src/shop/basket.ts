import { type Event, mostOf } from './data'

/** How many of each ticket type, of one event. Kept in the tab, through signing in and through a hold that lapses. */
export type Basket = Readonly<Record<string, number>>

const key = (eventId: string) => `basket:${eventId}`

/** A link may say what is chosen, `?tty_…=2`, as those of the widget do: then that counts. */
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

/** What of it can be had now: a type that has sold out meanwhile is no part of it. */
export const withinReach = (event: Event, basket: Basket): Basket =>
  Object.fromEntries(
    event.ticketTypes
      .map(type => [type.ticketTypeId, Math.min(basket[type.ticketTypeId] ?? 0, mostOf(event, type))] as const)
      .filter(([, quantity]) => quantity > 0),
  )

/** What is chosen, in the order of the event's ticket types; types that are gone are left out. */
export const chosen = (event: Event, basket: Basket) =>
  event.ticketTypes.map(type => ({ type, quantity: basket[type.ticketTypeId] ?? 0 })).filter(line => line.quantity > 0)

export const ticketsIn = (event: Event, basket: Basket): number => chosen(event, basket).reduce((sum, line) => sum + line.quantity, 0)

/** Before tax. */
export function subtotal(event: Event, basket: Basket) {
  const lines = chosen(event, basket)
  return {
    amount: lines.reduce((sum, line) => sum + line.quantity * line.type.price.amount, 0),
    currency: lines[0]?.type.price.currency ?? event.ticketTypes[0]?.price.currency ?? 'eur',
  }
}
