// What is held, decided about from the command line: into the inbox and nowhere else, or away.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { zip } from '#test/fixtures/files/zip.ts'
import { countMessages, findMessage, send } from '#test/support/dovecot/mail-client.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'

const mairie = 'mairie@mairie-saulieu.test'
const claire = 'claire.garnier@mairie-saulieu.test'
const nolay = 'mairie@mairie-nolay.test'
let stack: Stack
let overview: StackOverview
beforeAll(async () => {
  stack = await startStack()
  overview = await stack.overview()
})
afterAll(() => stack[Symbol.asyncDispose]())

const openDatabase = () =>
  openAsOwner({ spec: demoSpec(), paths: pathsFor(stack.state), ports: portsFrom(stack.portBase) })

const macro = zip([
  { name: '[Content_Types].xml', content: '<Types/>' },
  { name: 'word/document.xml', content: '<document/>' },
  { name: 'word/vbaProject.bin', content: 'Sub AutoOpen()' },
])

/** Mail with a macro, which every commune holds; its Message-ID and the id it is held under. */
async function hold(
  to: readonly string[],
): Promise<{ readonly messageId: string; readonly queueId: string }> {
  const messageId = `<${randomUUID()}@${senderDomain}>`
  const { code, text } = await send(overview.endpoints.smtp, {
    ...{ from: senderAddress, to: [...to], messageId, subject: 'Facture', text: 'Bonjour.\n' },
    attachments: [{ filename: 'facture.docm', content: macro }],
    dkim: await senderSignature(pathsFor(stack.state)),
  })
  expect(code).toBe(250)
  return { messageId, queueId: /[0-9A-HJKMNP-TV-Z]{26}/.exec(text)?.[0] ?? '' }
}

const heldRow = z.object({ queueId: z.string(), recipient: z.string() })

async function heldFor(queueId: string): Promise<readonly string[]> {
  const { stdout } = await stack.command('held', 'list', '--json')
  const rows = z.array(heldRow).parse(JSON.parse(stdout))
  return rows.filter((row) => row.queueId === queueId).map(({ recipient }) => recipient)
}

const inbox = (address: string, messageId: string) =>
  findMessage(overview.endpoints.imap, accountOf(overview, address), messageId)

test('held for three of two communes → one copy; released for one → only there; deleted for the rest → gone', async () => {
  await using database = openDatabase()
  const copies = async () => (await database.pool.query('select from kept_message')).rowCount
  const { messageId, queueId } = await hold([mairie, claire, nolay])
  expect(await heldFor(queueId)).toEqual([claire, nolay, mairie])
  expect(await copies()).toBe(1)
  const released = await stack.command('held', 'release', queueId, '--recipient', claire)
  expect(released).toMatchObject({ code: 0, stdout: expect.stringContaining(`Released for ${claire}`) })
  expect(await inbox(claire, messageId)).toContain('facture.docm')
  expect(await heldFor(queueId)).toEqual([nolay, mairie])
  const deleted = await stack.command('held', 'delete', queueId)
  expect(deleted.code).toBe(0)
  expect(new Set(deleted.stdout.trim().split('\n'))).toEqual(
    new Set([nolay, mairie].map((address) => `Deleted for ${address}.`)),
  )
  expect(await copies()).toBe(0)
  for (const address of [mairie, nolay]) {
    const found = await countMessages(overview.endpoints.imap, accountOf(overview, address))
    expect(found.get(messageId)).toBeUndefined()
  }
})

test('meant for junk, held and released → the inbox; its author is let through from then on', async () => {
  await using database = openDatabase()
  await database.pool.query(
    `insert into commune_policy (commune_id, junk_at_score, refuse_at_score)
    select commune_id, 0.1, 900 from domain where name = 'mairie-saulieu.test'`,
  )
  const { messageId, queueId } = await hold([mairie])
  const released = await stack.command('held', 'release', queueId, '--allow-sender', '--learn')
  expect(released).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${senderAddress} is on the list`),
  })
  await inbox(mairie, messageId)
  const junk = await countMessages(overview.endpoints.imap, accountOf(overview, mairie), 'Junk')
  expect(junk.get(messageId)).toBeUndefined()
  const { rows } = await database.pool.query("select value from sender_rule where effect = 'allow'")
  expect(rows).toEqual([{ value: senderAddress }])
})
