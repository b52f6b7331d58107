import { CALLBACK, departureKey, departureOf, returnToOf } from './departure'
import { forgetPerson, keep, PERSON, requestTokens, userOf } from './session'

/** Completes `signIn()` at `/signed-in?code=…&state=…`. Returns the path to continue at; null when another tab started it. */
export async function completeSignIn(query: URLSearchParams): Promise<string | null> {
  const departure = departureOf(query)
  const code = query.get('code')
  if (!departure || !code) return null
  const answer = await requestTokens({
    grant_type: 'authorization_code',
    code,
    redirect_uri: location.origin + CALLBACK,
    code_verifier: departure.verifier,
  })
  if (!answer) return null
  const returnTo = returnToOf(query)
  sessionStorage.removeItem(departureKey(query))
  const person = userOf(answer) ?? ''
  // Keep what a guest has chosen; remove what another user left in this tab.
  if ((sessionStorage.getItem(PERSON) ?? person) !== person) forgetPerson()
  sessionStorage.setItem(PERSON, person)
  keep(answer)
  return returnTo
}
