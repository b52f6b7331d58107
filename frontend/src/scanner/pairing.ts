import { currentTokens, keep, listen, type Session, type Tokens } from '../auth/session'
import { config } from '../config'
import { offline, Problem } from '../problem'
import type { Choice } from './events'

/** This device as a gate device that belongs to nobody: what it scans for, until when. */
export interface Pairing {
  name: string
  until: string
  events: Choice[]
  /** The app client of its tokens. */
  client: string
  /** Null once the user pool has refused to renew them. */
  tokens: Tokens | null
}

const KEPT = 'device'

/** The pairing of this device, until it is unpaired: also after the server has ended it. Null when it is not paired. */
export function pairing(): Pairing | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Pairing | null
  } catch {
    return null
  }
}

/** Whether this page acts as the paired device; a person who has signed in in this tab comes first. */
export const actsAsDevice = (): boolean => Boolean(currentTokens()?.renew)

/** Whether the server has ended the pairing: it refuses what the device asks for, or to renew its tokens. */
export const hasEnded = (session: Session | null, problem: Problem | null): boolean =>
  pairing() !== null && (actsAsDevice() ? problem?.code === 'forbidden' : !session)

/** Continues as the paired device where nobody is signed in. */
export function resumePairing() {
  const kept = pairing()
  if (kept && !currentTokens()) actAsDevice(kept)
  let before = currentTokens()
  listen(() => {
    const [old, now] = [before, currentTokens()]
    before = now
    // Nobody can sign in for a device whose token was refused: its next call renews it, and only that can end the session.
    if (old?.renew && !now && isKept(old)) keep({ ...old, expiresAt: 0 })
  })
}

/** Whether the tokens are still those of the pairing: another tab may have paired the device anew, or unpaired it. */
const isKept = ({ refresh }: Tokens) => pairing()?.tokens?.refresh === refresh

const ofDevice = (tokens: Tokens, client: string): Tokens => ({
  ...tokens,
  renew: async () => {
    const renewed = await renew(tokens, client)
    const kept = pairing()
    if (kept && isKept(tokens)) keepPairing({ ...kept, tokens: renewed })
    return renewed && ofDevice(renewed, client)
  },
})

/** The names of the user pool's refusals that say that the device was removed, or paired too long ago. */
const REFUSED = /\b(NotAuthorized|UserNotFound)Exception$/

/**
 * Renews the tokens at the user pool: the app client of devices has no hosted pages. Null when the pool refuses.
 * @throws {Problem} a passing one, when there is no answer that says so.
 */
async function renew({ refresh }: Tokens, client: string): Promise<Tokens | null> {
  const { region, signIn } = await config()
  const response = await fetch(signIn.pool ?? `https://cognito-idp.${region}.amazonaws.com`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({ AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: client, AuthParameters: { REFRESH_TOKEN: refresh } }),
  }).catch(offline)
  const answer = await response.json().catch(offline)
  if (REFUSED.test(answer.__type)) return null
  if (!response.ok) throw new Problem(503, { code: 'busy' })
  const { IdToken, AccessToken, ExpiresIn } = answer.AuthenticationResult
  return { id: IdToken, access: AccessToken, refresh, expiresAt: Date.now() + ExpiresIn * 1000 }
}

/** Replaces the pairing; null forgets it. */
export function keepPairing(next: Pairing | null) {
  if (next) localStorage.setItem(KEPT, JSON.stringify(next))
  else localStorage.removeItem(KEPT)
}

/** Goes on as the device of the pairing. */
export const actAsDevice = ({ tokens, client }: Pairing) => keep(tokens && ofDevice(tokens, client))
