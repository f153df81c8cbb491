// kill -9 of the worker while it delivers what somebody released. Before Dovecot has answered, nothing is lost and the
// message comes once. Between Dovecot's answer and the note of it nobody can know: it comes again, as from any server.

import { expect, test } from 'vitest'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { Database } from '#db/connection.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { lockKept } from '#db/stores/held/remove-settled.ts'
import { fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { claire, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { startWorkerProcess } from '#test/support/stack/worker-process.ts'

async function holdAndRelease(postgresql: TestDatabase, owner: Database): Promise<QueueId> {
  const made = await makeSaulieu(owner)
  await using gateway = postgresql.open('vm_gateway')
  const queueId = newQueueId(Date.now())
  const why = { kind: 'held', reason: 'attachment' } as const
  await keptMailStore(gateway).keep([
    {
      ...{
        queueId,
        reversePath: '',
        author: '',
        content: async () => Buffer.from('Subject: x\r\n\r\nBonjour\r\n'),
      },
      recipients: [{ recipient: claire, mailbox: made.personal, commune: made.commune, why, lastReply: '' }],
    },
  ])
  const wishes = { allowSender: false, evenDenied: false, learn: false, evenVirus: false }
  await heldDecisionsStore(owner).release({ queueId, commune: null, recipients: null }, wishes)
  return queueId
}

/** The claim of a dead worker ends by itself, minutes later. */
const endClaims = (owner: Database) =>
  owner.pool.query("update kept_recipient set claimed_until = now() - interval '1 second'")

const settled = async (owner: Database): Promise<true | null> =>
  (await owner.pool.query('select from kept_message')).rowCount === 0 ? true : null

test('killed while Dovecot has not answered → delivered once by the next worker', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using lmtp = await fakeLmtp()
  await holdAndRelease(postgresql, owner)
  lmtp.reply = (moment) => (moment === 'end' ? 'hang' : null)
  await using first = await startWorkerProcess({ postgresql, ports: { lmtp: lmtp.listener.port } })
  await eventually('the message on its way', () => (lmtp.bodies === 1 ? true : null))
  await first.kill()
  lmtp.reply = () => null
  await endClaims(owner)
  await using _second = await startWorkerProcess({ postgresql, ports: { lmtp: lmtp.listener.port } })
  await eventually('the end', () => settled(owner))
  expect(lmtp.delivered.map(({ recipient }) => recipient)).toEqual([claire])
})

test('killed when Dovecot has it and nobody noted it → delivered again, never lost', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using lmtp = await fakeLmtp()
  const queueId = await holdAndRelease(postgresql, owner)
  await using first = await startWorkerProcess({ postgresql, ports: { lmtp: lmtp.listener.port } })
  // Whoever notes a delivery takes this lock first.
  await owner.transaction(async (transaction) => {
    await lockKept(transaction, queueId)
    await eventually('the message in its mailbox', () => (lmtp.delivered.length === 1 ? true : null))
    await first.kill()
  })
  await endClaims(owner)
  await using _second = await startWorkerProcess({ postgresql, ports: { lmtp: lmtp.listener.port } })
  await eventually('the end', () => settled(owner))
  expect(lmtp.delivered.map(({ recipient }) => recipient)).toEqual([claire, claire])
})
