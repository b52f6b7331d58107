import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { send } from './operations'
import { ask, askPages, changed, queries } from './questions'

const calls: { method: string; path: string; headers: Headers; signal?: AbortSignal | null }[] = []
let answer: (path: string) => Response

beforeEach(() => {
  calls.length = 0
  queries.clear()
  answer = () => Response.json({ items: [], next: null })
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    calls.push({ method: init.method ?? '', path, headers: new Headers(init.headers), signal: init.signal })
    return answer(path)
  })
})
afterEach(() => vi.unstubAllGlobals())

test('A question is its path and its parameters: the same one is asked once', async () => {
  const question = ask('/events/{eventId}', { path: { eventId: 'evt_1' } })
  await Promise.all([queries.fetchQuery(question), queries.fetchQuery(ask('/events/{eventId}', { path: { eventId: 'evt_1' } }))])
  await queries.fetchQuery(ask('/events/{eventId}', { path: { eventId: 'evt_2' } }))
  expect(calls.map(({ path }) => path)).toEqual(['/api/events/evt_1', '/api/events/evt_2'])
})

test('A list goes on from the cursor of its last page', async () => {
  answer = path => Response.json({ items: [path], next: path.includes('cursor') ? null : 'c1' })
  const question = askPages('/events/{eventId}/registrations', { path: { eventId: 'evt_1' } }, 2)
  const { pages } = await queries.fetchInfiniteQuery({ ...question, pages: 5 })
  expect(pages.map(({ items }) => items)).toEqual([
    ['/api/events/evt_1/registrations?limit=2'],
    ['/api/events/evt_1/registrations?limit=2&cursor=c1'],
  ])
})

test('A change asks again what is on the screen, and leaves the rest until it is needed', async () => {
  const shown = ask('/events/{eventId}', { path: { eventId: 'evt_1' } })
  const hidden = ask('/me', {})
  const stop = new QueryObserver(queries, shown).subscribe(() => undefined)
  await queries.fetchQuery(hidden)
  await vi.waitFor(() => expect(queries.getQueryState(shown.queryKey)?.status).toBe('success'))
  calls.length = 0
  await changed('/events/{eventId}', '/me')
  expect(calls.map(({ path }) => path)).toEqual(['/api/events/evt_1'])
  expect(queries.getQueryState(hidden.queryKey)?.isInvalidated).toBe(true)
  stop()
})

test('Who leaves a question aborts it', async () => {
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    calls.push({ method: '', path, headers: new Headers(), signal: init.signal })
    return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
  })
  const stop = new QueryObserver(queries, ask('/me', {})).subscribe(() => undefined)
  await vi.waitFor(() => expect(calls).toHaveLength(1))
  stop()
  expect(calls[0]?.signal?.aborted).toBe(true)
})

test('An operation is sent to its path, with its body and headers', async () => {
  await send('PATCH /events/{eventId}', { path: { eventId: 'evt_1' }, body: { title: 'New', notify: true }, header: { 'If-Match': '"3"' } })
  expect(calls.map(({ method, path, headers }) => [method, path, headers.get('if-match')])).toEqual([['PATCH', '/api/events/evt_1', '"3"']])
})
