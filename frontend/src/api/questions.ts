import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import { asProblem } from '../problem'
import { api, data } from './client'
import type { paths } from './schema'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Json<R> = R extends { content: { 'application/json': infer T } } ? T : never
export type Success<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202)]> : never
export type Names<O, Place extends 'path' | 'query'> = O extends { parameters: infer A }
  ? Place extends keyof A
    ? NonNullable<A[Place]>
    : never
  : never
export type With<K extends string, T> = [T] extends [never] ? unknown : object extends T ? { [N in K]?: T } : { [N in K]: T }

/** The paths that can be read. */
export type Path = { [P in keyof paths]: [Success<Of<'get', P>>] extends [never] ? never : P }[keyof paths]
/** Paths of lists with a cursor. */
export type ListPath = { [P in Path]: Answer<P> extends { items: unknown[]; next?: string | null } ? P : never }[Path]
export type Of<M extends Method, P extends keyof paths> = M extends keyof paths[P] ? NonNullable<paths[P][M]> : never

/** Headers beyond those that every request has. */
export type Headed = Readonly<Record<string, string>>

export type Answer<P extends Path> = Success<Of<'get', P>>
export type Params<P extends Path> = object &
  With<'path', Names<Of<'get', P>, 'path'>> &
  With<'query', Names<Of<'get', P>, 'query'>> & { header?: Headed }
/** One element of a list. */
export type Item<P extends ListPath> = Answer<P> extends { items: (infer T)[] } ? T : never
interface Page<T> {
  items: T[]
  next?: string | null
}

const STALE = 15_000
const PAGE = 100

/** The cache of every answer. A question's key is its path and its parameters. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: failures => 500 * 2 ** failures,
    },
  },
})

interface Call {
  params: object
  body?: unknown
  signal?: AbortSignal
}

/** Calls an operation by its name. The types of {@link ask} and {@link send} guarantee that it exists. */
export const call = async <T>(method: string, path: string, sent: Call): Promise<T> =>
  data(
    (api as unknown as Record<string, (path: string, sent: Call) => Promise<{ data?: T; response: Response }>>)[method]?.(
      path,
      sent,
    ) as never,
  )

/**
 * A question to the API, for `useQuery`: `useQuery(ask('/events/{eventId}', { path: { eventId } }))`. Questions with the same path and
 * parameters share one answer; leaving the page aborts the request.
 */
export const ask = <P extends Path>(path: P, params: Params<P>) =>
  queryOptions({ queryKey: [path, params] as const, queryFn: ({ signal }) => call<Answer<P>>('GET', path, { params, signal }) })

/** A list that is loaded page by page, for `useInfiniteQuery`. */
export const askPages = <P extends ListPath>(path: P, params: Params<P>, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: [path, params, 'pages'] as const,
    queryFn: ({ signal, pageParam }) => onePage(path, params, limit, signal, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })

/** One page of a list; the first one without a cursor. */
export const onePage = <P extends ListPath>(path: P, params: Params<P>, limit: number, signal: AbortSignal, cursor?: string) =>
  call<Page<Item<P>>>('GET', path, { signal, params: { ...params, query: { ...(params as { query?: object }).query, limit, cursor } } })

/**
 * Says which answers an action has changed. Those on the screen are asked again at once, the others when they are needed. Resolves when the
 * new answers are there, and never rejects: a failure is shown where the answer is used.
 */
export const changed = async (...changes: readonly Path[]): Promise<void> => {
  await Promise.all(changes.map(path => queries.invalidateQueries({ queryKey: [path] })))
}
