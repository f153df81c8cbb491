// Asks one of our APIs by the name of a route, `GET /communes/{commune}`. What goes wrong is a `ProblemError`; nothing else
// is thrown.

import { takeEarly } from './asked-early.ts'
import { ProblemError, type ProblemGiven } from './problem-error.ts'

const base = '/api/v1'

export interface Asked {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** One for one press of the button: asked twice, made once. */
  readonly key?: string
}

/** Where a browser asks by itself, such as a link to a file. */
export function routeAddress(name: string, { params, query }: Asked): string {
  const path = name
    .slice(name.indexOf(' ') + 1)
    .replace(/\{(\w+)\}/g, (_, each: string) => encodeURIComponent(String(params?.[each] ?? '')))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null) search.set(key, String(value))
  }
  return `${base}${path}${search.size === 0 ? '' : `?${search}`}`
}

/** Throws a `ProblemError`. A file comes as a Blob, an answer of nothing as null. */
export async function ask(name: string, given: Asked): Promise<unknown> {
  const method = name.slice(0, name.indexOf(' '))
  const address = routeAddress(name, given)
  const early = method === 'GET' ? takeEarly(address) : undefined
  const asked = early ?? send(address, method, given)
  const response = await asked.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProblemError('unreachable')
  })
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return null
  const type = response.headers.get('content-type') ?? ''
  return type.startsWith('application/json') ? await response.json() : await response.blob()
}

const send = (address: string, method: string, given: Asked): Promise<Response> =>
  fetch(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': given.key ?? crypto.randomUUID() } : {}),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    ...(given.signal === undefined ? {} : { signal: given.signal }),
  })

/** What an answer that is none says went wrong. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const waits = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(waits) ? waits : null
  const document: unknown = await response.json().catch(() => null)
  if (!isProblem(document))
    return new ProblemError(response.status === 503 ? 'try-later' : 'unreachable', {}, retryAfter)
  return new ProblemError(document.code, document, retryAfter)
}

const isProblem = (value: unknown): value is ProblemGiven =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'
