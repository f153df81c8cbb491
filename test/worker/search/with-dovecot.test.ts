import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bodyInMemory } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { unindexedMailStore } from '#db/stores/mailboxes/unindexed-mail.ts'
import { makeAppPassword } from '#identity/app-password.ts'
import { address, claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { indexedMessages } from '#test/support/dovecot/indexed-messages.ts'
import { withImap } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { changedIndexing } from '#worker/search/index-changed.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const office = makeAppPassword()
const account = { address: mairie, password: office.password.reveal() }
let dovecot: TestDovecot
let policy: AsyncDisposable
let pool: LmtpPool

beforeAll(async () => {
  const hosting = hostingStore(owner)
  const who = { commune: made.commune, mailbox: made.mairie, person: made.person }
  await hosting.grant({ ...who, role: 'manage' })
  await hosting.putAppPassword({ ...who, selector: office.selector, hash: office.hash, label: 'phone' })
  dovecot = await startDovecot(postgresql, 'no-probe')
  policy = await answerAuthPolicy(dovecot.installation.ports.hooks)
  pool = new LmtpPool({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.lmtp, hostname: 'test' },
    ...{ timeoutMilliseconds: 10_000, maxConnections: 2 },
  })
})
afterAll(async () => {
  await pool?.[Symbol.asyncDispose]()
  await policy?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
})
beforeEach(() =>
  owner.pool.query('update dovecot.quota_usage set indexed_bytes = bytes, indexed_messages = messages'),
)

const deliver = async (recipient: string, word: string, fields = '') => {
  const head = Buffer.from(`Subject: Conseil\r\n${fields}\r\n`)
  const content = { head, body: bodyInMemory(Buffer.from(`${word}\r\n`)) }
  const [answer] = await deliverByLmtp(pool, { reversePath: '', recipients: [address(recipient)], content })
  expect(answer).toMatchObject({ kind: 'answered', reply: { code: 250 } })
}
const changed = () => unindexedMailStore(worker).changed('', 10)
const index = () =>
  changedIndexing({
    unindexed: unindexedMailStore(worker),
    doveadm: doveadmClient({
      ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
      password: new Secret(dovecot.doveadmPassword),
    }),
  })()
const indexed = (user: string, folder: string) => indexedMessages(dovecot, user, folder)
const asMairie = (use: (imap: ImapFlow) => Promise<void>) =>
  withImap({ host: '127.0.0.1', port: dovecot.installation.ports.imap }, account, use)

test('delivered to INBOX → not in the index; a turn → indexed, and nothing changed any more', async () => {
  await deliver(mairie, 'pimprenelle')
  await deliver(mairie, 'serpolet')
  await deliver(claire, 'serpolet')
  await eventually('what is used', async () => ((await changed()).length === 2 ? true : null))
  expect(await indexed(mairie, 'INBOX')).toBe(0)
  await index()
  expect(await changed()).toEqual([])
  await eventually('the index', async () => ((await indexed(mairie, 'INBOX')) === 2 ? true : null))
  await eventually('the index', async () => ((await indexed(claire, 'INBOX')) === 1 ? true : null))
})

test('searched right after the delivery, before any turn → found', async () => {
  await deliver(mairie, 'coquelicot')
  await asMairie(async (imap) => {
    await imap.mailboxOpen('INBOX')
    expect(await imap.search({ body: 'coquelicot' })).toHaveLength(1)
    await deliver(mairie, 'bleuet')
    await imap.noop()
    expect(await imap.search({ body: 'bleuet' })).toHaveLength(1)
    expect(await imap.search({ text: 'bleuet' })).toHaveLength(1)
  })
})

test('appended, copied, or delivered elsewhere → indexed at once, without a turn', {
  timeout: 90_000,
}, async () => {
  await asMairie(async (imap) => {
    await imap.append('INBOX', 'Subject: x\r\n\r\nangelique\r\n')
    await imap.append('Sent', 'Subject: x\r\n\r\nmelisse\r\n')
    await imap.mailboxOpen('Sent')
    await imap.messageCopy('1', 'Archive')
  })
  await deliver(mairie, 'verveine', 'X-Vaguemestre-Junk: yes\r\n')
  for (const folder of ['Sent', 'Archive', 'Junk'])
    await eventually(folder, async () => ((await indexed(mairie, folder)) === 1 ? true : null))
  await eventually('INBOX', async () => ((await indexed(mairie, 'INBOX')) === 5 ? true : null))
})

test('a command that Dovecot refuses → the error of the library says which, and why', async () => {
  const refused = asMairie(async (imap) => void (await imap.append('Nowhere', 'Subject: x\r\n\r\nx\r\n')))
  await expect(refused).rejects.toThrow(/APPEND Nowhere .*→ NO \[TRYCREATE\] Mailbox doesn't exist: Nowhere/)
})

test('figures of somebody Dovecot does not know → put away; the mailbox after it is indexed', async () => {
  await owner.pool.query(
    "insert into dovecot.quota_usage (username, bytes) values ('aaa@mairie-saulieu.test', 1)",
  )
  const before = await indexed(mairie, 'INBOX')
  await deliver(mairie, 'mauve')
  await eventually('what is used', async () => ((await changed()).length === 2 ? true : null))
  await index()
  expect(await changed()).toEqual([])
  await eventually('the index', async () => ((await indexed(mairie, 'INBOX')) === before + 1 ? true : null))
})

test('French, English and German, searched for by other forms of their words → found', async () => {
  await deliver(
    mairie,
    'Les délibérations du conseil municipal ont été écrites hier par les secrétaires de la mairie.',
  )
  await deliver(
    mairie,
    'The minutes were written yesterday by the secretaries, who had nothing to say about it.',
  )
  await deliver(
    mairie,
    'Das Protokoll der Sitzung wurde gestern geschrieben, und niemand hatte etwas über das Glück zu sagen.',
  )
  await asMairie(async (imap) => {
    await imap.mailboxOpen('INBOX')
    for (const word of ['deliberation', 'secretary', 'gluck'])
      expect(await imap.search({ body: word }), word).toHaveLength(1)
  })
})
