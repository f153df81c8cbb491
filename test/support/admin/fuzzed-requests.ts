// Requests to a route of an API, made from its schemas: what they take, what they almost take, and rubbish; and what every
// answer to any of them must be.

import fc, { type Arbitrary } from 'fast-check'
import { expect } from 'vitest'
import type { ZodObject } from 'zod'
import { problems } from '#core/contract.ts'
import type { RouteDefinition, RouteName } from '#http/contract/route.ts'
import { arbitraryOf, type Known } from './schema-arbitrary.ts'

export interface FuzzedRoute {
  readonly name: RouteName
  readonly definition: RouteDefinition
}

export interface FuzzedRequest {
  /** Filled in, with its query. */
  readonly path: string
  readonly body: unknown
}

/** Its name in a header shows that a line end of ours began one. */
const injected = 'x-injected'
const deep = (levels: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

/** What no form sends and somebody will. */
const nasty = fc.constantFrom<unknown>(
  ...[
    'a\u0000b',
    '\ud800',
    '',
    ' ',
    'x'.repeat(5000),
    'é'.repeat(120_000),
    "'; drop table person --",
    '../../etc/passwd',
    '%00',
    '\u202e',
    `a\r\n${injected}: 1\r\n\r\n<script>`,
    `"\\)\r\n* BAD (${injected}`,
    `a\u2028b\u0085c`,
    '__proto__',
    'constructor',
    '*%',
    '&AAA-&',
    '~peter/../../INBOX',
  ],
  ...[null, true, -1, 0, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, '-1', '4294967296', '1e3', '٣'],
  ...[
    [],
    [[]],
    {},
    ['a\u0000'],
    { a: '\udc00' },
    JSON.parse('{"__proto__":{"role":"administrator"}}'),
    deep(20),
    deep(3000),
    '2026-13-45T99:99:99Z',
    '0000-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
  ],
  ...['00000000-0000-4000-8000-000000000000', 'eyJhIjoxfQ', Buffer.from('["x","y"]').toString('base64url')],
  ...[Buffer.from('["x"]').toString('base64url'), Buffer.from('[1e400,1,1]').toString('base64url')],
  Buffer.from('["9999999999-01-01","x","y"]').toString('base64url'),
)

/** One thing somewhere in it is another, or there is one more. */
const mutated = (value: unknown): Arbitrary<unknown> =>
  fc
    .tuple(
      fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
      nasty,
      fc.constantFrom('other', 'other', 'more'),
    )
    .map(([steps, other, manner]) => otherwise(value, { steps, other, more: manner === 'more' }))

interface Otherwise {
  /** Which of the parts, at each level; a part without any of its own is the one. */
  readonly steps: readonly number[]
  readonly other: unknown
  readonly more: boolean
}

function otherwise(value: unknown, { steps: [step = 0, ...steps], other, more }: Otherwise): unknown {
  if (typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  // Half of the time no deeper.
  const inside = steps.length > 0 && step % 2 === 0
  const key = keys[Math.floor(step / 2) % Math.max(keys.length, 1)]
  if (key === undefined || (more && !inside)) {
    if (Array.isArray(value)) return [...value, other]
    return { ...value, [step % 3 === 0 ? '__proto__' : 'unknown']: other }
  }
  const part: unknown = Reflect.get(value, key)
  const changed = inside ? otherwise(part, { steps, other, more }) : other
  if (Array.isArray(value)) return value.map((each, at) => (String(at) === key ? changed : each))
  return { ...value, [key]: changed }
}

const withMutations = (valid: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.oneof(
    { weight: 2, arbitrary: valid },
    { weight: 3, arbitrary: valid.chain(mutated) },
    { weight: 1, arbitrary: nasty },
  )

const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()

/** No server takes a line of more than 16 KiB, and what it says then is its own. */
const mostPathCharacters = 8000

const bounded = (path: string): string => {
  const cut = path.slice(0, mostPathCharacters)
  return cut.replace(/%[\da-f]?$/i, '')
}

const queryOf = (query: ZodObject | undefined, known: Known): Arbitrary<string> =>
  query === undefined
    ? fc.constantFrom('', '?x=1', '?%zz', '?a=%00')
    : withMutations(arbitraryOf(query, known)).map((value) => {
        if (typeof value !== 'object' || value === null) return `?${encodeURIComponent(textOf(value))}`
        const fields = Object.entries(value).map(([name, each]): [string, string] => [name, textOf(each)])
        return `?${new URLSearchParams(fields)}`
      })

const pathFor = (path: string, filled: string): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(filled) },
    {
      weight: 1,
      arbitrary: nasty.map((value) =>
        path.replace(/\{\w+\}/g, () => encodeURIComponent(textOf(value).slice(0, 1000)) || 'x'),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('%', '%zz', '%00', '%ff', '..%2f..', `a%0d%0a${injected}:1`)
        .map((value) => path.replace(/\{\w+\}/g, value)),
    },
  )

export interface Fuzzing {
  /** The path with its parameters filled in by rows that there are. */
  readonly filled: string
  /** Values of fields that name something that is there. */
  readonly known?: Known
  readonly runs: number
}

/** The same ones each time. */
export function fuzzedRequests(
  { name, definition }: FuzzedRoute,
  { filled, known = {}, runs }: Fuzzing,
): readonly FuzzedRequest[] {
  const [, path = ''] = name.split(' ')
  const body =
    definition.body === undefined
      ? fc.constant(undefined)
      : withMutations(arbitraryOf(definition.body, known))
  const requests = fc.record({ path: pathFor(path, filled), query: queryOf(definition.query, known), body })
  return fc
    .sample(requests, { numRuns: runs, seed: 11 })
    .map(({ path: to, query, body: sent }) => ({ path: bounded(`${to}${query}`), body: sent }))
}

/** What shows how it is made: files and lines of ours, statements, tables, names of the libraries. */
const inside =
  /\.ts:\d|node_modules|\bat (?:async )?[\w.]+ \(|\b(?:insert into|select .* from|drizzle|pg_)\b/i

/** An answer below 500 that says what is wrong and where, in the words of the contract and in no others. */
export async function expectSound(answer: Response, asked: string): Promise<void> {
  const text = await answer.text()
  expect(answer.status, `${asked} → ${text}`).toBeLessThan(500)
  expect([...answer.headers.keys()], asked).not.toContain(injected)
  if (answer.status < 400) return
  expect(answer.headers.get('content-type'), asked).toBe('application/problem+json')
  expect(text, asked).not.toMatch(inside)
  const said: { code: keyof typeof problems; type: string; status: number; errors?: { pointer: string }[] } =
    JSON.parse(text)
  expect(problems[said.code], asked).toBe(answer.status)
  expect(said, asked).toMatchObject({ status: answer.status, type: `urn:vaguemestre:problem:${said.code}` })
  if (said.code === 'invalid-input') expect(said.errors?.[0]?.pointer, `${asked} → ${text}`).toMatch(/^\//)
}
