// We override members of smtp-server that its documentation does not promise (docs/decisions/0009-private-members-of-smtp-server.md).
// A member that went away would not fail by itself: ours would simply never be called.

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../../../..')
const folders = [
  'mail/session',
  'mail/inbound/connection',
  'mail/outbound/submission',
  'mail/outbound/sieve',
].map((folder) => join(root, folder))
const sources = folders.flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8')),
)

const namesIn = (source: string, pattern: RegExp): readonly string[] =>
  [...source.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [name]))
/** A class of the library and ours that extends it and is extended in turn. */
const extending = (base: string): readonly string[] => [base, ...(between[base] ?? [])]
const between: Readonly<Record<string, readonly string[]>> = {
  SMTPConnection: ['ReplyingConnection'],
  SMTPServer: ['ProxiedServer'],
}
/** Our sources that extend `base`, by what they override. */
const overriddenOf = (base: string): readonly string[] =>
  sources
    .filter((source) => extending(base).some((each) => source.includes(`extends ${each} `)))
    .flatMap((source) => namesIn(source, /^ {2}override (\w+)/gm))
const privateMembers = sources.flatMap((source) => namesIn(source, /(?:\.|const \{ )(_\w+)/g))

const server = new SMTPServer({ logger: false })
const connection = new SMTPConnection(server, new Socket())
const stream = new SMTPStream()

test.each([
  ['SMTPServer', server, 4],
  ['SMTPConnection', connection, 11],
  ['SMTPStream', stream, 3],
])('what we override of %s → a method of the library', (base, instance, atLeast) => {
  const overridden = overriddenOf(base)
  expect(overridden.length).toBeGreaterThanOrEqual(atLeast)
  const methods = new Map(overridden.map((name) => [name, typeof Reflect.get(instance, name)]))
  expect([...methods].filter(([, kind]) => kind !== 'function')).toEqual([])
})

test('private members that we read or call → all there', () => {
  expect(new Set(privateMembers).size).toBeGreaterThanOrEqual(10)
  const known = (name: string) => [server, connection, stream].some((instance) => name in instance)
  expect([...new Set(privateMembers)].filter((name) => !known(name))).toEqual([])
})

test('the version → pinned to one, and that one is installed', () => {
  const manifest = z.object({ dependencies: z.object({ 'smtp-server': z.string() }) })
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const installed = z
    .object({ version: z.string() })
    .parse(createRequire(import.meta.url)('smtp-server/package.json'))
  expect(dependencies['smtp-server']).toBe(installed.version)
})
