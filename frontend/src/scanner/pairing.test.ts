// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const token = (sub: string) => `x.${btoa(JSON.stringify({ sub })).replace(/=+$/, '')}.x`
const kept = (expiresIn: number) => ({
  name: 'North entrance',
  until: '2027-05-15T18:00:00Z',
  events: [],
  client: 'devices',
  tokens: { id: token('dev'), access: 'a', refresh: 'r', expiresAt: Date.now() + expiresIn },
})

/** What the user pool answers, in order; records what it was asked. */
function answers(...all: [status: number, body: object][]) {
  const asked: { address: string; body: object }[] = []
  vi.stubGlobal('fetch', async (address: string, init?: RequestInit) => {
    if (address === '/config.json')
      return Response.json({ region: 'eu-central-1', signIn: { domain: 'https://pages.example', clientId: 'people' } })
    asked.push({ address, body: JSON.parse(String(init?.body)) })
    const [status, body] = all.shift() ?? [500, {}]
    return Response.json(body, { status })
  })
  return asked
}

/** The scanner's page as it starts on a device that was paired before. */
async function start(expiresIn = 3_600_000) {
  localStorage.setItem('device', JSON.stringify(kept(expiresIn)))
  const [session, pairing] = [await import('../auth/session'), await import('./pairing')]
  pairing.resumePairing()
  return { ...session, ...pairing }
}

const renewal = [200, { AuthenticationResult: { IdToken: token('dev'), AccessToken: 'b', ExpiresIn: 3600 } }] as [number, object]

beforeEach(() => {
  vi.resetModules()
  sessionStorage.clear()
  localStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

test('A paired device is signed in where nobody else is, and for the scanner alone', async () => {
  const { currentSession, actsAsDevice } = await start()
  expect([currentSession()?.userId, actsAsDevice(), sessionStorage.length]).toEqual(['dev', true, 0])

  vi.resetModules()
  sessionStorage.setItem('session', JSON.stringify({ id: token('ada'), refresh: null, expiresAt: Date.now() + 3_600_000 }))
  const person = await start()
  expect([person.currentSession()?.userId, person.actsAsDevice()]).toEqual(['ada', false])
})

test('Its tokens are renewed at the user pool, by its own app client, and kept', async () => {
  const asked = answers(renewal)
  const session = await start(1_000)
  expect(await session.token()).toBe(token('dev'))
  expect(asked).toEqual([
    {
      address: 'https://cognito-idp.eu-central-1.amazonaws.com',
      body: { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: 'devices', AuthParameters: { REFRESH_TOKEN: 'r' } },
    },
  ])
  expect(session.pairing()?.tokens).toMatchObject({ access: 'b', refresh: 'r' })
  expect(session.pairing()?.tokens?.expiresAt).toBeGreaterThan(Date.now() + 3_000_000)
})

test('A refused renewal ends the session and says so; a busy pool does not', async () => {
  answers([400, { __type: 'TooManyRequestsException' }], [400, { __type: 'com.amazonaws#NotAuthorizedException' }])
  const session = await start(1_000)
  await expect(session.token()).rejects.toMatchObject({ passing: true })
  expect(session.hasEnded(session.currentSession(), null)).toBe(false)
  expect(await session.token()).toBeNull()
  expect([session.currentSession(), session.pairing()?.name, session.hasEnded(null, null)]).toEqual([null, 'North entrance', true])
})

test('A refused token is renewed, because nobody can sign in for a device', async () => {
  const asked = answers(renewal)
  const session = await start()
  session.tokenRefused(token('dev'), true)
  expect([session.actsAsDevice(), session.wasSignedOut()]).toEqual([true, false])
  await session.token()
  expect(asked).toHaveLength(1)
})

test('A device that another tab has unpaired stays so', async () => {
  answers(renewal)
  const session = await start(1_000)
  localStorage.clear()
  await session.token()
  expect(session.pairing()).toBeNull()
})
