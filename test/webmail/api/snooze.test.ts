import { ImapFlow } from 'imapflow'
import { beforeEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { answered } from '#test/support/admin/two-communes.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner, dovecot } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`
const ask = (name: string, body?: unknown) => answered(claire.ask(name, body))
const hour = (ahead: number) => new Date(Date.now() + ahead * 3_600_000).toISOString()
const [tonight, tomorrow] = [hour(5), hour(20)]

async function imap<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const who = { mailbox: mairie, person: made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, dovecot.tokenKey, systemClock) },
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

beforeEach(async () => {
  await owner.pool.query('truncate snoozed_message')
  await imap(async (client) => {
    for (const folder of ['INBOX', 'Snoozed', 'Drafts']) {
      const { exists } = await client.mailboxOpen(folder).catch(() => ({ exists: 0 }))
      if (exists > 0) await client.messageDelete('1:*')
    }
  })
})

/** Its uid. */
const append = (folder: string, subject: string, more = '') =>
  imap(async (client) => {
    const content = `From: a@b.test\r\nSubject: ${subject}\r\n${more}\r\nx\r\n`
    const appended = await client.append(folder, content, ['\\Seen'])
    if (!appended || appended.uid === undefined) throw new Error('not appended')
    return appended.uid
  })
const act = (folder: string, uids: readonly number[], action: object) =>
  ask(`POST ${box}/actions`, { folder, uids, action })
const rowsIn = async (folder: string, more = '') =>
  (await ask(`GET ${box}/conversations?folder=${folder}${more}`)).body.rows.map(
    ({ subject, returnsAt }: { readonly subject: string; readonly returnsAt?: string }) => [
      subject,
      returnsAt ?? null,
    ],
  )

test('put off → out of the inbox, in a folder of its role with its hour; by the answer it can be brought back', async () => {
  const uid = await append('INBOX', 'Devis')
  const { status, body } = await act('INBOX', [uid], { kind: 'snooze', until: tomorrow })
  expect([status, body]).toMatchObject([
    200,
    { moved: [{ from: { folder: 'INBOX', uid }, to: { folder: 'Snoozed' } }], missing: [] },
  ])
  expect(await rowsIn('INBOX')).toEqual([])
  expect(await rowsIn('Snoozed')).toEqual([['Devis', tomorrow]])
  const folders = (await ask(`GET ${box}/folders`)).body.rows
  expect(folders.map(({ path }: { readonly path: string }) => path).slice(0, 2)).toEqual(['INBOX', 'Snoozed'])
  expect(folders[1]).toMatchObject({ role: 'snoozed', opens: true, total: 1 })
  const [{ to }] = body.moved
  await act('Snoozed', [to.uid], { kind: 'move', to: 'INBOX' })
  expect(await rowsIn('INBOX')).toEqual([['Devis', null]])
})

test('put off once more → stays where it is, at another hour', async () => {
  const uid = await append('INBOX', 'Devis')
  const { body } = await act('INBOX', [uid], { kind: 'snooze', until: tomorrow })
  const [{ to }] = body.moved
  expect(await act('Snoozed', [to.uid], { kind: 'snooze', until: tonight })).toEqual({
    status: 200,
    body: { moved: [], missing: [] },
  })
  expect(await rowsIn('Snoozed')).toEqual([['Devis', tonight]])
})

test('put off once more when it is no longer there → told as missing, and no hour is noted', async () => {
  const { rowCount } = await owner.pool.query('select from snoozed_message')
  expect(await act('Snoozed', [4_000_000], { kind: 'snooze', until: tonight })).toEqual({
    status: 200,
    body: { moved: [], missing: [4_000_000] },
  })
  expect((await owner.pool.query('select from snoozed_message')).rowCount).toBe(rowCount)
})

test('a conversation of two hours → the first of them; found by a search too; without any → none said', async () => {
  const first = await append('INBOX', 'Devis', 'Message-ID: <one@b.test>\r\n')
  const second = await append('INBOX', 'Devis', 'Message-ID: <two@b.test>\r\nReferences: <one@b.test>\r\n')
  await act('INBOX', [first], { kind: 'snooze', until: tomorrow })
  await act('INBOX', [second], { kind: 'snooze', until: tonight })
  await append('Snoozed', 'Sans heure')
  expect(await rowsIn('Snoozed')).toEqual([
    ['Sans heure', null],
    ['Devis', tonight],
  ])
  const found = await rowsIn('INBOX', '&everywhere=1&q=dans:en-attente')
  expect(found.toSorted()).toEqual(
    [
      ['Devis', tonight],
      ['Devis', tomorrow],
      ['Sans heure', null],
    ].toSorted(),
  )
})

test('an answer comes while the conversation is put off → in the inbox, and opened it shows what it answers', async () => {
  const uid = await append('INBOX', 'Devis', 'Message-ID: <asked@b.test>\r\n')
  await act('INBOX', [uid], { kind: 'snooze', until: tomorrow })
  const answer = await append(
    'INBOX',
    'Re: Devis',
    'Message-ID: <told@b.test>\r\nIn-Reply-To: <asked@b.test>\r\n',
  )
  expect(await rowsIn('INBOX')).toEqual([['Re: Devis', null]])
  const { body } = await ask(`GET ${box}/conversation?folder=INBOX&uid=${answer}`)
  const lie = body.messages.map(({ place }: { readonly place: { readonly folder: string } }) => place.folder)
  expect(lie.toSorted()).toEqual(['INBOX', 'Snoozed'])
})

test.each([
  ['an hour that is over', '2020-01-01T08:00:00.000Z', 422],
  ['a year too far', '2199-01-01T08:00:00.000Z', 422],
  ['no hour', 'demain', 422],
])('%s → refused, and nothing is moved', async (_, until, status) => {
  const uid = await append('INBOX', 'Devis')
  expect((await act('INBOX', [uid], { kind: 'snooze', until })).status).toBe(status)
  expect(await rowsIn('INBOX')).toEqual([['Devis', null]])
})

test.each(['Drafts', 'Sent', 'Junk', 'Trash'])('out of %s → refused', async (folder) => {
  const uid = await append(folder, 'x')
  expect((await act(folder, [uid], { kind: 'snooze', until: tomorrow })).body).toMatchObject({
    code: 'mail-refused',
  })
})

test('what is gone already → missing, and no hour is noted', async () => {
  const { body } = await act('INBOX', [4_000_000], { kind: 'snooze', until: tomorrow })
  expect(body).toEqual({ moved: [], missing: [4_000_000] })
  expect((await owner.pool.query('select from snoozed_message')).rowCount).toBe(0)
})

test('its hour cannot be noted → back where it was, and told', async () => {
  const uid = await append('INBOX', 'Devis')
  await owner.pool.query('revoke insert on snoozed_message from vm_webmail')
  try {
    expect((await act('INBOX', [uid], { kind: 'snooze', until: tomorrow })).status).toBeGreaterThanOrEqual(
      500,
    )
  } finally {
    await owner.pool.query('grant insert on snoozed_message to vm_webmail')
  }
  expect(await rowsIn('INBOX')).toEqual([['Devis', null]])
  expect(await rowsIn('Snoozed')).toEqual([])
})

test('who may only read the box → sees the hours, puts nothing off', async () => {
  const uid = await append('INBOX', 'Devis')
  await act('INBOX', [uid], { kind: 'snooze', until: tomorrow })
  const other = await append('INBOX', 'Autre')
  await owner.pool.query("update access set role = 'read' where mailbox_id = $1", [made.mairie])
  try {
    expect(await rowsIn('Snoozed')).toEqual([['Devis', tomorrow]])
    expect((await act('INBOX', [other], { kind: 'snooze', until: tomorrow })).status).toBe(403)
  } finally {
    await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
  }
})
