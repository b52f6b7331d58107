import type { ComponentProps } from 'react'
import type { Router } from 'wouter'

export type Way = () => void

/** Set while there are unsaved changes: asks the user, who may then go that way. */
let asks: ((way: Way, signsOut?: boolean) => void) | null = null

/** Goes a way out of the page, after a question when there are unsaved changes. */
export const leave = (way: Way, signsOut = false) => (asks ? asks(way, signsOut) : way())

/** Entries of the history are numbered, so that a refused Back can be undone. */
export const positionOf = (state: unknown): number => Number((state as { position?: number } | null)?.position ?? 0)

/**
 * For wouter's `Router`: links and `go()` ask before they leave unsaved changes. A change of the search alone stays on the page.
 */
export const aroundNav: ComponentProps<typeof Router>['aroundNav'] = (navigate, to, options) => {
  const position = positionOf(history.state) + (options?.replace ? 0 : 1)
  const go = () => navigate(to, { ...options, state: { ...options?.state, position } })
  if (new URL(to, location.href).pathname === location.pathname) go()
  else leave(go)
}

/** Sets who is asked before somebody leaves the page; null: nobody. */
export const askWith = (ask: typeof asks) => {
  asks = ask
}
