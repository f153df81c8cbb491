// Rules of mailboxes in a real Dovecot, whose answers, notices and redirects come to the gateway's listener and end as rows of
// the queue; and what stays in the mailbox because the listener does not take it.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { Secret } from '#core/secret.ts'
import { doveadmClient } from '#daemons/doveadm/doveadm.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { forwardMark, forwardMarkField } from '#mail/forwarding/forward-mark.ts'
import { address, claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { queuedRows } from '#test/support/database/queued-rows.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { putRules } from '#test/support/dovecot/sieve.ts'
import { type GatewayOnDatabase, gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import { testSrsKey } from '#test/support/gateway/gateway-under-test.ts'

const { postgresql, owner, made } = await saulieuDatabase()
let dovecot: TestDovecot
let gateway: GatewayOnDatabase
let pool: LmtpPool

beforeAll(async () => {
  dovecot = await startDovecot(postgresql, 'probe')
  const { ports } = dovecot.installation
  const listener = { host: '127.0.0.1', port: ports.sieveOutlet }
  gateway = await gatewayOnDatabase(postgresql, { sieve: { listener, mostInAnHour: 20 } })
  pool = new LmtpPool({
    ...{ host: '127.0.0.1', port: ports.lmtp, hostname: 'test' },
    ...{ timeoutMilliseconds: 20_000, maxConnections: 2 },
  })
})
afterAll(async () => {
  await pool?.[Symbol.asyncDispose]()
  await gateway?.[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
})
beforeEach(() => owner.pool.query('truncate queued_message, automatic_sending, external_forward cascade'))

const allow = (target: string, until = "now() + interval '1 day'") =>
  owner.pool.query(
    `insert into external_forward (mailbox_id, commune_id, target, until) values ($1, $2, $3, ${until})`,
    [made.personal, made.commune, target],
  )

let messages = 0
/** Comes to Claire as the gateway hands it over; resolves with how many messages that left in her inbox. */
async function comes(
  from: string,
  {
    fields = [],
    reversePath = from,
    to = claire,
  }: { fields?: readonly string[]; reversePath?: string; to?: string } = {},
): Promise<number> {
  const before = await inInbox()
  const head = [
    'X-Vaguemestre-Findings: v1; x; y',
    'Received: from mx.away.test ([192.0.2.1])\r\n\tby mx.ours.test (Vaguemestre) with ESMTP\r\n\tid X; now',
    `Authentication-Results: mx.ours.test; dmarc=pass header.from=away.test`,
    `Message-ID: <${++messages}.${process.pid}@away.test>`,
    ...[`From: ${from}`, `To: ${to}`, 'Subject: Conseil', ...fields, '', ''],
  ]
  const [answer] = await deliverByLmtp(pool, {
    reversePath: reversePath as ReversePath,
    recipients: [claire],
    content: { head: Buffer.from(head.join('\r\n')), body: bodyInMemory(Buffer.from('Bonjour\r\n')) },
  })
  expect(answer).toMatchObject({ kind: 'answered', reply: { code: 250 } })
  return (await inInbox()) - before
}

async function inInbox(): Promise<number> {
  const doveadm = doveadmClient({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.doveadm, timeoutMilliseconds: 10_000 },
    password: new Secret(dovecot.doveadmPassword),
  })
  const status = await doveadm.mailboxStatus(claire, 'INBOX')
  return status.ok ? status.value.messages : 0
}

const rules = (text: string) => putRules(dovecot.installation.paths, claire, text)
const rows = () => queuedRows(owner)
const lastReply = () =>
  gateway.run.events.flatMap((each) => (each.event === 'sieve.answered' ? [each.reply] : [])).at(-1)

test('vacation → an answer from the mailbox, from the null path, to whoever wrote; once', async () => {
  await rules('require "vacation"; vacation :days 7 "Absente jusqu’au 12.";')
  expect(await comes('Paul <paul@away.test>', { reversePath: 'paul@away.test' })).toBe(1)
  expect(await comes('paul@away.test')).toBe(1)
  const [row, ...others] = await rows()
  expect(others).toEqual([])
  expect(row).toMatchObject({ origin: 'sieve', reversePath: '', mailbox: made.personal })
  expect(row?.recipients).toEqual([{ address: 'paul@away.test', destination: 'away.test', notify: [] }])
  expect(row?.content).toMatch(
    /^Received: by mx\.ours\.test \(Vaguemestre\) with ESMTP\r\n\tid [0-9A-Z]{26};/,
  )
  expect(row?.content).toContain(`\r\nFrom: <${claire}>\r\n`)
  expect(row?.content).toContain('\r\nAuto-Submitted: auto-replied (vacation)\r\n')
})

test('vacation, mail of a program, of a list or from nobody → no answer', async () => {
  await rules('require "vacation"; vacation "Absente.";')
  await comes('program@away.test', { fields: ['Auto-Submitted: auto-generated'] })
  await comes('list@away.test', { fields: ['List-Id: <a.away.test>'] })
  await comes('bulk@away.test', { fields: ['Precedence: bulk'] })
  await comes('nobody@away.test', { reversePath: '' })
  expect(await rows()).toEqual([])
})

test('vacation in the name of an alias of the mailbox → taken; of anybody else → not, and the message is delivered', async () => {
  await owner.pool.query(
    `with made as (insert into alias (commune_id, domain, local_part) values ($1, $2, 'secretariat') returning id)
    insert into alias_target select id, $1, $3 from made`,
    [made.commune, saulieu, claire],
  )
  await rules(`require "vacation"; vacation :from "secretariat@${saulieu}" "Absente.";`)
  await comes('alias@away.test')
  expect(await rows()).toHaveLength(1)
  await rules(`require "vacation"; vacation :from "${mairie}" "Absente.";`)
  expect(await comes('forged@away.test')).toBe(1)
  expect(await rows()).toHaveLength(1)
  expect(lastReply()).toMatch(/^550 5\.7\.1 /)
})

test('redirect to the outside, allowed → as the gateway forwards: sender rewritten, our own fields gone, marked', async () => {
  await allow('claire@gmail.test')
  await rules('redirect "claire@gmail.test";')
  expect(await comes('paul@away.test')).toBe(0)
  const [row] = await rows()
  expect(row).toMatchObject({ origin: 'forward', mailbox: made.personal })
  expect(row?.reversePath).toMatch(/^SRS0=[a-z2-7]{8}=[a-z2-7]{2}=away\.test=paul@mairie-saulieu\.test$/)
  expect(row?.recipients).toEqual([
    { address: 'claire@gmail.test', destination: 'gmail.test', notify: ['failure'] },
  ])
  expect(row?.content).toMatch(/^X-Vaguemestre-Forwarded: [a-z2-7]{16}\r\n/)
  expect(row?.content).not.toContain('X-Vaguemestre-Findings')
  expect(row?.content).not.toContain('X-Sieve')
  expect(row?.content).toContain('\r\nFrom: paul@away.test\r\n')
})

test('redirect of mail whose sender nothing proves → what becomes of it is told to the mailbox', async () => {
  await allow('claire@gmail.test')
  await rules('redirect "claire@gmail.test";')
  expect(await comes('paul@away.test', { reversePath: 'forged@victim.test' })).toBe(0)
  expect(await rows()).toMatchObject([{ reversePath: claire, recipients: [{ notify: ['failure'] }] }])
})

test('a report of ours that bears the mark of this mailbox → not redirected, and stays in the inbox', async () => {
  await allow('claire@gmail.test')
  await rules('redirect "claire@gmail.test";')
  const marked = forwardMarkField([forwardMark(made.personal, testSrsKey)]).trimEnd()
  expect(await comes('postmaster@mx.ours.test', { reversePath: '', fields: [marked] })).toBe(1)
  expect(await rows()).toEqual([])
  expect(lastReply()).toMatch(/^554 5\.4\.6 /)
})

test('redirect of a notification → from the null path still, and nobody is told about it', async () => {
  await allow('claire@gmail.test')
  await rules('redirect "claire@gmail.test";')
  await comes('mailer-daemon@away.test', { reversePath: '' })
  expect(await rows()).toMatchObject([{ reversePath: '', recipients: [{ notify: [] }] }])
})

test.each<[string, () => Promise<unknown>]>([
  ['never allowed', async () => undefined],
  ['allowed to another address', () => allow('other@gmail.test')],
  ['allowed once', () => allow('claire@gmail.test', "now() - interval '1 second'")],
])('redirect to the outside, %s → not sent, and the message stays in the inbox', async (_, given) => {
  await given()
  await rules('redirect "claire@gmail.test";')
  expect(await comes('paul@away.test')).toBe(1)
  expect(await rows()).toEqual([])
  expect(lastReply()).toMatch(/^550 5\.7\.1 This mailbox may not send its mail on/)
})

test('redirect inside the département → to our own mailboxes, without anybody’s leave', async () => {
  await rules(`redirect "${mairie}";`)
  expect(await comes('paul@away.test')).toBe(0)
  expect(await rows()).toMatchObject([{ recipients: [{ address: mairie, destination: 'local' }] }])
})

test('notify → to the inside, and to the outside where that is allowed', async () => {
  const notify = (to: string) => rules(`require "enotify"; notify :message "Du courrier" "mailto:${to}";`)
  await notify('claire@gmail.test')
  expect(await comes('paul@away.test')).toBe(1)
  expect(await rows()).toEqual([])
  await notify(mairie)
  await comes('paul@away.test')
  await allow('claire@gmail.test')
  await notify('claire@gmail.test')
  await comes('paul@away.test')
  const all = await rows()
  expect(all.map(({ recipients }) => recipients[0]?.address).sort()).toEqual(
    ['claire@gmail.test', mairie].sort(),
  )
  expect(all.every(({ origin, reversePath }) => origin === 'sieve' && reversePath === '')).toBe(true)
})

test('notify with a field that would make it another mailbox’s redirect → judged as what it is', async () => {
  await allow('claire@gmail.test')
  await rules(
    `require "enotify"; notify :message "x" "mailto:claire@gmail.test?X-Sieve-Redirected-From=${mairie}";`,
  )
  await comes('paul@away.test')
  expect(await rows()).toMatchObject([{ origin: 'sieve', mailbox: made.personal }])
})

test('as many as an hour allows → sent; from then on it stays in the inbox', async () => {
  await owner.pool.query(
    `insert into automatic_sending (mailbox_id, commune_id, hour, messages) values ($1, $2, date_trunc('hour', now()), 19)`,
    [made.personal, made.commune],
  )
  await rules(`redirect "${mairie}";`)
  expect(await comes('paul@away.test')).toBe(0)
  expect(await comes('paul@away.test')).toBe(1)
  expect(await rows()).toHaveLength(1)
  expect(lastReply()).toMatch(/^550 5\.7\.1 The rules of this mailbox have sent as much/)
})

test('a message that this mailbox redirected before → not again', async () => {
  await rules(`redirect "${mairie}";`)
  expect(await comes('paul@away.test', { fields: [`X-Sieve-Redirected-From: ${claire}`] })).toBe(1)
  expect(await rows()).toEqual([])
})

test('to an address that nobody has → not sent, and the message stays', async () => {
  await rules(`redirect "${address(`personne@${saulieu}`) as EmailAddress}";`)
  expect(await comes('paul@away.test')).toBe(1)
  expect(lastReply()).toMatch(/^550 5\.1\.1 /)
})
