import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ok } from '#core/result.ts'
import { mairie } from '#test/support/database/commune.ts'
import { openConversation } from '#webmail/api/imap/conversation.ts'
import { knownMail } from '#webmail/api/imap/conversation-list.ts'
import { createFolder } from '#webmail/api/imap/folders.ts'
import { openPart, PartFailure } from '#webmail/api/imap/message-parts.ts'
import { certainly, mailboxUnderTest } from './mailbox-under-test.ts'

const { connections, visit, append, doveadm } = await mailboxUnderTest()
const known = knownMail()
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12))
const noSuchMessage = { ok: false, error: { kind: 'noSuchMessage' } }
const openAll = (
  uid: number,
  more: { folder?: string; uidValidity?: number; wholeConversation?: boolean } = {},
) =>
  openConversation({ connections, known }, visit, {
    ...{ folder: 'INBOX', uidValidity: null, uid, wholeConversation: true },
    ...more,
  })

const uid = await append('INBOX', {
  ...{ id: 'ask@a', subject: 'Voirie', date: day(2), flags: ['\\Seen', 'vm-label-voirie'] },
  fields:
    'References: <first@a>\r\nList-Id: <voirie.liste.test>\r\nX-Vaguemestre-Findings: v1;\r\n\tabc\r\nX-Other: no\r\n' +
    'Disposition-Notification-To: marie@ailleurs.test\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n',
})
await append('Archive', {
  id: 'first@a',
  subject: 'Voirie',
  date: day(1),
  flags: ['\\Answered', '$Forwarded'],
})
await append('Sent', { id: 'own@m', references: '<first@a> <ask@a>', from: mairie, date: day(3) })
await append('Drafts', {
  id: 'draft@m',
  references: '<ask@a>',
  from: mairie,
  date: day(4),
  flags: ['\\Draft'],
})
await append('Trash', { id: 'bin@a', references: '<ask@a>', date: day(3) })
await append('INBOX', { id: 'other@a', subject: 'Autre', date: day(3) })
await append('INBOX', { id: 'own@m', references: '<ask@a>', from: mairie, date: day(3) })

test('a message → its conversation over the folders, the oldest first, a copy once, the trash left out', async () => {
  const messages = certainly(await openAll(uid))
  expect(messages.map(({ folder, messageId }) => [folder, messageId])).toEqual([
    ['Archive', '<first@a>'],
    ['INBOX', '<ask@a>'],
    ['INBOX', '<own@m>'],
    ['Drafts', '<draft@m>'],
  ])
  expect(messages).toMatchObject([
    { answered: true, forwarded: true, unread: true, excerpt: 'Bonjour' },
    { unread: false, labels: ['voirie'], date: day(2), received: day(2), structure: { type: 'text/plain' } },
    {},
    { draft: true },
  ])
})

test('the fields that are shown → as they stand in the message, others not', async () => {
  const [message] = certainly(await openAll(uid, { wholeConversation: false }))
  const fields = message?.fields.toString()
  expect(fields).toContain('X-Vaguemestre-Findings: v1;\r\n\tabc\r\n')
  for (const name of ['References', 'List-Id', 'Disposition-Notification-To'])
    expect(fields).toContain(`${name}: `)
  expect(fields).not.toContain('X-Other')
})

test('opened from the trash → what lies there, too', async () => {
  const messages = certainly(await openAll(1, { folder: 'Trash' }))
  expect(messages.map(({ folder }) => folder)).toEqual(['INBOX', 'Trash', 'INBOX', 'Drafts'])
})

test('what was filed in folders of one’s own, however deep → in the conversation; what was thrown away there is not', async () => {
  await createFolder(connections, visit, { parent: null, name: 'Marchés' })
  await createFolder(connections, visit, { parent: 'Marchés', name: '2026' })
  await createFolder(connections, visit, { parent: 'Trash', name: 'Ancien' })
  await append('Marchés/2026', { id: 'lot@a', subject: 'Lot 2', date: day(1) })
  await append('Marchés', { id: 'lot@m', references: '<lot@a>', from: mairie, date: day(2) })
  await append('Trash/Ancien', { id: 'lot@b', references: '<lot@a>', date: day(2) })
  const answer = await append('INBOX', { id: 'lot@c', references: '<lot@a> <lot@m>', date: day(3) })
  for (let turn = 0; turn < 2; turn += 1)
    expect(certainly(await openAll(answer)).map(({ folder }) => folder)).toEqual([
      'Marchés/2026',
      'Marchés',
      'INBOX',
    ])
  await append('Marchés/2026', { id: 'lot@d', references: '<lot@c>', date: day(4) })
  expect(certainly(await openAll(answer)).map(({ messageId }) => messageId)).toContain('<lot@d>')
})

test('a message expunged meanwhile, or of a folder of another age → noSuchMessage', async () => {
  const gone = await append('INBOX', { id: 'gone@a' })
  certainly(await openAll(gone))
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'INBOX', 'uid', String(gone))
  expect(await openAll(gone)).toEqual(noSuchMessage)
  expect(await openAll(gone, { wholeConversation: false })).toEqual(noSuchMessage)
  expect(await openAll(uid, { uidValidity: 7 })).toEqual(noSuchMessage)
  expect(await openAll(uid, { folder: 'Nowhere' })).toMatchObject({ error: { kind: 'noSuchFolder' } })
})

test('no ids at all → the message alone', async () => {
  const alone = await append('INBOX', { subject: 'Sans' })
  expect(certainly(await openAll(alone))).toHaveLength(1)
})

const part = (
  uid: number,
  name: string | null,
  { charset = null, mostOctets = 100_000_000 }: { charset?: string | null; mostOctets?: number } = {},
) =>
  openPart(connections, visit, {
    name: { folder: 'INBOX', uidValidity: null, uid, part: name },
    options: { charset, mostOctets },
  })
const mixed = (...parts: readonly string[]) => ({
  fields: 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n',
  body: `${parts.map((each) => `--b\r\n${each}\r\n`).join('')}--b--`,
})

test('parts in base64, quoted-printable, and of another charset → decoded, text as UTF-8', async () => {
  const file = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 7919) % 251))
  const lines = (file.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
  const message = await append(
    'INBOX',
    mixed(
      'Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nD=E9lib=E9ration =\r\nsuite',
      `Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines}`,
      'Content-Type: text/plain\r\nContent-Transfer-Encoding: x-unheard-of\r\n\r\nbrut',
    ),
  )
  expect(await text(certainly(await part(message, '1', { charset: 'ISO-8859-1' })))).toBe(
    'Délibération suite',
  )
  expect(await text(certainly(await part(message, '1', { charset: 'x-nothing' })))).toBe('Délibération suite')
  const read = await buffer(certainly(await part(message, '2')))
  expect(read.equals(file)).toBe(true)
  expect(await text(certainly(await part(message, '3')))).toContain('brut')
  expect(await text(certainly(await part(message, null)))).toContain('Content-Type: application/pdf')
})

test('a character cut by the border of two pieces → whole', async () => {
  const letters = `x${'é'.repeat(400_000)}`
  const message = await append('INBOX', {
    fields:
      'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n',
    body: letters,
  })
  expect((await text(certainly(await part(message, '1', { charset: 'utf-8' })))).trim()).toBe(letters)
})

test('a part that is not there, is no part, or empty → noSuchMessage, or nothing', async () => {
  const message = await append('INBOX', mixed('Content-Type: text/plain\r\n\r\n'))
  for (const name of ['9', '0', '1.x', '1)', '', '1.2.3'])
    expect(await part(message, name), name).toEqual(noSuchMessage)
  expect(await part(99_999, '1')).toEqual(noSuchMessage)
  expect(await text(certainly(await part(message, '1')))).toBe('')
})

test('more than may be read → an error, and no more is asked for', async () => {
  const message = await append('INBOX', { body: 'x'.repeat(1_500_000) })
  const reading = text(certainly(await part(message, '1', { mostOctets: 600_000 })))
  await expect(reading).rejects.toEqual(new PartFailure({ kind: 'tooLarge' }))
})

test('a reader that is slow, or leaves → others are not held up, and nothing more is read', async () => {
  const message = await append('INBOX', { body: 'x'.repeat(2_000_000) })
  const slow = certainly(await part(message, '1')).getReader()
  await slow.read()
  certainly(await openAll(uid))
  expect((await slow.read()).value?.length).toBe(512 * 1024)
  await slow.cancel()
  certainly(await connections.read(visit, async () => ok(null)))
})

test('sessions ended and the message expunged while it is read → goes on; then an error', async () => {
  const message = await append('INBOX', { body: 'x'.repeat(2_000_000) })
  const reader = certainly(await part(message, '1')).getReader()
  await reader.read()
  await doveadm('kick', visit.mailbox)
  expect((await reader.read()).value?.length).toBe(512 * 1024)
  await doveadm('expunge', '-u', visit.mailbox, 'mailbox', 'INBOX', 'uid', String(message))
  await doveadm('kick', visit.mailbox)
  await expect(reader.read()).rejects.toEqual(new PartFailure({ kind: 'noSuchMessage' }))
})
