// A conversation of many more messages than are shown at once, as the alerts of a machine or ten years of one subject make it.

import { beforeAll, expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { appendMany } from '#test/support/dovecot/append-many.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { atom, command } from '#webmail/api/imap/command.ts'
import { actionRoutes } from '#webmail/contract/action.ts'
import { mostAtOnce } from '#webmail/contract/action-limits.ts'
import { conversationPage, conversationRoutes } from '#webmail/contract/conversation.ts'

const webmail = await webmailUnderTest()
const { made } = webmail
const claire = await webmail.signIn()

const count = Number(process.env.VAGUEMESTRE_LONG_CONVERSATION ?? 1000)
const uids = Array.from({ length: count }, (_, at) => at + 1)
const conversation = conversationRoutes['GET /boxes/{box}/conversation'].answer
const acted = actionRoutes['POST /boxes/{box}/actions'].answer

/** Each answers the one before it, and names the last few. */
function message(number: number): string {
  const ids = Array.from(
    { length: Math.min(number - 1, 12) },
    (_, back) => `<${number - back - 1}@pompe.test>`,
  )
  return [
    'From: Pompe de relevage <pompe@eaux.test>',
    `To: ${mairie}`,
    `Message-ID: <${number}@pompe.test>`,
    ...(ids.length > 0 ? [`In-Reply-To: ${ids[0]}`, `References: ${ids.toReversed().join('\r\n ')}`] : []),
    'Subject: Re: Alerte',
    'Date: Fri, 06 Nov 2026 14:12:00 +0100',
    '',
    `Niveau haut, mesure ${number}.`,
    '',
  ].join('\r\n')
}

beforeAll(async () => {
  await appendMany(webmail, { mailbox: mairie, folder: 'INBOX' }, uids.map(message))
  // Dovecot makes its index of conversations once, after it has looked into all of them.
  await using client = await openBoxClient(webmail, mairie)
  await client.mailboxOpen('INBOX')
  await command(client, 'UID THREAD', { args: [atom('REFS'), atom('UTF-8'), atom('ALL')] })
}, 240_000)

const read = async (path: string): Promise<unknown> =>
  (await claire.ask(`GET /boxes/${made.mairie}/${path}`)).json()
const listed = async (folder: string) =>
  conversationPage.parse(await read(`conversations?folder=${folder}`)).rows
const opened = async (folder: string, uid: number, skip = 0) =>
  conversation.parse(await read(`conversation?folder=${folder}&uid=${uid}&skip=${skip}`))
const act = async (folder: string, of: readonly number[], action: object) => {
  const body = { folder, uids: of, action }
  return acted.parse(await (await claire.ask(`POST /boxes/${made.mairie}/actions`, body)).json())
}

test('listed → one row with all its messages', async () => {
  const [row, ...others] = await listed('INBOX')
  expect(others).toEqual([])
  expect(row).toMatchObject({ uid: count, uids, count, unread: count })
})

test('opened → the newest 200, and by the way to the others every message once, the oldest last', async () => {
  const seen: number[] = []
  for (let skip = 0; skip < count; ) {
    const part = await opened('INBOX', count, skip)
    expect(part.messages.length).toBeLessThanOrEqual(200)
    expect(part.uids).toEqual(uids)
    seen.unshift(...part.messages.map(({ place }) => place.uid))
    expect(part.older).toBe(count - seen.length)
    skip = part.uids.length - part.older
  }
  expect(seen).toEqual(uids)
})

test('asked for what comes before the first → as if there were none', async () => {
  expect(await read(`conversation?folder=INBOX&uid=${count}&skip=${count}`)).toMatchObject({
    code: 'not-found',
  })
})

test('whole marked as read and unread, archived and brought back → all of it, each time', {
  timeout: 120_000,
}, async () => {
  await act('INBOX', uids, { kind: 'read' })
  expect(await listed('INBOX')).toMatchObject([{ unread: 0, count }])
  await act('INBOX', uids, { kind: 'unread' })
  expect(await listed('INBOX')).toMatchObject([{ unread: count }])
  const { moved, missing } = await act('INBOX', uids, { kind: 'archive' })
  expect({ moved: moved.length, missing }).toEqual({ moved: count, missing: [] })
  expect(await listed('INBOX')).toEqual([])
  const [archived] = await listed('Archive')
  expect(archived).toMatchObject({ count })
  const back = await act(
    'Archive',
    moved.map(({ to }) => to.uid),
    { kind: 'move', to: 'INBOX' },
  )
  expect(back.moved).toHaveLength(count)
  expect(await listed('INBOX')).toMatchObject([{ count, unread: count }])
  await using client = await openBoxClient(webmail, mairie)
  expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: count })
})

test('more messages than one request may name → refused, and none was touched', async () => {
  const body = {
    folder: 'INBOX',
    uids: Array.from({ length: mostAtOnce + 1 }, (_, at) => at + 1),
    action: { kind: 'archive' },
  }
  const answer: unknown = await (await claire.ask(`POST /boxes/${made.mairie}/actions`, body)).json()
  expect(answer).toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/body/uids' }] })
})
