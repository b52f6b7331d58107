import { useSyncExternalStore } from 'react'
import { config } from '../config'
import { listeners } from '../listeners'
import { offline, Problem } from '../problem'
import type { SignInPage } from './departure'

/** The signed-in user, from the claims of the ID token. */
export interface Session {
  userId: string
  email: string
  name: string
  groups: readonly string[]
}

export interface Tokens {
  id: string
  /** For the pool's own operations, such as two-step sign-in: see pool.ts. Sessions of before it was kept lack it. */
  access?: string
  refresh: string | null
  /** Milliseconds since 1970. */
  expiresAt: number
  /** How a paired gate device renews them. Its tokens are not kept here: see scanner/pairing.ts. */
  renew?: () => Promise<Tokens | null>
}

const KEPT = 'session'
/** The session storage key that holds the user whose data this tab keeps. */
export const PERSON = 'person'
/** The prefixes of the keys under which the shop and forms keep a user's data in session storage. */
const OF_A_PERSON = /^(draft|order|basket|paid|key):/
/** Renew the token this long before it expires, so that it does not expire in transit. */
const MARGIN = 60_000

let tokens: Tokens | null = read<Tokens>(KEPT)
let session: Session | null = tokens && sessionOf(tokens.id)
let refreshing: Promise<string | null> | null = null
/** Whether the session has ended while this page was open, other than by its own sign-out. */
let ended = false
const changes = listeners()

// Each part of the site is its own page. A page restored from the back/forward cache has to reread the session, which may have changed.
addEventListener('pageshow', event => {
  if (event.persisted && userOf(read<Tokens>(KEPT)) !== userOf(tokens)) location.reload()
})

/** Returns the signed-in user or null, and re-renders when that changes. */
export const useSession = (): Session | null => useSyncExternalStore(listen, () => session)

/** The tokens of this tab, for this folder and the scanner's pairing alone. */
export const currentTokens = (): Tokens | null => tokens

export const currentSession = (): Session | null => session

/** Whether the user was signed out by something else than this page: another tab, another device, an administrator, time. */
export const wasSignedOut = (): boolean => ended

/** Redirects to the hosted sign-in pages, which return to `returnTo`, a path of this site; by default this page. */
export const signIn = async (returnTo?: string, page?: SignInPage): Promise<void> => (await import('./departure')).depart(returnTo, page)

/** Returns a valid ID token, renewed if needed; null when nobody is signed in. */
export const token = async (): Promise<string | null> =>
  tokens && Date.now() >= tokens.expiresAt - MARGIN ? renew() : (tokens?.id ?? null)

/** Renews the token before its time, when what it says of its user has changed. Returns null when nobody is signed in. */
export async function renew(): Promise<string | null> {
  if (!tokens) return null
  refreshing ??= refresh(tokens).finally(() => {
    refreshing = null
  })
  return refreshing
}

/**
 * Ends the local session after the API rejected its token: the user has to sign in again. A refused token that has been replaced meanwhile
 * says nothing about the new one.
 * @param revoked Whether the user was signed out everywhere: then what this tab keeps of them goes too, and all other tabs follow.
 */
export function tokenRefused(refused: string | null, revoked: boolean) {
  if (!tokens || tokens.id !== refused) return
  if (revoked) forgetPerson()
  keep(null)
}

async function refresh(old: Tokens): Promise<string | null> {
  const answer = await (old.renew?.() ?? (old.refresh ? requestTokens({ grant_type: 'refresh_token', refresh_token: old.refresh }) : null))
  // The session changed while the token was being renewed: discard the new token.
  if (tokens !== old) return tokens?.id ?? null
  keep(answer && { ...answer, refresh: answer.refresh ?? old.refresh })
  return answer?.id ?? null
}

/** Null when the code or token is rejected. Throws when there is no response or a server error, which says nothing about the session. */
export async function requestTokens(form: Record<string, string>): Promise<Tokens | null> {
  const { signIn: pages } = await config()
  const response = await fetch(`${pages.domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: pages.clientId, ...form }),
  }).catch(offline)
  if (response.status === 400 || response.status === 401) return null
  if (!response.ok) throw new Problem(response.status, { code: 'busy' })
  const body = (await response.json()) as { id_token: string; access_token?: string; refresh_token?: string; expires_in: number }
  return {
    id: body.id_token,
    access: body.access_token,
    refresh: body.refresh_token ?? null,
    expiresAt: Date.now() + body.expires_in * 1000,
  }
}

/** Deletes what this tab keeps of its user. */
export function forgetPerson() {
  sessionStorage.removeItem(PERSON)
  for (const key of Object.keys(sessionStorage)) if (OF_A_PERSON.test(key)) sessionStorage.removeItem(key)
}

/** Replaces the session of this tab; null ends it. @param leaving The page itself signs its user out. */
export function keep(next: Tokens | null, leaving = false) {
  ended = !next && session !== null && !leaving
  tokens = next
  session = next && sessionOf(next.id)
  if (next && !next.renew) sessionStorage.setItem(KEPT, JSON.stringify(next))
  else sessionStorage.removeItem(KEPT)
  changes.tell()
}

/** Decodes the token without verifying it, which the API does. Used only to show the name. */
function sessionOf(id: string): Session | null {
  try {
    const bytes = Uint8Array.from(atob((id.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as {
      sub: string
      email?: string
      name?: string
      'cognito:groups'?: string[]
    }
    return {
      userId: claims.sub,
      email: claims.email ?? '',
      name: claims.name ?? claims.email ?? '',
      groups: claims['cognito:groups'] ?? [],
    }
  } catch {
    return null
  }
}

export const userOf = (of: Tokens | null): string | undefined => (of ? sessionOf(of.id)?.userId : undefined)

/** Calls the listener after each change of the session, until the returned function is called. */
export const { listen } = changes

export function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}
