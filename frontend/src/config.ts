import { offline, Problem } from './api/problem'

/** What differs between stages: written when the site is deployed, answered by the local host on a laptop. The API is always under `/api`. */
export interface Config {
  region: string
  /** The hosted pages for signing in: `domain` has `/oauth2/authorize`, `/oauth2/token`, `/signup`, `/forgotPassword` and `/logout`. */
  signIn: { domain: string; clientId: string }
  /** Set where a stand-in takes the place of Stripe: cards are then sent to it from a plain form. */
  stripeStandIn?: string
}

let loaded: Promise<Config> | undefined

export function config(): Promise<Config> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Config> {
  try {
    // As the preload in the page asks, so that its answer is taken.
    const response = await fetch('/config.json', { credentials: 'same-origin', mode: 'cors' }).catch(offline)
    if (!response.ok) throw new Problem(response.status, {})
    return (await response.json()) as Config
  } catch (error) {
    loaded = undefined
    throw error
  }
}
