import createClient, { type Middleware } from 'openapi-fetch'
import { token, tokenRefused } from '../auth/session'
import { asProblem, Problem } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']
export { Problem }

const LIMIT = 20_000

/** Sends the ID token of whoever is signed in: the gateway's authorizer takes ID tokens where no scopes are asked for. */
const signed: Middleware = {
  async onRequest({ request }) {
    const bearer = await token()
    if (bearer) request.headers.set('Authorization', `Bearer ${bearer}`)
    return request
  },
  onResponse({ response }) {
    if (response.status === 401) tokenRefused()
  },
}

/** The API, typed by `api/openapi.json`. Take answers with {@link data}. */
export const api = createClient<paths>({
  baseUrl: '/api',
  fetch: request => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(LIMIT)]) }),
})
api.use(signed)

/**
 * The body of an answer: `await data(api.GET('/events/{eventId}', { params: { path: { eventId } } }))`.
 * @throws {Problem} when the API refuses or cannot be reached.
 */
export async function data<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer: Awaited<typeof call>
  try {
    answer = await call
  } catch (error) {
    throw error instanceof DOMException ? new Problem(0, { code: 'offline', detail: error.message }) : asProblem(error)
  }
  if (answer.response.ok) return answer.data as T
  throw new Problem(answer.response.status, isRecord(answer.error) ? answer.error : {}, answer.response.headers.get('x-request-id'))
}

/** Of a request that must have its effect once however often it is sent: keep it until what is sent changes. */
export const idempotencyKey = (): string => crypto.randomUUID()

const isRecord = (value: unknown): value is Record<string, never> => typeof value === 'object' && value !== null
