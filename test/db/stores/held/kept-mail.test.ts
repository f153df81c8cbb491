import { expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { countKeptMail } from '#db/stores/held/count-kept-mail.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { type ClaimedMessage, waitingMailStore } from '#db/stores/held/retry-claims.ts'
import { address, claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()

const start = Date.UTC(2026, 1, 2)
const due = new Date(start)
const content = Buffer.from('Subject: conseil\r\n\r\n\0\xff délibération\r\n', 'latin1')

async function keepWaiting(
  recipients: readonly EmailAddress[],
  retryAt = due,
  mailboxes: ReadonlyMap<EmailAddress, MailboxId> = new Map([[claire, made.personal]]),
): Promise<QueueId> {
  const queueId = newQueueId(start)
  await keptMailStore(gateway).keep([
    {
      queueId,
      reversePath: address('someone@elsewhere.test'),
      author: 'someone@elsewhere.test',
      content: async () => content,
      recipients: recipients.map((recipient) => ({
        recipient,
        mailbox: mailboxes.get(recipient) ?? made.mairie,
        commune: made.commune,
        why: { kind: 'waiting', retryAt },
        lastReply: '451 4.3.0 no',
      })),
    },
  ])
  return queueId
}

const empty = () => owner.pool.query('truncate kept_message cascade')
const store = () => waitingMailStore(worker)
const attemptOf = (message: ClaimedMessage, recipient: EmailAddress, reply: string) => ({
  queueId: message.queueId,
  recipient,
  commune: made.commune,
  reply,
})

test('kept bytes → the same bytes, reverse-path and recipients when claimed', async () => {
  await empty()
  const queueId = await keepWaiting([claire, mairie])
  const claimed = await store().claim(due, 60)
  expect(claimed?.queueId).toBe(queueId)
  expect(claimed?.content.equals(content)).toBe(true)
  expect(claimed?.reversePath).toBe('someone@elsewhere.test')
  expect(claimed?.recipients.map(({ recipient }) => recipient).sort()).toEqual([claire, mairie])
})

test('another mailbox has the address meanwhile, or the mailbox another address → claimed for none, or there', async () => {
  await empty()
  const hosting = hostingStore(owner)
  const again = { commune: made.commune, owner: null, quotaBytes: 1_000_000 }
  const old = address(`ancienne@${saulieu}`)
  const gone = await hosting.putMailbox({ ...again, address: old })
  const renamed = await hosting.putMailbox({ ...again, address: address(`avant@${saulieu}`) })
  await keepWaiting(
    [old, claire],
    due,
    new Map([
      [old, gone],
      [claire, renamed],
    ]),
  )
  await owner.pool.query("update mailbox set local_part = 'apres' where id = $1", [renamed])
  await owner.pool.query('delete from mailbox where id = $1', [gone])
  await hosting.putMailbox({ ...again, address: old })
  const claimed = await store().claim(due, 60)
  expect(new Map(claimed?.recipients.map((each) => [each.recipient, each.mailboxAddress]))).toEqual(
    new Map([
      [old, null],
      [claire, `apres@${saulieu}`],
    ]),
  )
})

test('not due, held or claimed → nothing; lease over → claimed again', async () => {
  await empty()
  await keepWaiting([claire], new Date(start + 5000))
  await keptMailStore(gateway).keep([
    {
      queueId: newQueueId(start),
      reversePath: '',
      author: '',
      content: async () => content,
      recipients: [
        {
          ...{ recipient: mairie, mailbox: made.mairie, commune: made.commune, lastReply: '' },
          why: { kind: 'held', reason: 'virus' },
        },
      ],
    },
  ])
  expect(await store().claim(due, 60)).toBeNull()
  const later = new Date(start + 5000)
  expect((await store().claim(later, 60))?.recipients).toHaveLength(1)
  expect(await store().claim(new Date(start + 64_000), 60)).toBeNull()
  expect((await store().claim(new Date(start + 65_000), 60))?.recipients).toHaveLength(1)
})

test('two workers at once → every recipient exactly once', async () => {
  await empty()
  const total = 40
  for (let index = 0; index < total; index += 1) await keepWaiting([claire, mairie])
  await using other = postgresql.open('vm_worker')
  const claimed: string[] = []
  const runner = async (database: Database) => {
    for (;;) {
      const message = await waitingMailStore(database).claim(due, 600)
      if (message === null) {
        const left = await owner.pool.query('select from kept_recipient where claimed_until is null')
        if (left.rowCount === 0) return
        continue
      }
      for (const { recipient } of message.recipients) claimed.push(`${message.queueId} ${recipient}`)
    }
  }
  await Promise.all([runner(worker), runner(worker), runner(other), runner(other)])
  expect(claimed).toHaveLength(2 * total)
  expect(new Set(claimed).size).toBe(2 * total)
})

test('all recipients settled → content gone; one left → content stays', async () => {
  await empty()
  await keepWaiting([claire, mairie])
  const message = await store().claim(due, 60)
  if (message === null) throw new Error('nothing claimed')
  await store().settle(attemptOf(message, claire, '250 2.0.0 Saved'))
  expect((await owner.pool.query('select from kept_message')).rowCount).toBe(1)
  await store().settle(attemptOf(message, mairie, '250 2.0.0 Saved'))
  expect((await owner.pool.query('select from kept_message')).rowCount).toBe(0)
})

test('rescheduled → due at its time with its attempts; held → never due again, reason kept', async () => {
  await empty()
  await keepWaiting([claire])
  const first = await store().claim(due, 60)
  if (first === null) throw new Error('nothing claimed')
  await store().reschedule(attemptOf(first, claire, '451 4.3.0 no'), new Date(start + 1000))
  expect(await store().claim(due, 60)).toBeNull()
  const second = await store().claim(new Date(start + 1000), 60)
  expect(second?.recipients[0]?.attempts).toBe(1)
  await store().hold(attemptOf(first, claire, '550 5.1.1 no'), 'delivery-refused')
  expect(await store().claim(new Date(start + 1e9), 60)).toBeNull()
  const { rows } = await owner.pool.query('select kind, reason, attempts, last_reply from kept_recipient')
  expect(rows).toEqual([
    { kind: 'held', reason: 'delivery-refused', attempts: 2, last_reply: '550 5.1.1 no' },
  ])
})

test('the same message twice, or a commune nobody knows → rejected, nothing kept, no content in the error', async () => {
  await empty()
  const queueId = await keepWaiting([claire])
  const again = keptMailStore(gateway).keep([
    {
      queueId,
      reversePath: '',
      author: '',
      content: async () => Buffer.from('top secret'),
      recipients: [],
    },
  ])
  await expect(again).rejects.toThrow('kept_message_pkey')
  const error = await again.catch((caught: unknown) => String(caught))
  expect(error).not.toContain('secret')
})

test('two messages, the second cannot be kept → neither is', async () => {
  await empty()
  const recipients = [
    {
      ...{ recipient: claire, mailbox: made.personal, commune: made.commune, lastReply: '' },
      why: { kind: 'waiting', retryAt: due },
    },
  ] as const
  const queueId = newQueueId(start)
  const message = { queueId, reversePath: '', author: '', content: async () => content, recipients } as const
  await expect(keptMailStore(gateway).keep([message, message])).rejects.toThrow('kept_message_pkey')
  expect((await owner.pool.query('select from kept_message')).rowCount).toBe(0)
})

test('waiting and held mail → messages and bytes of each, a message once however many recipients', async () => {
  await empty()
  const none = { messages: 0, bytes: 0 }
  expect(await countKeptMail(owner)).toEqual({ waiting: none, held: none })
  await keepWaiting([claire, mairie])
  await keepWaiting([claire])
  const message = await store().claim(due, 60)
  if (message === null) throw new Error('nothing claimed')
  await store().hold(attemptOf(message, claire, '550 5.7.1 no'), 'delivery-refused')
  await store().settle(attemptOf(message, mairie, '250 2.0.0 Saved'))
  const one = { messages: 1, bytes: content.length }
  expect(await countKeptMail(owner)).toEqual({ waiting: one, held: one })
})

test('PostgreSQL gone → rejected within seconds; back → works again', async () => {
  await empty()
  await postgresql.shutDown()
  await expect(keepWaiting([claire])).rejects.toThrow()
  await postgresql.startUp()
  await expect(keepWaiting([claire])).resolves.toBeDefined()
})
