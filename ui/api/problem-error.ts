// What went wrong with a request, as the stable code of core/contract.ts; clients have the words.

/** What an API says of an error (RFC 9457), as far as a client reads it. */
export interface ProblemGiven {
  readonly code: string
  readonly detail?: string
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[]
  readonly current?: unknown
  readonly grantors?: readonly string[]
}

export class ProblemError extends Error {
  /** `unreachable`: no answer came, or none of ours. */
  readonly code: string
  /** What is wrong with which field: the last step of its pointer, `name` for `/body/name`. */
  readonly fields: ReadonlyMap<string, string>
  readonly current: unknown
  /** Who can give what is missing, by name; empty where nobody is known. */
  readonly grantors: readonly string[]
  /** Of a 429 or 503: how long to wait, in seconds. */
  readonly retryAfter: number | null

  constructor(code: string, given: Omit<ProblemGiven, 'code'> = {}, retryAfter: number | null = null) {
    super(given.detail ?? code)
    this.name = 'ProblemError'
    this.code = code
    this.fields = new Map(
      (given.errors ?? []).map(({ pointer, code: wrong }) => [pointer.split('/').at(-1) ?? '', wrong]),
    )
    this.current = given.current
    this.grantors = given.grantors ?? []
    this.retryAfter = retryAfter
  }
}
