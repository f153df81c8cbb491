import { beforeEach, expect, test } from 'vitest'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { KeptRecipient } from '#core/held/kept-mail.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { heldOctetsStore } from '#db/stores/held/held-octets.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
beforeEach(() => owner.pool.query('truncate kept_message cascade'))

const held = { kind: 'held', reason: 'attachment' } as const
const waiting = { kind: 'waiting', retryAt: new Date(0) } as const

async function keep(
  octets: number,
  whose: readonly EmailAddress[],
  why: KeptRecipient['why'] = held,
): Promise<QueueId> {
  const queueId = newQueueId(Date.now())
  const recipients = whose.map((recipient) => ({
    ...{ recipient, mailbox: recipient === claire ? made.personal : made.mairie },
    ...{ commune: made.commune, why, lastReply: '' },
  }))
  await keptMailStore(gateway).keep([
    { queueId, reversePath: '', author: '', content: async () => Buffer.alloc(octets), recipients },
  ])
  return queueId
}

const sums = async (mailboxes: readonly MailboxId[] = [made.personal, made.mairie]) => {
  const store = heldOctetsStore(gateway)
  const of = await store.ofMailboxes(mailboxes)
  return { each: mailboxes.map((mailbox) => of.get(mailbox) ?? 0), all: await store.inAll() }
}

test('nothing held, or nothing but what waits → nothing', async () => {
  expect(await sums()).toEqual({ each: [0, 0], all: 0 })
  await keep(70_000, [claire], waiting)
  expect(await sums()).toEqual({ each: [0, 0], all: 0 })
})

test('one message for two mailboxes and one for one → whole for each mailbox, once in all', async () => {
  await keep(70_000, [claire, mairie])
  await keep(500, [claire])
  expect(await sums()).toEqual({ each: [70_500, 70_000], all: 70_500 })
  expect(await sums([made.mairie])).toEqual({ each: [70_000], all: 70_500 })
})

test('deleted for one, released for another → what is left', async () => {
  const queueId = await keep(70_000, [claire, mairie])
  const decisions = heldDecisionsStore(worker)
  const by = (recipient: EmailAddress) => ({ queueId, commune: made.commune, recipients: [recipient] })
  await decisions.delete(by(claire))
  expect(await sums()).toEqual({ each: [0, 70_000], all: 70_000 })
  await decisions.release(by(mairie), {
    allowSender: false,
    evenDenied: false,
    learn: false,
    evenVirus: false,
  })
  expect(await sums()).toEqual({ each: [0, 0], all: 0 })
})
