import { beforeEach, expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`

beforeEach(() => owner.pool.query('truncate outbox'))

const asking = [
  'From: Marie Durand <marie@ailleurs.test>',
  `To: ${mairie}`,
  'Subject: Devis',
  'Disposition-Notification-To: marie@ailleurs.test',
]

async function deliver(fields: readonly string[] = asking, body = 'Bonjour', folder = 'INBOX') {
  await using client = await openBoxClient(webmail, mairie)
  const id = `Message-ID: <${crypto.randomUUID()}@ailleurs.test>`
  const appended = await client.append(folder, [...fields, id, '', body, ''].join('\r\n'))
  if (!appended || appended.uid === undefined) throw new Error('not appended')
  return appended.uid
}

const message = async (uid: number, folder = 'INBOX') =>
  (await claire.ask(`GET ${box}/message?folder=${folder}&uid=${uid}`)).json()
const answer = (uid: number, send: boolean) =>
  claire.ask(`POST ${box}/receipts`, { place: { folder: 'INBOX', uid }, send })
const outgoing = async () =>
  (
    await owner.pool.query<{ recipients: string[]; content: Buffer }>(
      'select recipients, content from outbox',
    )
  ).rows
async function flagsOf(uid: number): Promise<readonly string[]> {
  await using client = await openBoxClient(webmail, mairie)
  await client.mailboxOpen('INBOX')
  const found = await client.fetchOne(String(uid), { flags: true }, { uid: true })
  return found === false ? [] : [...(found.flags ?? [])]
}

test('asked for and sent → one receipt leaves, every program is told, and nobody is asked again', async () => {
  const uid = await deliver()
  expect(await message(uid)).toMatchObject({ receiptAsked: { to: 'marie@ailleurs.test', elsewhere: false } })
  const [first, second] = await Promise.all([answer(uid, true), answer(uid, true)])
  expect([first.status, second.status].toSorted()).toEqual([204, 409])
  const [sent, ...others] = await outgoing()
  expect(others).toEqual([])
  expect(sent?.recipients).toEqual(['marie@ailleurs.test'])
  expect(sent?.content.toString()).toMatch(/report-type=disposition-notification/)
  expect(await flagsOf(uid)).toContain('$MDNSent')
  expect(await message(uid)).toMatchObject({ receiptAsked: null })
})

test('declined → nothing leaves, and nobody is asked again', async () => {
  const uid = await deliver()
  expect((await answer(uid, false)).status).toBe(204)
  expect(await outgoing()).toEqual([])
  expect(await message(uid)).toMatchObject({ receiptAsked: null })
})

test('told by another program that it was sent → not asked', async () => {
  await using client = await openBoxClient(webmail, mairie)
  const appended = await client.append('INBOX', [...asking, '', 'x', ''].join('\r\n'), ['$MDNSent'])
  const uid = appended === false ? 0 : (appended.uid ?? 0)
  expect(await message(uid)).toMatchObject({ receiptAsked: null })
  expect(await (await answer(uid, true)).json()).toMatchObject({ code: 'changed-meanwhile' })
})

test.each([
  ['an own message', [`From: ${mairie}`, 'Disposition-Notification-To: marie@ailleurs.test'], 'INBOX'],
  ['a message in the junk', asking, 'Junk'],
])('%s → not asked', async (_, fields, folder) => {
  expect(await message(await deliver(fields, 'x', folder), folder)).toMatchObject({ receiptAsked: null })
})

test('a person who only files → not asked, and may not send', async () => {
  const uid = await deliver()
  await owner.pool.query("update access set role = 'write' where mailbox_id = $1", [made.mairie])
  expect(await message(uid)).toMatchObject({ receiptAsked: null })
  expect((await answer(uid, true)).status).toBe(403)
  await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
})

const report = (disposition: string) =>
  [
    '--r',
    'Content-Type: text/plain',
    '',
    'Lu.',
    '--r',
    'Content-Type: message/disposition-notification',
    '',
    'Final-Recipient: rfc822;marie@ailleurs.test',
    disposition,
    '',
    '--r--',
  ].join('\r\n')
const reported = [
  'From: Marie Durand <marie@ailleurs.test>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=disposition-notification; boundary=r',
]

test('a receipt that came → who read it; a report without one → nothing, and the message as ever', async () => {
  const read = await deliver(reported, report('Disposition: manual-action/MDN-sent-manually; displayed'))
  expect(await message(read)).toMatchObject({
    receipt: { by: 'marie@ailleurs.test', became: 'displayed' },
    receiptAsked: null,
  })
  const broken = await deliver(reported, report('X: y'))
  expect(await message(broken)).toMatchObject({ receipt: null, html: expect.stringContaining('Lu.') })
})
