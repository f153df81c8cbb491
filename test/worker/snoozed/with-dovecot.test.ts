// What was put off, brought back by the worker through the real Dovecot.

import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { systemClock as clock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { snoozedMessagesStore } from '#db/stores/webmail/snoozed-messages.ts'
import { snoozedRunsStore } from '#db/stores/webmail/snoozed-runs.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { untilIndexed } from '#test/support/dovecot/indexed-messages.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { returnSnoozed } from '#worker/snoozed/return-snoozed.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const box = { id: made.mairie, commune: made.commune }
let dovecot: TestDovecot
let policy: AsyncDisposable

beforeAll(async () => {
  const who = { commune: made.commune, mailbox: made.mairie, person: made.person }
  await hostingStore(owner).grant({ ...who, role: 'manage' })
  dovecot = await startDovecot(postgresql, 'no-probe')
  policy = await answerAuthPolicy(dovecot.installation.ports.hooks)
})
afterAll(async () => {
  await policy?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await owner.pool.query('truncate snoozed_message')
  await inBox(async (client) => {
    for (const folder of ['Snoozed', 'INBOX', 'Archive']) {
      await newFolder(client, folder)
      const { exists } = await client.mailboxOpen(folder)
      if (exists === 0) continue
      await untilIndexed(client, folder)
      await client.messageDelete('1:*')
    }
  })
})

async function inBox<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> {
  const who = { mailbox: mairie, person: made.person }
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    logger: false,
    auth: { user: mairie, accessToken: await issueMailboxToken(who, dovecot.tokenKey, clock) },
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}

/** A message that was read and starred, put off until an hour that has come. */
const putOff = (subject: string, at = new Date(0)) =>
  inBox(async (client) => {
    const content = `From: a@b.test\r\nSubject: ${subject}\r\n\r\nx\r\n`
    const appended = await client.append('Snoozed', content, ['\\Seen', '\\Flagged'])
    if (!appended || appended.uid === undefined) throw new Error('not appended')
    const place = { uidValidity: Number(appended.uidValidity), uids: [appended.uid] }
    await snoozedMessagesStore(owner).returnAt(box, place, at)
    return appended.uid
  })

const messagesIn = (folder: string) =>
  inBox(async (client) => {
    const { exists } = await client.mailboxOpen(folder)
    const all = exists === 0 ? [] : await client.fetchAll('1:*', { envelope: true, flags: true })
    return all.map(({ envelope, flags }) => [
      envelope?.subject,
      ...[...(flags ?? [])].filter((flag) => flag !== '\\Recent' && flag.startsWith('\\')).sort(),
    ])
  })
const rows = async () => (await owner.pool.query('select from snoozed_message')).rowCount

const turn = () =>
  returnSnoozed({
    clock,
    runs: snoozedRunsStore(worker),
    doveadm: doveadmClient({
      ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
      password: new Secret(dovecot.doveadmPassword),
    }),
  })

test('its hour has come → in the inbox, unread and as it was otherwise; those of a later hour and without one stay', async () => {
  await putOff('due')
  await putOff('due too')
  await putOff('to come', new Date(Date.now() + 3_600_000))
  await inBox((client) => client.append('Snoozed', 'Subject: no hour\r\n\r\nx\r\n', ['\\Seen']))
  expect(await turn()).toBe(false)
  expect(await messagesIn('INBOX')).toEqual([
    ['due', '\\Flagged'],
    ['due too', '\\Flagged'],
  ])
  expect(await messagesIn('Snoozed')).toEqual([
    ['to come', '\\Flagged', '\\Seen'],
    ['no hour', '\\Seen'],
  ])
  expect(await rows()).toBe(1)
})

test('Dovecot is down → the turn rejects and nothing is forgotten; back → brought back', async () => {
  await putOff('due')
  await dovecot.restart(async () => {
    await expect(turn()).rejects.toThrow('ECONNREFUSED')
    expect(await rows()).toBe(1)
  })
  // What did not answer is asked again after a while.
  expect(await turn()).toBe(false)
  expect(await messagesIn('INBOX')).toEqual([])
  await owner.pool.query('update snoozed_message set next_attempt_at = now()')
  await turn()
  expect(await messagesIn('INBOX')).toEqual([['due', '\\Flagged']])
  expect(await rows()).toBe(0)
})

test('taken elsewhere by somebody meanwhile → stays there, read as it was, and its hour is forgotten', async () => {
  const uid = await putOff('filed')
  await inBox(async (client) => {
    await client.mailboxOpen('Snoozed')
    await client.messageMove(String(uid), 'Archive', { uid: true })
  })
  await turn()
  expect(await messagesIn('Archive')).toEqual([['filed', '\\Flagged', '\\Seen']])
  expect(await messagesIn('INBOX')).toEqual([])
  expect(await rows()).toBe(0)
})

test('a worker died before it forgot → the next turn does no harm to whoever is in the inbox', async () => {
  await putOff('due')
  const { rows: before } = await owner.pool.query('select * from snoozed_message')
  await turn()
  await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1', ['\\Seen'])
  })
  const [{ commune_id, mailbox_id, uid_validity, uid }] = before
  await owner.pool.query(
    `insert into snoozed_message (commune_id, mailbox_id, uid_validity, uid, returns_at, next_attempt_at)
     values ($1, $2, $3, $4, now(), now())`,
    [commune_id, mailbox_id, uid_validity, uid],
  )
  await turn()
  expect(await messagesIn('INBOX')).toEqual([['due', '\\Flagged', '\\Seen']])
  expect(await rows()).toBe(0)
})

test.each([
  ['deleted', (client: ImapFlow) => client.mailboxDelete('Snoozed')],
  [
    'made anew with others in it',
    async (client: ImapFlow) => {
      await client.mailboxDelete('Snoozed')
      await newFolder(client, 'Snoozed')
      await client.append('Snoozed', 'Subject: of somebody\r\n\r\nx\r\n', ['\\Seen'])
    },
  ],
])('its folder was %s → nothing is brought back, and the hour is forgotten', async (_, change) => {
  await putOff('lost')
  await inBox(async (client) => void (await change(client)))
  await turn()
  expect(await messagesIn('INBOX')).toEqual([])
  expect(await rows()).toBe(0)
})

test.each([
  ['mailbox', 'mailbox set suspended_at = now()', 'mailbox set suspended_at = null'],
  ['commune', 'commune set suspended_at = now()', 'commune set suspended_at = null'],
])(
  'its %s is suspended → in the inbox all the same, for when it is not any more',
  async (_, suspend, resume) => {
    await putOff('due')
    await owner.pool.query(`update ${suspend}`)
    try {
      await turn()
    } finally {
      await owner.pool.query(`update ${resume}`)
    }
    expect(await messagesIn('INBOX')).toEqual([['due', '\\Flagged']])
  },
)
