import { afterEach, expect, test, vi } from 'vitest'
import { currentSession, keep } from '../auth/session'
import { setLanguage } from '../i18n/language'
import { asProblem, type Problem } from '../problem'
import { api, data, serverNow } from './client'

const answers = (answer: () => Response) => {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => answer())
  vi.stubGlobal('fetch', fetched)
  return fetched
}
const refusal = (call: Promise<unknown>) => call.then(() => null, asProblem) as Promise<Problem | null>
const events = () => data(api.GET('/events'))

afterEach(() => {
  vi.unstubAllGlobals()
  setLanguage('en')
})

test('only a request without an answer says that there is no connection', async () => {
  answers(() => {
    throw new TypeError('Failed to fetch')
  })
  expect(await refusal(events())).toMatchObject({ code: 'offline', passing: true, answered: false })
  answers(() => {
    throw new DOMException('It took too long', 'TimeoutError')
  })
  expect(await refusal(events())).toMatchObject({ code: 'offline', passing: true })
  answers(() => new Response('{"items":['))
  expect(await refusal(events())).toMatchObject({ code: 'offline', passing: true })
  expect(asProblem(new TypeError('undefined is not an object'))).toMatchObject({ code: 'unknown', passing: false, answered: false })
})

test('a refusal of the API is told from one by something before it', async () => {
  answers(() => Response.json({ code: 'forbidden' }, { status: 403 }))
  expect(await refusal(events())).toMatchObject({ code: 'forbidden', status: 403, answered: true })
  answers(() => new Response('<h1>403 ERROR</h1>', { status: 403 }))
  expect(await refusal(events())).toMatchObject({ code: 'unknown', status: 403, answered: false })
})

test('the API hears the language that was chosen', async () => {
  const fetched = answers(() => Response.json({ items: [] }))
  setLanguage('de')
  await events()
  expect(new Headers(fetched.mock.calls[0]?.[1].headers).get('accept-language')).toMatch(/^de/)
})

test('an answer out of a cache does not put the clock of the server back', async () => {
  const now = Date.now() + 60_000
  answers(() => Response.json({ items: [] }, { headers: { date: new Date(now - 30_000).toUTCString(), age: '30' } }))
  await events()
  expect(Math.abs(serverNow() - now)).toBeLessThan(2_000)
})

test('a token that was revoked ends the session that sent it', async () => {
  const id = `x.${btoa(JSON.stringify({ sub: '1' })).replace(/=+$/, '')}.x`
  keep({ id, refresh: 'r', expiresAt: Date.now() + 3_600_000 })
  const fetched = answers(() => Response.json({ code: 'signed_out' }, { status: 401 }))
  expect(await refusal(events())).toMatchObject({ code: 'signed_out', passing: false })
  expect([currentSession(), fetched.mock.calls.length]).toEqual([null, 1])
})
