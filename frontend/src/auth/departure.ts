import { config } from '../config'
import { read } from './session'

/** The redirect target of the hosted pages. */
export const CALLBACK = '/signed-in'

export type SignInPage = 'oauth2/authorize' | 'signup' | 'forgotPassword'

interface Departure {
  verifier: string
  returnTo: string
}

/** See `signIn` in session.ts. */
export async function depart(returnTo: string = here(), page: SignInPage = 'oauth2/authorize') {
  const { signIn: pages } = await config()
  const state = random(16)
  const verifier = random(32)
  const challenge = base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
  sessionStorage.setItem(`departure:${state}`, JSON.stringify({ verifier, returnTo } satisfies Departure))
  const query = new URLSearchParams({
    client_id: pages.clientId,
    redirect_uri: location.origin + CALLBACK,
    response_type: 'code',
    // The last one lets pool.ts change how the user signs in.
    scope: 'openid email profile aws.cognito.signin.user.admin',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    lang: document.documentElement.lang,
  })
  location.assign(`${pages.domain}/${page}?${query}`)
}

/** The path to return to after signing in; after a failed sign-in, the one of the failed attempt. */
const here = (): string =>
  location.pathname === CALLBACK ? returnToOf(new URLSearchParams(location.search)) : location.pathname + location.search

/** The path where the sign-in started, for a retry; `/` when that was in another tab. */
export function returnToOf(query: URLSearchParams): string {
  const returnTo = departureOf(query)?.returnTo ?? '/'
  // Only paths of this site: "//elsewhere" is another host.
  return /^\/(?!\/|\\)/.test(returnTo) ? returnTo : '/'
}

export const departureKey = (query: URLSearchParams): string => `departure:${query.get('state')}`

export const departureOf = (query: URLSearchParams): Departure | null => read(departureKey(query))

const random = (bytes: number): string => base64Url(crypto.getRandomValues(new Uint8Array(bytes)))

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
