/** A validation error of one field. `field` is a path such as `attendees[0].email`. */
export interface FieldError {
  field: string
  code: string
  message: string
}

/** An error response of the API (RFC 9457), or `offline` when there was no response. Show it with `useProblemText` of src/ui. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: readonly FieldError[]
  /** For ticket types with too few tickets left: the number still available, by ticket type. */
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

  /** Whether the response came from the API itself, not from a firewall or proxy in front of it. */
  get answered(): boolean {
    return this.status !== 0 && this.code !== 'unknown'
  }

  /** Whether a retry of the same request may succeed. */
  get passing(): boolean {
    return this.code === 'offline' || this.status === 429 || this.status >= 500
  }
}

/** Any error that is not a `Problem` is a bug of ours, including a `TypeError`. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(0, { code: 'unknown', detail: String(error) })

/** Turns a failed `fetch` into an `offline` problem: `fetch(…).catch(offline)`. Only a failed fetch proves that there is no connection. */
export const offline = (error: unknown): never => {
  throw error instanceof Problem ? error : new Problem(0, { code: 'offline', detail: String(error) })
}
