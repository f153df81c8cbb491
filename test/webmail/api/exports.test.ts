import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { z } from 'zod'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox, newFolder } from '#test/support/dovecot/mailbox-client.ts'
import type { WebmailBrowser } from '#test/support/webmail/test-webmail.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { exportView } from '#webmail/contract/export.ts'
import { readMbox } from './export/read-mbox.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()

const message = (subject: string, body: string, fields = ''): string =>
  `Return-Path: <marie@ailleurs.test>\r\nFrom: Marie <marie@ailleurs.test>\r\nSubject: ${subject}\r\n${fields}\r\n${body}`
/** As large as what is fetched in several pieces, with separators where pieces may end. */
const large = message('Grand', `${'From a line\r\n'.repeat(250_000)}fin\r\n`)
/** Does not shrink, and is more than a connection holds that nobody reads: no export ends before somebody reads it. */
const unread = message(
  'Plans',
  `${randomBytes(16 * 1024 * 1024)
    .toString('base64')
    .replaceAll(/.{76}/g, '$&\r\n')}\r\n`,
)
const hostile = message(
  'Hostile',
  'From here\r\n>From there\r\n\r\nFrom x@y.test Wed Mar  4 09:05:07 2026\r\n\xe9\r\n',
)

const folders: Readonly<Record<string, readonly string[]>> = {
  INBOX: [message('Un', 'Bonjour\r\n'), hostile, large, unread],
  'Été/Délibérations': [message('Deux', 'Ci-joint\r\n', 'X-Long: a\r\n\tb\r\n')],
  協議会: [message('Trois', 'こんにちは\r\n')],
}

beforeAll(async () => {
  await inMailbox(webmail.dovecot, { mailbox: mairie, person: made.person }, async (client) => {
    for (const [folder, messages] of Object.entries(folders)) {
      if (folder !== 'INBOX') await newFolder(client, folder)
      for (const each of messages) await client.append(folder, Buffer.from(each, latinOf(each)))
    }
  })
})

/** Octets of one message stand for themselves; another is UTF-8. */
const latinOf = (text: string) => (text === hostile ? 'latin1' : 'utf8')

const begin = async (by: WebmailBrowser = claire, box: string = made.mairie) =>
  await by.ask(`POST /boxes/${box}/export`)
const begun = async () => exportView.parse(await (await begin()).json())
const last = async (by: WebmailBrowser = claire) =>
  z.object({ export: exportView.nullable() }).parse(await (await by.ask('GET /export')).json()).export
const fileOf = async (id: string) => await claire.ask(`GET /boxes/${made.mairie}/export/${id}`)
const cancel = async (id: string) => (await claire.ask(`DELETE /export/${id}`)).status

test('a box exported → every folder as mbox in a ZIP, message by message the octets of the mailbox', async () => {
  const { id } = await begun()
  const answer = await fileOf(id)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent(mairie))
  const archive = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()))
  const files = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  expect([...files.keys()].sort()).toEqual(
    [
      ...['INBOX.mbox', 'Sent.mbox', 'Drafts.mbox', 'Archive.mbox', 'Junk.mbox', 'Trash.mbox'],
      ...['Été/Délibérations.mbox', '協議会.mbox'],
    ].sort(),
  )
  for (const [folder, messages] of Object.entries(folders)) {
    const read = readMbox(files.get(`${folder}.mbox`) ?? Buffer.alloc(0))
    expect(read.length).toBe(messages.length)
    for (const [at, each] of messages.entries())
      expect(read[at]?.equals(Buffer.from(each, latinOf(each))), `${folder} ${at}`).toBe(true)
  }
  const octets = Object.values(folders)
    .flat()
    .reduce((sum, each) => sum + Buffer.from(each, latinOf(each)).length, 0)
  await expect.poll(() => last()).toMatchObject({ id, state: 'done', messages: 6, total: 6, octets })
})

test('an export → a line of the log, with the box and who asked', async () => {
  const { rows } = await owner.pool.query(
    "select actor_id, entity, entity_id from audit where action = 'export:mailbox' order by id desc limit 1",
  )
  expect(rows).toEqual([{ actor_id: made.person, entity: mairie, entity_id: made.mairie }])
})

test('one under way → no second one; its file is given once; ended → another may begin', async () => {
  const { id } = await begun()
  expect(await (await begin()).json()).toMatchObject({ code: 'already-exists' })
  expect((await fileOf(made.commune)).status).toBe(404)
  const file = await fileOf(id)
  expect((await fileOf(id)).status).toBe(404)
  await file.body?.cancel()
  await expect.poll(() => last()).toMatchObject({ id, state: 'cancelled' })
  const next = await begun()
  expect(next.id).not.toBe(id)
  expect(await cancel(next.id)).toBe(204)
  expect(await cancel(next.id)).toBe(404)
  expect((await fileOf(next.id)).status).toBe(404)
})

test('cancelled while it is read → said to be cancelled, whatever of it still comes', async () => {
  const { id } = await begun()
  const file = await fileOf(id)
  expect(await cancel(id)).toBe(204)
  await file.arrayBuffer().catch(() => undefined)
  expect(await last()).toMatchObject({ id, state: 'cancelled' })
})

test('silent for long → failed, and another may begin', async () => {
  const { id } = await begun()
  await owner.pool.query("update mail_export set touched_at = now() - interval '3 minutes'")
  expect(await last()).toMatchObject({ id, state: 'failed' })
  const next = await begun()
  expect(await cancel(next.id)).toBe(204)
})

test.each(['read', 'write', 'send'])('an access to %s → no export', async (role) => {
  await owner.pool.query('update access set role = $2 where mailbox_id = $1', [made.mairie, role])
  expect(await (await begin()).json()).toMatchObject({ code: 'forbidden' })
  await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
})

test('somebody else → sees and ends nothing of it', async () => {
  const { id } = await begun()
  const other = await webmail.outsider()
  expect(await last(other)).toBeNull()
  expect((await other.ask(`DELETE /export/${id}`)).status).toBe(404)
  expect((await other.ask(`GET /boxes/${made.mairie}/export/${id}`)).status).toBe(404)
  expect(await cancel(id)).toBe(204)
})
