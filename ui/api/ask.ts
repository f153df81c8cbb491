// Asks one of our APIs by the name of a route, `GET /communes/{commune}`. What goes wrong is a `ProblemError`; nothing else
// is thrown.

import { preloadedAnswerTo } from './preloaded-answers.ts'
import { ProblemError, type ProblemGiven } from './problem-error.ts'
import { type RouteInput, routeAddress } from './route-address.ts'

export interface Asked extends RouteInput {
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** One for one press of the button: asked twice, made once. */
  readonly key?: string
}

/** Throws a `ProblemError`. A file comes as a Blob, an answer of nothing as null. */
export async function ask(name: string, given: Asked): Promise<unknown> {
  const method = name.slice(0, name.indexOf(' '))
  const address = routeAddress(name, given)
  const first = method === 'GET' ? preloadedAnswerTo(address) : undefined
  if (first !== undefined) return first
  const response = await send(address, method, given).catch((error: unknown) => {
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
