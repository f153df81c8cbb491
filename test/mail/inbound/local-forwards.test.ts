// Mail out of our own queue for mailboxes of ours, with a real database and the rights of the worker: what they send on, what
// goes back, and what is believed of mail that a mailbox sent on.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EmailAddress, mailboxKey, type ReversePath } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import { readFindingsField } from '#core/message/findings-field.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { QueueOrigin } from '#core/queue/queued-mail.ts'
import { Secret } from '#core/secret.ts'
import { ClamdPool } from '#daemons/clamd/clamd-pool.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { resolveRecipient } from '#db/stores/addresses/resolve-recipient.ts'
import { forwardMark, forwardMarkField } from '#mail/forwarding/forward-mark.ts'
import { openInboundStores } from '#mail/gateway-stores.ts'
import { deliverLocally } from '#mail/inbound/accept-mail.ts'
import type { DeliverLocally } from '#mail/inbound/local-delivery.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { fakeClamd } from '#test/support/daemons/fake-clamd.ts'
import { type FakeLmtp, fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { fakeRspamd } from '#test/support/daemons/fake-rspamd.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { queuedRows } from '#test/support/database/queued-rows.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { outgoingNowhere } from '#test/support/stack/worker-config.ts'

const { owner, worker, made } = await saulieuDatabase()
const write = directoryWriter(owner, made.commune)
const srsKey = new Secret('srs')
const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
let lmtp: FakeLmtp
let deliver: DeliverLocally

beforeAll(async () => {
  const [rspamd, clamd] = [opened.use(await fakeRspamd()), opened.use(await fakeClamd())]
  lmtp = opened.use(await fakeLmtp())
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const { inbound } = outgoingNowhere('')
  const stores = opened.use(
    openInboundStores(worker, {
      ...{ policy: inbound.policy, clock: systemClock, log },
      keyEncryption: keyEncryption(new Secret(randomBytes(32).toString('base64url'))),
    }),
  )
  const at = (port: number) => ({ host: '127.0.0.1', port })
  deliver = deliverLocally(
    { ...inbound, hostname: 'mail.cotedor.test', rspamd: at(rspamd.listener.port) },
    {
      ...stores,
      // Asked anew each time: a test does not wait until what it wrote is heard of.
      directory: { resolve: (recipient) => resolveRecipient(worker.pool, mailboxKey(recipient).key) },
      findingsKey: new Secret('findings'),
      srsKey,
      ...{ clock: systemClock, log },
    },
    {
      clamd: opened.use(
        new ClamdPool({
          ...{
            ...at(clamd.listener.port),
            maxSessions: 1,
            longestScanMilliseconds: 5000,
            clock: systemClock,
          },
        }),
      ),
      lmtp: opened.use(
        new LmtpPool({
          ...{ ...at(lmtp.listener.port), timeoutMilliseconds: 5000, hostname: 'test', maxConnections: 1 },
        }),
      ),
    },
  )
})
beforeEach(async () => {
  lmtp.delivered.length = 0
  await owner.pool.query('truncate queued_message, external_forward, list cascade')
})

async function comes(
  to: string,
  given: {
    queueId?: QueueId
    origin?: QueueOrigin
    from?: string
    author?: string
    fields?: readonly string[]
  } = {},
): Promise<string> {
  const { queueId = newQueueId(Date.now()), origin = 'submission' } = given
  const { from = mairie, author = mairie, fields = [] } = given
  const head = [...fields, `From: ${author}`, 'Subject: Conseil', '', 'Bonjour', '']
  const answers = await deliver({
    ...{ queueId, origin, reversePath: from as ReversePath, smtputf8: false },
    ...{ content: Buffer.from(head.join('\r\n')), recipients: [to as EmailAddress] },
  })
  const reply = answers.get(to as EmailAddress)?.reply
  return `${reply?.code} ${reply?.enhanced}`
}
const delivered = () => lmtp.delivered.map(({ recipient }) => recipient)

test('mail of ours to a mailbox that sends on → delivered, and in the queue for the outside', async () => {
  await write.outside(made.personal, 'claire@away.test')
  expect(await comes(claire)).toBe('250 2.0.0')
  expect(delivered()).toEqual([claire])
  expect(await queuedRows(owner)).toMatchObject([
    {
      ...{ origin: 'forward', mailbox: made.personal, commune: made.commune },
      reversePath: expect.stringMatching(`^SRS0=.*=${saulieu}=mairie@${saulieu}$`),
      recipients: [{ address: 'claire@away.test', destination: 'away.test' }],
    },
  ])
})

test('it comes back by our own queue → 554 5.4.6, and nothing more', async () => {
  await write.outside(made.personal, mairie)
  await write.outside(made.mairie, claire)
  await owner.pool.query('update mailbox set forward_keeps_copy = false')
  expect(await comes(claire)).toBe('250 2.0.0')
  const replies: string[] = []
  for (let hops = 0; hops < 10; hops += 1) {
    const [row] = await queuedRows(owner)
    if (row === undefined) break
    await owner.pool.query('delete from queued_message')
    const answers = await deliver({
      ...{ queueId: newQueueId(Date.now()), origin: 'forward', smtputf8: false },
      reversePath: row.reversePath as ReversePath,
      content: Buffer.from(row.content),
      recipients: row.recipients.map(({ address }) => address as EmailAddress),
    })
    replies.push(...[...answers.values()].map(({ reply }) => `${reply.code} ${reply.enhanced}`))
  }
  await owner.pool.query('update mailbox set forward_keeps_copy = true')
  expect(replies).toEqual(['250 2.0.0', '554 5.4.6'])
  expect(delivered()).toEqual([])
})

test('a report of ours about what was sent on → goes back to whoever wrote', async () => {
  await write.outside(made.personal, 'claire@away.test')
  await comes(claire, { from: 'paul@outside.test' })
  const [row] = await queuedRows(owner)
  await owner.pool.query('delete from queued_message')
  expect(await comes(row?.reversePath ?? '', { origin: 'report', from: '' })).toBe('250 2.0.0')
  expect(await queuedRows(owner)).toMatchObject([
    {
      reversePath: '',
      recipients: [{ address: 'paul@outside.test', destination: 'outside.test', notify: [] }],
    },
  ])
})

test('sent on before by our own queue, and nothing proves its sender → the mailbox is told what becomes of it', async () => {
  await write.outside(made.personal, 'claire@away.test')
  expect(await comes(claire, { origin: 'forward', from: 'forged@victim.test' })).toBe('250 2.0.0')
  expect(await queuedRows(owner)).toMatchObject([
    { reversePath: claire, recipients: [{ address: 'claire@away.test', notify: ['failure'] }] },
  ])
})

test.each([true, false])(
  'a report of ours that bears the mark of the mailbox, which keeps a copy: %s → there once, and not sent on',
  async (keepsCopy) => {
    await write.outside(made.personal, 'claire@away.test')
    await owner.pool.query('update mailbox set forward_keeps_copy = $1', [keepsCopy])
    const fields = [forwardMarkField([forwardMark(made.personal, srsKey)]).trimEnd()]
    const reply = await comes(claire, { origin: 'report', from: '', fields })
    await owner.pool.query('update mailbox set forward_keeps_copy = true')
    expect(reply).toBe('250 2.0.0')
    expect(delivered()).toEqual([claire])
    expect(await queuedRows(owner)).toEqual([])
  },
)

test('any other letter of ours → sent on like all mail of the mailbox, from the null path', async () => {
  await write.outside(made.personal, 'claire@away.test')
  expect(await comes(claire, { origin: 'report', from: '' })).toBe('250 2.0.0')
  expect(delivered()).toEqual([claire])
  expect(await queuedRows(owner)).toMatchObject([{ reversePath: '', recipients: [{ notify: [] }] }])
})

test('sent on in the name of a member of a closed list, and nothing proves it → 550; proven when it came in → delivered', async () => {
  await write.list('conseil', [mairie], 'members')
  const list = `conseil@${saulieu}`
  expect(await comes(list, { origin: 'forward' })).toBe('550 5.7.1')
  expect(await comes(list, { origin: 'submission' })).toBe('250 2.0.0')
  const proof = [`Authentication-Results: mail.cotedor.test; dmarc=pass header.from=${saulieu}`]
  expect(await comes(list, { origin: 'forward', fields: proof })).toBe('250 2.0.0')
  expect(delivered()).toEqual([mairie, mairie])
})

test('a first letter of ours to a commune → no sign of fraud; a first message of somebody unknown there → first contact', async () => {
  const marks = async (given: Parameters<typeof comes>[1]) => {
    const queueId = newQueueId(Date.now())
    lmtp.delivered.length = 0
    expect(await comes(claire, { ...given, queueId })).toBe('250 2.0.0')
    const [, field = ''] =
      /^X-Vaguemestre-Findings: (.*(?:\r\n\t.*)*)/m.exec(lmtp.delivered[0]?.message ?? '') ?? []
    return readFindingsField(field, queueId, new Secret('findings'))?.suspicions.map(({ mark }) => mark)
  }
  const author = 'Messagerie <postmaster@mail.cotedor.test>'
  expect(await marks({ origin: 'report', from: '', author })).toEqual([])
  expect(await marks({ author: 'paul@outside.test' })).toEqual(['first-contact'])
})
