/** One field that the API refused. `field` is a path such as `attendees[0].email`. */
export interface FieldError {
  field: string
  code: string
  message: string
}

/** A refusal (RFC 9457), or `offline` when there was no answer. Say it with `useProblemText` of src/ui. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldError[]
  /** Of ticket types that are short: what is left, by ticket type. */
  readonly available: Readonly<Record<string, number>>
  readonly requestId: string | null

  constructor(
    status: number,
    body: Partial<{ code: string; detail: string; title: string; errors: FieldError[] | null; available: unknown }>,
    requestId: string | null = null,
  ) {
    super(body.detail ?? body.title ?? 'The request failed.')
    this.status = status
    this.code = body.code ?? 'unknown'
    this.errors = body.errors ?? []
    this.available = (body.available ?? {}) as Record<string, number>
    this.requestId = requestId
  }

  /** Whether the API itself said so, not something before it: a firewall, a proxy. */
  get answered(): boolean {
    return this.status !== 0 && this.code !== 'unknown'
  }

  /** Whether the same request may succeed when it is sent again. */
  get passing(): boolean {
    return this.code === 'offline' || this.status === 429 || this.status >= 500
  }
}

/** What is no refusal is a fault of our own: a `TypeError` too. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, { code: 'unknown', detail: String(error) })

/** What a `fetch` that fails has to say: `fetch(…).catch(offline)`. Nothing else knows that there is no connection. */
export const offline = (error: unknown): never => {
  throw error instanceof Problem ? error : new Problem(0, { code: 'offline', detail: String(error) })
}
