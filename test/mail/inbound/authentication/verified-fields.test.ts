import { expect, test } from 'vitest'
import { verifiedFields } from '#mail/inbound/authentication/verified-fields.ts'

/** Names and how many of each mailauth gets. */
function taken(...fields: readonly string[]): Readonly<Record<string, number>> {
  const all = verifiedFields(Buffer.from(`${fields.map((field) => `${field}\r\n`).join('')}\r\n`))
  return Object.fromEntries([...Map.groupBy(all, ({ key }) => key)].map(([key, some]) => [key, some.length]))
}

const from = 'From: s@away.test'
const signature = (names: string, more = '') =>
  `DKIM-Signature: v=1; a=rsa-sha256; d=away.test; s=s1; h=${names};${more} bh=eA==; b=eA==`
const many = (count: number, field: string): readonly string[] => Array.from({ length: count }, () => field)
/** Folded, of about so many octets. */
const long = (name: string, octets: number): string =>
  `${name}: x${`${'a@b.test,'.repeat(90)}\r\n `.repeat(octets / 813)}`

const arcSet = (instance: number, { names = 'from', results = 100 } = {}): readonly string[] => [
  `ARC-Seal: i=${instance}; a=rsa-sha256; cv=none; d=away.test; s=s1; b=eA==`,
  `ARC-Message-Signature: i=${instance}; a=rsa-sha256; d=away.test; s=s1; h=${names}; bh=eA==; b=eA==`,
  `ARC-Authentication-Results: i=${instance}; x; ${'a;'.repeat(results / 2)}`,
]
const sets = (count: number, results: number) =>
  Array.from({ length: count }, (_, index) => arcSet(index + 1, { results })).flat()

test('an honest message → all of it, in order, without the line ends', () => {
  const fields = [
    'Return-Path: <s@away.test>',
    signature('from:to'),
    ...sets(5, 2_000),
    from,
    'To: a@ours.test',
  ]
  const all = verifiedFields(Buffer.from(`${fields.join('\r\n')}\r\n\r\n`))
  expect(all.map(({ line }) => line.toString())).toEqual(fields)
})

test('a letter to 10,000 and to be signed whole, three signatures and a chain → all of it', () => {
  const letter = [
    from,
    long('To', 300_000),
    ...arcSet(1, { names: 'from:to' }),
    ...many(3, signature('from:to')),
  ]
  expect(taken(...letter)).toMatchObject({ 'dkim-signature': 3, 'arc-seal': 1, to: 1 })
})

test.each<[string, readonly string[], number]>([
  ['over a field of 800 kB', [...many(400, signature('from:to')), long('To', 800_000)], 2],
  ['over 400 signatures', many(400, signature('dkim-signature:'.repeat(100))), 3],
  ['beside a Content-Type of 800 kB', [...many(400, signature('from')), long('Content-Type', 800_000)], 2],
  [
    'each with 10,000 names, beside 9,000 fields',
    [...many(10, signature('a:'.repeat(10_000))), ...many(9_000, 'X: a')],
    0,
  ],
  ['of 900 kB', [signature('from', ` i=${'=20'.repeat(300_000)};`)], 0],
  [
    'one of 900 kB above an honest one',
    [signature('from', ` x1=${'a'.repeat(900_000)};`), signature('from')],
    1,
  ],
])('signatures %s → as many as take no time', (_, fields, expected) => {
  expect(taken(...fields, from)['dkim-signature'] ?? 0).toBe(expected)
})

test.each<[string, readonly string[]]>([
  ['results of 900 kB', arcSet(1, { results: 900_000 })],
  ['fifty sets of 1 kB', sets(50, 1_000)],
  [
    '10,000 names beside 9,000 fields',
    [...arcSet(1, { names: 'a:'.repeat(10_000) }), ...many(9_000, 'X: a')],
  ],
  ['a signature over 3 MB', [...arcSet(1, { names: 'from:to' }), long('To', 3_000_000)]],
])('an ARC chain with %s → nothing of it, all of the rest', (_, fields) => {
  const others = taken(signature('from'), ...fields, from)
  expect(Object.keys(others).filter((name) => name.startsWith('arc-'))).toEqual([])
  expect(others).toMatchObject({ 'dkim-signature': 1, from: 1 })
})

test('a Return-Path of 900 kB → left out', () => {
  expect(taken(`Return-Path: ${':'.repeat(900_000)}`, from)).toEqual({ from: 1 })
})
