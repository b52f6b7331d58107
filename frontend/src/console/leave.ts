import type { ComponentProps } from 'react'
import type { Router } from 'wouter'

export type Way = () => void

/** What stands before the ways out of a page with unsaved changes. */
interface Gate {
  ask: (way: Way, signsOut?: boolean) => void
  onBack: (event: PopStateEvent) => void
}

let gate: Gate | null = null

/** Sets what stands before the ways out of the page; null: nothing. */
export const setGate = (next: Gate | null) => {
  gate = next
}

/** Goes a way out of the page, after a question when there are unsaved changes. */
export const leave = (way: Way, signsOut = false) => (gate ? gate.ask(way, signsOut) : way())

/** Entries of the history are numbered, so that a refused Back can be undone. */
export const positionOf = (state: unknown): number => Number((state as { position?: number } | null)?.position ?? 0)

/** For wouter's `Router`: links and `go()` ask before they leave unsaved changes. A change of the search alone stays on the page. */
export const aroundNav: ComponentProps<typeof Router>['aroundNav'] = (navigate, to, options) => {
  const position = positionOf(history.state) + (options?.replace ? 0 : 1)
  const go = () => navigate(to, { ...options, state: { ...options?.state, position } })
  if (new URL(to, location.href).pathname === location.pathname) go()
  else leave(go)
}

// Listeners of the window are called in the order in which they were added: this one has to be before the router's.
addEventListener('popstate', event => gate?.onBack(event))
