import { config } from '../config'
import { currentTokens, forgetPerson, keep } from './session'

/** Signs out locally first, whatever fails later; then revokes the refresh token and ends the session of the hosted pages. */
export async function signOut() {
  const token = currentTokens()?.refresh
  forgetPerson()
  keep(null, true)
  const { signIn: pages } = await config()
  if (token) {
    const body = new URLSearchParams({ client_id: pages.clientId, token })
    // With `keepalive`, the browser finishes the request although the next line leaves this page.
    void fetch(`${pages.domain}/oauth2/revoke`, { method: 'POST', body, keepalive: true }).catch(() => undefined)
  }
  location.assign(`${pages.domain}/logout?${new URLSearchParams({ client_id: pages.clientId, logout_uri: `${location.origin}/` })}`)
}
