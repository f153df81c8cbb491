// A request as the contract wants it, or what is wrong with it, pointer by pointer. Unknown fields are refused, so that
// nothing is taken over that no form has.

import type { z } from 'zod'
import type { RouteDefinition, RouteGiven, Upload } from './contract/route.ts'
import { type Pointed, Problem } from './problem.ts'
import { jsonPointer, unstorable } from './storable-text.ts'

const defaultBodyBytes = 256 * 1024
/** RFC 8259 §8.1: JSON between systems is UTF-8; anything else is not read as something it may not have been. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

export async function readRequest(
  request: Request,
  definition: RouteDefinition,
  params: Readonly<Record<string, string>>,
): Promise<RouteGiven<RouteDefinition> | Problem> {
  const upload = definition.upload === true ? uploadOf(request, definition.maxBodyBytes) : undefined
  if (upload instanceof Problem) return upload
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const body = definition.body === undefined ? undefined : await readJson(request, definition.maxBodyBytes)
  if (body instanceof Problem) return body
  const errors: Pointed[] = []
  const check = (schema: z.ZodType | undefined, part: string, value: unknown): unknown => {
    if (schema === undefined) return undefined
    const impossible = unstorable(part, value)
    errors.push(...impossible)
    if (impossible.length > 0) return undefined
    const read = schema.safeParse(value)
    if (read.success) return read.data
    for (const issue of read.error.issues) errors.push(...pointed(part, issue))
    return undefined
  }
  const given = {
    upload,
    params: check(definition.params, 'params', params),
    query: check(strictQueryOf(definition), 'query', query),
    body: check(definition.body, 'body', body),
  }
  if (errors.length > 0) {
    const named = errors.every(({ pointer }) => pointer.startsWith('/params'))
    return named
      ? new Problem('not-found', 'No such path.', { errors })
      : new Problem('invalid-input', 'Some of what was sent cannot be used.', { errors })
  }
  return given as RouteGiven<RouteDefinition>
}

/** Kept: a schema that is made anew is also compiled anew when it is asked first, which takes longer than all the rest here. */
const strictQueries = new WeakMap<RouteDefinition, z.ZodType>()

function strictQueryOf(definition: RouteDefinition): z.ZodType | undefined {
  const strict = strictQueries.get(definition) ?? definition.query?.strict()
  if (strict !== undefined) strictQueries.set(definition, strict)
  return strict
}

function pointed(part: string, issue: z.core.$ZodIssue): Pointed[] {
  const at = (path: readonly PropertyKey[]) => jsonPointer([part, ...path])
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: at([...issue.path, key]),
      code: 'unknown-field',
      detail: 'Unknown field.',
    }))
  }
  return [{ pointer: at(issue.path), code: issue.code.replaceAll('_', '-'), detail: issue.message }]
}

function uploadOf(request: Request, maxBytes = defaultBodyBytes): Upload | Problem {
  if (request.headers.get('content-type')?.toLowerCase() !== 'application/octet-stream')
    return new Problem('unsupported-media-type', 'The body must be application/octet-stream.')
  const declared = Number(request.headers.get('content-length')) || maxBytes
  return { most: Math.min(declared, maxBytes), octets: () => readOctets(request, maxBytes) }
}

/** The body of a request, or a problem where it is no JSON or has more octets. */
export async function readJson(request: Request, maxBytes = defaultBodyBytes): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return new Problem('unsupported-media-type', 'The body must be application/json.')
  }
  const octets = await readOctets(request, maxBytes)
  if (octets === null) return new Problem('too-large', `The body may have ${maxBytes} octets.`)
  try {
    return JSON.parse(utf8.decode(octets))
  } catch {
    return new Problem('malformed-body', 'The body is not JSON.')
  }
}

/** Counts what comes, whatever Content-Length says; null when it is more. */
async function readOctets(request: Request, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
