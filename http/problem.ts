// What a handler answers when it will not do what was asked. RFC 9457; the codes stand in core/contract.ts.

import { type ProblemCode, type ProblemDocument, problems } from '#core/contract.ts'

export interface Pointed {
  /** JSON pointer (RFC 6901) into the request: `/body/name`, `/query/limit`. */
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

export class Problem {
  readonly code: ProblemCode
  /** English, for whoever writes a program; the panel has words of its own for each code. */
  readonly detail: string
  readonly errors: readonly Pointed[]
  readonly current: unknown
  /** Of `forbidden`: who can give what is missing, by name. */
  readonly grantors: readonly string[]

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly Pointed[]; current?: unknown; grantors?: readonly string[] } = {},
  ) {
    this.code = code
    this.detail = detail
    this.errors = more.errors ?? []
    this.current = more.current
    this.grantors = more.grantors ?? []
  }
}

/** Another tenant's rows look as if they did not exist. */
export const notFound = (what: string): Problem => new Problem('not-found', `There is no such ${what} here.`)

/** One field that a schema alone cannot judge; `pointer` as in `Pointed`. */
export const wrongField = (pointer: string, code: string, detail: string): Problem =>
  new Problem('invalid-input', detail, { errors: [{ pointer, code, detail }] })

export const changedMeanwhile = (current: unknown): Problem =>
  new Problem('changed-meanwhile', 'Somebody else changed this row since it was read.', { current })

/** The same request may succeed in a moment. */
const passing: ReadonlySet<ProblemCode> = new Set(['try-later', 'others-at-work', 'too-many-requests'])

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  const status = problems[problem.code]
  const document: ProblemDocument = {
    type: `urn:vaguemestre:problem:${problem.code}`,
    code: problem.code,
    title: problem.code.replaceAll('-', ' '),
    status,
    detail: problem.detail,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    ...(problem.current === undefined ? {} : { current: problem.current }),
    ...(problem.grantors.length > 0 ? { grantors: problem.grantors } : {}),
  }
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(passing.has(problem.code) ? { 'retry-after': '5' } : {}),
      ...headers,
    },
  })
}
