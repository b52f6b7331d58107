// @vitest-environment happy-dom
import { render } from 'react-dom'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ask, queries } from '../api/questions'
import { useAction } from './action'

const place = document.createElement('div')
const calls: { path: string; headers: Headers }[] = []
let answers: Response[]
let action: ReturnType<typeof useAction<'POST /registrations/{registrationId}/refunds'>>

function Refunds() {
  action = useAction('POST /registrations/{registrationId}/refunds', { changes: ['/events/{eventId}'] })
  return <p>{`${action.busy} ${action.problem?.code}`}</p>
}

beforeEach(async () => {
  calls.length = 0
  answers = []
  sessionStorage.clear()
  queries.clear()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    calls.push({ path, headers: new Headers(init.headers) })
    return answers.shift() ?? Response.json({})
  })
  render(<Refunds />, place)
})
afterEach(() => {
  render(null, place)
  vi.unstubAllGlobals()
})

const sent = { path: { registrationId: 'reg_1' }, body: { reason: 'Rain' }, key: 'refund:reg_1', version: 4 } as const
const refusal = (status: number, code: string) => Response.json({ code }, { status })
const keyOf = (call: number) => calls[call]?.headers.get('idempotency-key')

test('The key stays until there is an answer, the version makes the call conditional', async () => {
  answers = [refusal(503, 'unavailable'), Response.json({}, { status: 201 }), Response.json({}, { status: 201 })]
  await expect(action.run(sent)).rejects.toThrow()
  await vi.waitFor(() => expect(place.textContent).toBe('false unavailable'))
  await action.run(sent)
  await vi.waitFor(() => expect(place.textContent).toBe('false undefined'))
  await action.run(sent)
  expect(calls.map(({ headers }) => headers.get('if-match'))).toEqual(['"4"', '"4"', '"4"'])
  expect(keyOf(1)).toBe(keyOf(0))
  expect(keyOf(2)).not.toBe(keyOf(1))
})

test('What it changes is asked again afterwards, also after a refusal', async () => {
  const event = ask('/events/{eventId}', { path: { eventId: 'evt_1' } })
  const isOld = () => queries.getQueryState(event.queryKey)?.isInvalidated
  await queries.fetchQuery(event)
  answers = [refusal(409, 'version_mismatch')]
  await expect(action.run(sent)).rejects.toThrow()
  expect(isOld()).toBe(true)
  await queries.fetchQuery(event)
  await action.run(sent)
  expect(isOld()).toBe(true)
})

test('A second press while it runs does nothing, and a press never rejects', async () => {
  answers = [refusal(409, 'nothing_to_refund')]
  const first = action.press(sent)
  expect(await action.press(sent)).toBeUndefined()
  expect(await first).toBeUndefined()
  expect(calls).toHaveLength(1)
})
