// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const token = (claims: object) => `x.${btoa(JSON.stringify(claims)).replace(/=+$/, '')}.x`
const configured = { region: 'us-east-1', signIn: { domain: 'https://pages.example', clientId: 'client' } }
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

beforeEach(() => {
  vi.resetModules()
  sessionStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

/** The sign-in server's responses in order; records the requests. */
function answers(...all: (Response | Error)[]) {
  const asked: URLSearchParams[] = []
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    if (address === '/config.json') return json(configured)
    asked.push(new URLSearchParams(init?.body as URLSearchParams))
    const next = all.shift()
    if (next instanceof Error) throw next
    return next
  })
  return asked
}

const keep = (expiresIn: number) =>
  sessionStorage.setItem(
    'session',
    JSON.stringify({ id: token({ sub: '1', name: 'Ada' }), refresh: 'old', expiresAt: Date.now() + expiresIn }),
  )

test('signing in sends the challenge of the verifier that is kept, and comes back to where it began', async () => {
  const asked = answers(
    json({ id_token: token({ sub: '1', name: 'Ada', 'cognito:groups': ['Organizers'] }), refresh_token: 'r', expires_in: 3600 }),
  )
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const { signIn, currentSession } = await import('./session')
  const { completeSignIn } = await import('./return')
  await signIn('/me/tickets')
  const sent = new URL(String(assign.mock.calls[0]?.[0])).searchParams
  expect(sent.get('code_challenge_method')).toBe('S256')

  expect(await completeSignIn(new URLSearchParams({ code: 'c', state: sent.get('state') ?? '' }))).toBe('/me/tickets')
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(asked[0]?.get('code_verifier') ?? '')))
  expect(sent.get('code_challenge')).toBe(
    btoa(String.fromCharCode(...digest))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, ''),
  )
  expect(currentSession()).toMatchObject({ name: 'Ada', groups: ['Organizers'] })
})

test('an answer with a state that this tab did not send is refused', async () => {
  const asked = answers()
  const { currentSession } = await import('./session')
  const { completeSignIn } = await import('./return')
  expect(await completeSignIn(new URLSearchParams({ code: 'c', state: 'somebody-else' }))).toBeNull()
  expect(asked).toEqual([])
  expect(currentSession()).toBeNull()
})

test('only a path of this site is returned to', async () => {
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    vi.resetModules()
    answers(json({ id_token: token({ sub: '1' }), expires_in: 3600 }))
    sessionStorage.setItem('departure:s', JSON.stringify({ verifier: 'v', returnTo: elsewhere }))
    const { completeSignIn } = await import('./return')
    expect(await completeSignIn(new URLSearchParams({ code: 'c', state: 's' }))).toBe('/')
  }
})

test('what somebody has typed and chosen is not shown to the next person, and what a guest has chosen goes along', async () => {
  const mine = ['draft:attendees:evt_1:1', 'order:evt_1', 'basket:evt_1', 'paid:reg_1', 'key:new-event']
  const arrive = async (sub: string) => {
    answers(json({ id_token: token({ sub }), expires_in: 3600 }))
    sessionStorage.setItem('departure:s', JSON.stringify({ verifier: 'v', returnTo: '/' }))
    const { completeSignIn } = await import('./return')
    await completeSignIn(new URLSearchParams({ code: 'c', state: 's' }))
  }
  const kept = () => mine.filter(key => sessionStorage.getItem(key) !== null)
  const fill = () => {
    for (const key of mine) sessionStorage.setItem(key, 'x')
  }
  fill()
  await arrive('1')
  expect(kept()).toEqual(mine)
  await arrive('1')
  expect(kept()).toEqual(mine)
  await arrive('2')
  expect(kept()).toEqual([])
  fill()
  vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const { signOut } = await import('./sign-out')
  await signOut()
  expect(kept()).toEqual([])
})

test('signing out makes the refresh token useless, and succeeds here where that fails', async () => {
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  for (const answer of [json({}), new TypeError('Failed to fetch')]) {
    vi.resetModules()
    keep(3_600_000)
    const asked = answers(answer)
    const session = await import('./session')
    const { signOut } = await import('./sign-out')
    await signOut()
    expect(asked.map(form => Object.fromEntries(form))).toEqual([{ client_id: 'client', token: 'old' }])
    expect(session.currentSession()).toBeNull()
    expect(assign).toHaveBeenLastCalledWith(expect.stringContaining('https://pages.example/logout?'))
  }
  vi.resetModules()
  keep(3_600_000)
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  const session = await import('./session')
  const { signOut } = await import('./sign-out')
  await expect(signOut()).rejects.toThrow()
  expect(session.currentSession()).toBeNull()
  expect(sessionStorage.getItem('session')).toBeNull()
})

test('a sign-in that was refused begins again at the same place', async () => {
  answers(json({ error: 'invalid_grant' }, 400))
  sessionStorage.setItem('departure:s', JSON.stringify({ verifier: 'v', returnTo: '/checkout/evt_1' }))
  const { returnToOf } = await import('./departure')
  const { completeSignIn } = await import('./return')
  const query = new URLSearchParams({ code: 'c', state: 's' })
  expect(await completeSignIn(query)).toBeNull()
  expect(returnToOf(query)).toBe('/checkout/evt_1')
  expect(returnToOf(new URLSearchParams({ state: 'other' }))).toBe('/')
})

test('a token that is about to end is renewed once for all who ask', async () => {
  keep(1_000)
  const renewed = token({ sub: '1', name: 'Ada again' })
  const asked = answers(json({ id_token: renewed, expires_in: 3600 }))
  const session = await import('./session')
  expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual([renewed, renewed, renewed])
  expect(asked.map(form => form.get('refresh_token'))).toEqual(['old'])
})

test('a refused renewal signs out, and one without an answer, or with a busy one, does not', async () => {
  keep(1_000)
  answers(new TypeError('offline'), json({}, 429), json({}, 503), json({ error: 'invalid_grant' }, 400))
  const session = await import('./session')
  for (let tries = 0; tries < 3; tries++) {
    await expect(session.token()).rejects.toThrow()
    expect(session.currentSession()).not.toBeNull()
  }
  expect(await session.token()).toBeNull()
  expect(session.currentSession()).toBeNull()
})

test('a renewal that is answered after the sign-out signs nobody in again', async () => {
  keep(1_000)
  let answer: (response: Response) => void = () => undefined
  const renewal = new Promise<Response>(resolve => {
    answer = resolve
  })
  vi.stubGlobal('fetch', async (address: string) =>
    address === '/config.json' ? json(configured) : address.endsWith('/token') ? renewal : json({}),
  )
  vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const session = await import('./session')
  const renewed = session.token()
  const { signOut } = await import('./sign-out')
  await signOut()
  answer(json({ id_token: token({ sub: '1' }), expires_in: 3600 }))
  expect(await renewed).toBeNull()
  expect(session.currentSession()).toBeNull()
  expect(sessionStorage.getItem('session')).toBeNull()
})

test('a page that comes back as it was left is loaded anew when another part of the site has signed out', async () => {
  keep(3_600_000)
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined)
  const listen = vi.spyOn(globalThis, 'addEventListener')
  await import('./session')
  const [, onShow] = listen.mock.calls.find(([type]) => type === 'pageshow') as unknown as [string, (event: Event) => void]
  const back = (persisted: boolean) => onShow(Object.assign(new Event('pageshow'), { persisted }))
  back(true)
  sessionStorage.removeItem('session')
  back(false)
  expect(reload).not.toHaveBeenCalled()
  back(true)
  expect(reload).toHaveBeenCalled()
})

test('who signs in from the page of a failed sign-in goes where the first try was to lead', async () => {
  answers()
  sessionStorage.setItem('departure:s', JSON.stringify({ verifier: 'v', returnTo: '/me/tickets' }))
  history.replaceState(null, '', '/signed-in?state=s&error=access_denied')
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const { signIn } = await import('./session')
  const { returnToOf } = await import('./departure')
  await signIn()
  history.replaceState(null, '', '/')
  expect(returnToOf(new URL(String(assign.mock.calls.at(-1)?.[0])).searchParams)).toBe('/me/tickets')
})

test('a token that was revoked ends the session in all tabs, without asking for another, and says so', async () => {
  keep(3_600_000)
  sessionStorage.setItem('person', '1')
  sessionStorage.setItem('draft:1', 'typed')
  const asked = answers()
  const session = await import('./session')
  const id = session.currentTokens()?.id ?? null
  session.tokenRefused('one that was replaced', true)
  expect(session.currentSession()).not.toBeNull()

  session.tokenRefused(id, true)
  expect([session.currentSession(), session.wasSignedOut(), await session.token()]).toEqual([null, true, null])
  // Without its person the tab tells the others: see tabs.ts.
  expect(['session', 'person', 'draft:1'].map(key => sessionStorage.getItem(key))).toEqual([null, null, null])
  expect(asked).toEqual([])
})

test('a session that has run out keeps what was typed, and one that the page ends itself is not announced', async () => {
  keep(3_600_000)
  sessionStorage.setItem('draft:1', 'typed')
  answers(json({}))
  vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const session = await import('./session')
  const signedIn = session.currentTokens()
  session.tokenRefused(signedIn?.id ?? null, false)
  expect([session.wasSignedOut(), sessionStorage.getItem('draft:1')]).toEqual([true, 'typed'])

  session.keep(signedIn)
  const { signOut } = await import('./sign-out')
  await signOut()
  expect(session.wasSignedOut()).toBe(false)
})
