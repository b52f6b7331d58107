import { queryOptions } from '@tanstack/react-query'
import { call, type Headed, type Method, type Names, type Of, type Success, type With } from './questions'
import type { paths } from './schema'

/** A method and a path with a body or an effect: `POST /events/{eventId}/publish`. */
export type Operation = {
  [P in keyof paths]: { [M in Exclude<Method, 'get'>]: [Of<M, P>] extends [never] ? never : `${Uppercase<M>} ${P & string}` }[Exclude<
    Method,
    'get'
  >]
}[keyof paths]
type OfOperation<O extends Operation> = O extends `${infer M} ${infer P}`
  ? Lowercase<M> extends Method
    ? P extends keyof paths
      ? Of<Lowercase<M>, P>
      : never
    : never
  : never
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : never
export type AnswerTo<O extends Operation> = Success<OfOperation<O>>
export type Sent<O extends Operation> = object &
  With<'path', Names<OfOperation<O>, 'path'>> &
  With<'query', Names<OfOperation<O>, 'query'>> &
  With<'body', Body<OfOperation<O>>>

/** A question that is asked with `POST`, because it has a body. */
export const askWith = <O extends Operation>(operation: O, body: Body<OfOperation<O>>, header?: Headed) =>
  queryOptions({ queryKey: [operation, body] as const, queryFn: () => send(operation, { body, header } as never) })

/** Calls an operation that has an effect. In components use `useAction` of src/ui. */
export function send<O extends Operation>(operation: O, sent: Sent<O> & { header?: Headed }): Promise<AnswerTo<O>> {
  const [method = '', path = ''] = operation.split(' ')
  const { path: at, query, body, header } = sent as { path?: object; query?: object; body?: unknown; header?: object }
  return call(method, path, { params: { path: at, query, header }, body })
}
