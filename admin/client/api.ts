// Asks the admin API by the name of a route, with what the contract says goes in and comes out. What goes wrong is a
// `ProblemError` with the stable code of core/contract.ts; nothing else is thrown.

import type { AdminAnswer, AdminInput, AdminRoute, ProblemCode, ProblemDocument } from '../contract/all.ts'

const base = '/api/v1'

/** `unreachable`: no answer came, or none of ours. */
export type ClientProblem = ProblemCode | 'unreachable'

export class ProblemError extends Error {
  readonly code: ClientProblem
  /** What is wrong with which field: the last step of its pointer, `name` for `/body/name`. */
  readonly fields: ReadonlyMap<string, string>
  readonly current: unknown
  /** Of a 429 or 503: how long to wait, in seconds. */
  readonly retryAfter: number | null

  constructor(
    code: ClientProblem,
    given: Partial<Pick<ProblemDocument, 'detail' | 'errors' | 'current'>> = {},
    retryAfter: number | null = null,
  ) {
    super(given.detail ?? code)
    this.name = 'ProblemError'
    this.code = code
    this.fields = new Map(
      (given.errors ?? []).map(({ pointer, code: wrong }) => [pointer.split('/').at(-1) ?? '', wrong]),
    )
    this.current = given.current
    this.retryAfter = retryAfter
  }
}

interface Asked {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** One for one press of the button: asked twice, made once. */
  readonly key?: string
}

type Given<Name extends AdminRoute> = AdminInput<Name> & {
  readonly signal?: AbortSignal
  readonly key?: string
}
type Arguments<Name extends AdminRoute> =
  Record<never, never> extends AdminInput<Name> ? [given?: Given<Name>] : [given: Given<Name>]

/** Throws a `ProblemError`. A file comes as a Blob, an answer of nothing as null. */
export async function api<Name extends AdminRoute>(
  name: Name,
  ...[given]: Arguments<Name>
): Promise<AdminAnswer<Name>> {
  const answer = await ask(name, (given ?? {}) as Asked)
  // The server checked its answer against the same contract before it sent it.
  return answer as AdminAnswer<Name>
}

/** Where a browser asks by itself, such as a link to a file. */
export function addressOf<Name extends AdminRoute>(name: Name, ...[given]: Arguments<Name>): string {
  const { params, query } = (given ?? {}) as Asked
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(String(params?.[each] ?? '')))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(key, String(value))
  }
  return `${base}${path}${search.size === 0 ? '' : `?${search}`}`
}

async function ask(name: AdminRoute, given: Asked): Promise<unknown> {
  const method = name.slice(0, name.indexOf(' '))
  const address = (addressOf as (route: string, input: Asked) => string)(name, given)
  const response = await fetch(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': given.key ?? crypto.randomUUID() } : {}),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    ...(given.signal === undefined ? {} : { signal: given.signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProblemError('unreachable')
  })
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return null
  const type = response.headers.get('content-type') ?? ''
  return type.startsWith('application/json') ? await response.json() : await response.blob()
}

async function problemOf(response: Response): Promise<ProblemError> {
  const waits = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(waits) ? waits : null
  const document: unknown = await response.json().catch(() => null)
  if (!isProblem(document))
    return new ProblemError(response.status === 503 ? 'try-later' : 'unreachable', {}, retryAfter)
  return new ProblemError(document.code, document, retryAfter)
}

const isProblem = (value: unknown): value is ProblemDocument =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
