import { useLocationProperty } from 'wouter/use-browser-location'
import type { Headed } from '../api/questions'
import { asProblem } from '../problem'

/** Signing out forgets what begins with this: see auth/session.ts. */
const at = (id: string) => `key:${id}`

/** The key of a guest's order or of a ticket that this tab has opened; null for those of an account. */
export const keyOf = (id: string): string | null => sessionStorage.getItem(at(id))

export const keepKey = (id: string, key: string) => sessionStorage.setItem(at(id), key)

/** The header that opens an order or a ticket with its key. */
export const headerOf = (key: string | null): Headed | undefined => (key ? { 'X-Order-Key': key } : undefined)

/** The key in a link to an order or a ticket: in the fragment, which browsers send to no server. Null when there is none. */
export const keyIn = (link: string): string | null => /#([0-9a-z]{26})$/.exec(link)?.[1] ?? null

/** Whether somebody without a key, with a wrong or a former one asks for an order or a ticket. */
export const isRefused = (error: unknown): boolean => [401, 404].includes(asProblem(error).status)

/** The key of the order or ticket of this page: of its address, where a bookmark needs it, otherwise the one that this tab has kept. */
export function useKey(id: string): string | null {
  const key = keyIn(useLocationProperty(() => location.hash))
  if (key) keepKey(id, key)
  return keyOf(id)
}
