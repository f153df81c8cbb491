// Messages that are taken in at once share a statement. A row that somebody holds keeps one of them on its way while others come.

import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()
const { commune, department } = made
const queue = mailQueueStore(gateway)

/** Nobody can put mail of that commune into the queue until it is let go. */
async function held(of: CommuneId) {
  const client = await owner.pool.connect()
  await client.query('begin')
  await client.query('select from commune where id = $1 for update', [of])
  return async () => {
    await client.query('commit')
    client.release()
  }
}

/** So many statements wait for what somebody holds. */
const waiting = (count: number) =>
  eventually('statements that wait', async () => {
    const { rows } = await owner.pool.query(
      `select from pg_locks where not granted and pid <> pg_backend_pid()`,
    )
    return rows.length === count || null
  })

const letters = (count: number, of = commune) =>
  Array.from({ length: count }, (_, each) => queued(of, [`r${each}@one.test`, `r${each}@two.test`]))

/** How it ended for whoever put it in, and the transaction that it came with, if any. */
async function ended(messages: readonly { readonly queueId: string }[], answers: readonly Promise<void>[]) {
  const settled = await Promise.allSettled(answers)
  const { rows } = await owner.pool.query<{ readonly queue_id: string; readonly xmin: string }>(
    `select m.queue_id, m.xmin::text from queued_message m where queue_id = any ($1)
      and (select count(*) from delivery_recipient r where r.queue_id = m.queue_id) = 2
      and (select count(*) from delivery d where d.queue_id = m.queue_id) = 2`,
    [messages.map(({ queueId }) => queueId)],
  )
  const transactions = new Map(rows.map(({ queue_id, xmin }) => [queue_id, Number(xmin)]))
  return messages.map(({ queueId }, at) => ({
    accepted: settled[at]?.status === 'fulfilled',
    transaction: transactions.get(queueId) ?? null,
  }))
}

test('twenty while one is on its way → two transactions more, in the order in which they came', async () => {
  const letGo = await held(commune)
  const messages = letters(21)
  const answers = messages.map((each) => queue.enqueue(each))
  await waiting(1)
  await letGo()
  const all = await ended(messages, answers)
  expect(all.every(({ accepted }) => accepted)).toBe(true)
  const transactions = all.map(({ transaction }) => transaction ?? 0)
  expect(transactions).toEqual(transactions.toSorted((one, other) => one - other))
  expect([...Map.groupBy(transactions, (each) => each).values()].map(({ length }) => length)).toEqual([
    1, 16, 4,
  ])
})

test('the same id again, and a tenant that is not there, among many → they alone are refused', async () => {
  const [again, ...good] = letters(9)
  if (again === undefined) throw new Error('no letter')
  await queue.enqueue(again)
  const letGo = await held(commune)
  const stranger = queued(made.personal as never, ['a@one.test', 'a@two.test'])
  const messages = [...good.slice(0, 3), again, ...good.slice(3, 6), stranger, ...good.slice(6)]
  const answers = messages.map((each) => queue.enqueue(each))
  await waiting(1)
  await letGo()
  const all = await ended(messages, answers)
  expect(all.map(({ accepted }) => accepted)).toEqual(messages.map((each) => good.includes(each)))
  expect(all.filter(({ accepted, transaction }) => accepted && transaction === null)).toEqual([])
  expect(all.at(messages.indexOf(stranger))?.transaction).toBeNull()
})

test('the content, the envelope id and the hold of each, put in with others → its own', async () => {
  const letGo = await held(commune)
  const messages = Array.from({ length: 5 }, (_, each) =>
    queued(commune, ['a@one.test'], {
      content: Buffer.from([each, 0, 255, ...Buffer.from('x'.repeat(each))]),
      held: each === 2,
      envelopeId: each === 3 ? 'own' : null,
    }),
  )
  const answers = messages.map((each) => queue.enqueue(each))
  await waiting(1)
  await letGo()
  await Promise.all(answers)
  const { rows } = await owner.pool.query(
    `select m.content, m.envelope_id, d.held_for, d.turn_size from queued_message m join delivery d using (queue_id)
      where queue_id = any ($1) order by array_position($1, queue_id)`,
    [messages.map(({ queueId }) => queueId)],
  )
  expect(rows).toEqual(
    messages.map(({ content, envelopeId, held: isHeld }) => ({
      ...{ content, envelope_id: envelopeId, turn_size: content.length },
      held_for: isHeld ? 'approval' : null,
    })),
  )
})

test('two gateways put in mail of two communes, each beginning with another → all of it', async () => {
  await using other = postgresql.open('vm_gateway')
  const others = mailQueueStore(other)
  const [letOne, letOther] = [await held(commune), await held(department)]
  const mixed = (first: CommuneId, second: CommuneId) =>
    letters(30).map((each, at) => ({ ...each, commune: at % 2 === 0 ? first : second }))
  const [here, there] = [mixed(commune, department), mixed(department, commune)]
  const answers = [...here.map((each) => queue.enqueue(each)), ...there.map((each) => others.enqueue(each))]
  await waiting(2)
  await letOne()
  await letOther()
  const all = await ended([...here, ...there], answers)
  expect(all.filter(({ accepted, transaction }) => !accepted || transaction === null)).toEqual([])
})

test('the connection is cut under several → none of them is accepted nor there, and what came after them is', async () => {
  const letGo = await held(department)
  const letFirst = await held(commune)
  const first = letters(1)
  const together = letters(16, department)
  const after = letters(3)
  const messages = [...first, ...together, ...after]
  const answers = messages.map((each) => queue.enqueue(each))
  const all = ended(messages, answers)
  await waiting(1)
  await letFirst()
  await eventually('the second statement', async () => {
    const { rows } = await owner.pool.query('select from queued_message where queue_id = $1', [
      first[0]?.queueId,
    ])
    return rows.length === 1 || null
  })
  await waiting(1)
  await postgresql.cutWaiting('vm_gateway')
  await letGo()
  const expected = messages.map((each) => !together.includes(each))
  expect((await all).map(({ accepted }) => accepted)).toEqual(expected)
  expect((await all).map(({ transaction }) => transaction !== null)).toEqual(expected)
})
