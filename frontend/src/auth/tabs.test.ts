// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** A channel whose other end is in the hand of the test. */
class Channel {
  static all: Channel[] = []
  onmessage: ((event: { data: unknown }) => void) | null = null
  said: unknown[] = []
  constructor() {
    Channel.all.push(this)
  }
  postMessage(what: unknown) {
    this.said.push(what)
  }
  close() {}
}

const claims = (sub: string) => `x.${btoa(JSON.stringify({ sub, name: sub })).replace(/=+$/, '')}.x`
const tokens = (sub: string) => ({ id: claims(sub), refresh: 'r', expiresAt: Date.now() + 3_600_000 })

beforeEach(() => {
  vi.resetModules()
  vi.stubGlobal('BroadcastChannel', Channel)
  Channel.all = []
  sessionStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

const start = async () => {
  const session = await import('./session')
  const { shareSession } = await import('./tabs')
  const heard = shareSession()
  const channel = Channel.all[0] as Channel
  return { ...session, heard, channel, hear: (data: unknown) => channel.onmessage?.({ data }) }
}

test('A new tab asks the others, and takes over the session of the first that answers', async () => {
  const { heard, channel, hear, currentSession } = await start()
  expect(channel.said).toEqual(['session?'])
  hear({ tokens: tokens('ada') })
  hear({ tokens: tokens('bob') })
  await heard
  expect(currentSession()?.userId).toBe('ada')
  expect(sessionStorage.getItem('person')).toBe('ada')
})

test('Without an answer nobody is signed in, and the page is shown all the same', async () => {
  const { heard, hear, currentSession } = await start()
  await heard
  expect(currentSession()).toBeNull()
  hear({ signedOut: 'ada' })
  expect(currentSession()).toBeNull()
})

test('A tab with a session answers, and follows its person out, but nobody else', async () => {
  sessionStorage.setItem('session', JSON.stringify(tokens('ada')))
  sessionStorage.setItem('draft:x', '1')
  const { heard, channel, hear, currentSession } = await start()
  await heard
  hear('session?')
  expect(channel.said).toEqual([{ tokens: expect.objectContaining({ id: claims('ada') }) }])
  hear({ tokens: tokens('bob') })
  hear({ signedOut: 'bob' })
  expect(currentSession()?.userId).toBe('ada')
  hear({ renewed: { ...tokens('ada'), refresh: 'second' } })
  expect(channel.said).toHaveLength(1)
  expect(JSON.parse(sessionStorage.getItem('session') ?? '')).toMatchObject({ refresh: 'second' })
  hear({ signedOut: 'ada' })
  expect(currentSession()).toBeNull()
  expect(sessionStorage.getItem('draft:x')).toBeNull()
})

test('The tokens of a gate device are not for other tabs', async () => {
  const { keep, channel, hear } = await start()
  keep({ ...tokens('device'), renew: async () => null })
  hear('session?')
  keep({ ...tokens('device'), refresh: 'second', renew: async () => null })
  expect(channel.said).toEqual(['session?'])
})

test('A tab tells the others that its session was renewed, and that its person has signed out', async () => {
  sessionStorage.setItem('session', JSON.stringify({ ...tokens('ada'), expiresAt: 0 }))
  sessionStorage.setItem('person', 'ada')
  vi.stubGlobal('fetch', async (address: string) =>
    address === '/config.json'
      ? Response.json({ region: 'us-east-1', signIn: { domain: 'https://pages.example', clientId: 'client' } })
      : Response.json({ id_token: claims('ada'), refresh_token: 'second', expires_in: 3600 }),
  )
  vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const { channel, token } = await start()
  const { signOut } = await import('./sign-out')
  await token()
  await signOut()
  expect(channel.said).toEqual([{ renewed: expect.objectContaining({ refresh: 'second' }) }, { signedOut: 'ada' }])
})
