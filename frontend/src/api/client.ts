import type { Client } from 'openapi-fetch'
import { token, tokenRefused } from '../auth/session'
import { locale } from '../i18n/language'
import { offline, Problem } from '../problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export { Problem }

const LIMIT = 20_000
let ahead = 0

/** The server's time in milliseconds since 1970: a device's clock may be minutes off, and a hold lasts minutes. */
export const serverNow = (): number => Date.now() + ahead

interface Sent {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, unknown> }
  body?: unknown
  signal?: AbortSignal
}

/**
 * The API client, typed by `api/openapi.json`. Unwrap its responses with {@link data}. It uses the types of openapi-fetch, but only about a
 * seventh of its run-time code is needed, so that is written here.
 */
export const api = Object.fromEntries(
  ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map(method => [method, (path: string, sent?: Sent) => send(method, path, sent)]),
) as unknown as Pick<Client<paths>, 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'>

async function send(method: string, path: string, { params = {}, body, signal }: Sent = {}) {
  // Without this the browser sends its own languages instead of the chosen one.
  const headers = new Headers({ 'Accept-Language': locale() })
  for (const [name, value] of Object.entries(params.header ?? {})) if (value != null) headers.set(name, String(value))
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  const limit = AbortSignal.timeout(LIMIT)
  const until = signal ? AbortSignal.any([signal, limit]) : limit
  // The authorizer of API Gateway accepts ID tokens where no scopes are required. Renewing the token counts toward the same timeout.
  const bearer = await before(until, token()).catch(offline)
  if (bearer) headers.set('Authorization', `Bearer ${bearer}`)
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params.query ?? {})) if (value != null) query.set(name, String(value))
  const at = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params.path?.[name])))
  const response = await fetch(`/api${at}${query.size > 0 ? `?${query}` : ''}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: until,
  }).catch(offline)
  const told = Date.parse(response.headers.get('date') ?? '')
  // Anonymous responses may come from a cache; the Age header gives their age in seconds.
  if (told) ahead = told + Number(response.headers.get('age') ?? 0) * 1000 - Date.now()
  // An error response may not be JSON. A truncated response counts as no response.
  const json = [202, 204].includes(response.status) ? undefined : await response.json().catch(response.ok ? offline : () => undefined)
  if (response.status === 401) tokenRefused(bearer, json?.code === 'signed_out')
  return response.ok ? { data: json, response } : { error: json, response }
}

/** Settles as the promise does; rejects when the signal aborts first. */
const before = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      const stop = () => reject(signal.reason)
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop)
    }),
  ])

/**
 * Returns the body of a response: `await data(api.GET('/events/{eventId}', { params: { path: { eventId } } }))`.
 * @throws {Problem} when the API refuses or cannot be reached.
 */
export async function data<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const answer = await call
  if (answer.response.ok) return answer.data as T
  throw new Problem(answer.response.status, isRecord(answer.error) ? answer.error : {}, answer.response.headers.get('x-request-id'))
}

/** Creates an idempotency key. Reuse it for every retry of the same request; create a new one when the body changes. */
export const idempotencyKey = (): string => crypto.randomUUID()

const isRecord = (value: unknown): value is Record<string, never> => typeof value === 'object' && value !== null
