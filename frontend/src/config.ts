import { offline, Problem } from './problem'

/** Settings that differ per stage: written at deployment, or served by the local host. The API is always under `/api`. */
export interface Config {
  region: string
  /**
   * The hosted sign-in pages: `domain` serves `/oauth2/authorize`, `/oauth2/token`, `/signup`, `/forgotPassword` and `/logout`. `pool` is the
   * address of the user pool's own API where that is not the region's.
   */
  signIn: { domain: string; clientId: string; pool?: string }
  /** Set where a stand-in replaces Stripe: a plain form then sends the card to it. */
  stripeStandIn?: string
}

let loaded: Promise<Config> | undefined

export function config(): Promise<Config> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Config> {
  try {
    // The same options as the preload in the HTML page, so that the browser reuses its response.
    const response = await fetch('/config.json', { credentials: 'same-origin', mode: 'cors' }).catch(offline)
    if (!response.ok) throw new Problem(response.status, {})
    return (await response.json()) as Config
  } catch (error) {
    loaded = undefined
    throw error
  }
}
