import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import { Secret } from '#core/secret.ts'
import { contentAddresses, type Opens } from '#webmail/api/content/content-address.ts'

const key = new Secret('a key of this test')
const origin = 'https://contenu.cotedor.test'
const begin = Date.parse('2026-11-29T10:20:00Z')
const at = (milliseconds: number, by = key) =>
  contentAddresses(by, origin, { now: () => begin + milliseconds })
const opens: Opens = {
  ...{ kind: 'part', person: randomUUID(), box: randomUUID() as MailboxId },
  ...{ folder: 'Été/«x»', uid: 7, part: '2.1' },
}
const tokenOf = (address: string) => address.slice(address.lastIndexOf('/') + 1)
const hour = 3_600_000

test('an address → opens what it says, for a day', () => {
  const token = tokenOf(at(0).addressOf(opens))
  expect(at(0).read(token)).toEqual(opens)
  expect(at(24 * hour).read(token)).toEqual(opens)
  expect(at(25 * hour).read(token)).toBeNull()
})

test('asked twice within an hour → one address, which a browser need not load again', () => {
  expect(at(0).addressOf(opens)).toBe(at(hour / 2).addressOf(opens))
  expect(at(0).addressOf(opens)).not.toBe(at(hour).addressOf(opens))
})

test.each([
  ['another key', (token: string) => at(0, new Secret('another')).read(token)],
  [
    'one letter changed',
    (token: string) => at(0).read(token.replace(/.\./, (two) => (two[0] === 'A' ? 'B.' : 'A.'))),
  ],
  ['cut off', (token: string) => at(0).read(token.slice(0, -1))],
  ['nothing', () => at(0).read('')],
  ['what is no token', () => at(0).read('v1.x.y')],
])('%s → opens nothing', (_, read) => {
  expect(read(tokenOf(at(0).addressOf(opens)))).toBeNull()
})

test('an address → nothing in it that a browser would escape', () => {
  expect(at(0).addressOf(opens)).toMatch(/^https:\/\/contenu\.cotedor\.test\/part\/[\w.-]+$/)
})
