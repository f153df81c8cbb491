// What was delivered as the last of its message takes the message with it; anything less leaves all that must be known of it.

import { beforeEach, expect, test, vi } from 'vitest'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued, queuedRecipient } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60, speakFirstSeconds: 0 })

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))

async function claimed(to: readonly [string, ...string[]], given: Partial<NewQueuedMessage> = {}) {
  const message = queued(made.commune, to, given)
  await queue.enqueue(message)
  const { deliveries } = await runs.claim(5)
  return { message, deliveries }
}

const rows = async (text: string) => (await owner.pool.query(text)).rows
const statesOf = () => rows('select destination, state from delivery order by 1')
const recipients = () =>
  rows('select recipient, settled_as as became, untold from delivery_recipient order by 1')

test('all recipients of the only destination → gone, by one statement', async () => {
  const { deliveries } = await claimed(['a@one.test', 'b@one.test'])
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  expect(delivery.alone).toBe(true)
  using asked = vi.spyOn(worker.pool, 'query')
  expect(await runs.record(delivery, attempted(delivery.recipients))).toBe('done')
  expect(asked).toHaveBeenCalledTimes(1)
  expect(await rows('select from queued_message')).toEqual([])
})

test('the first of two destinations → stays with what became of it; the last one → gone', async () => {
  const { deliveries } = await claimed(['a@one.test', 'b@two.test'])
  const [one, two] = deliveries
  if (one === undefined || two === undefined) throw new Error('nothing was due')
  expect([one.alone, two.alone]).toEqual([false, false])
  expect(await runs.record(one, attempted(one.recipients))).toBe('done')
  expect(await statesOf()).toMatchObject([{ state: 'done' }, { state: 'waiting' }])
  expect(await rows('select from delivery_attempt')).toHaveLength(1)
  expect(await runs.record(two, attempted(two.recipients))).toBe('done')
  expect(await rows('select from queued_message')).toEqual([])
})

test('another destination is held → not alone, and what became of this one stays', async () => {
  const { message, deliveries } = await claimed(['a@one.test', 'b@two.test'])
  await owner.pool.query(
    `update delivery set state = 'held', held_for = 'person', next_attempt_at = null, claim = null, claimed_until = null
      where destination = 'two.test'`,
  )
  const one = deliveries.find(({ destination }) => destination === 'one.test')
  if (one === undefined) throw new Error('nothing was due')
  // Also for who thought otherwise.
  expect(await runs.record({ ...one, alone: true }, attempted(one.recipients))).toBe('done')
  expect(await statesOf()).toMatchObject([{ state: 'done' }, { state: 'held' }])
  expect(await runs.content(message.queueId)).toEqual(message.content)
})

test('a part of the recipients → the others stay', async () => {
  const { deliveries } = await claimed(['a@one.test', 'b@one.test'])
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  expect(await runs.record(delivery, attempted(['a@one.test' as EmailAddress]))).toBe('waiting')
  expect(await recipients()).toEqual([
    { recipient: 'a@one.test', became: 'delivered', untold: false },
    { recipient: 'b@one.test', became: null, untold: false },
  ])
})

test.each([
  ['its sender', 'mairie@mairie-saulieu.test', 1],
  ['nobody, for a report', '', 0],
] as const)(
  'delivered where NOTIFY=SUCCESS was asked for → %s is still to be told',
  async (_who, from, left) => {
    const { deliveries } = await claimed(['a@one.test'], {
      recipients: [queuedRecipient('a@one.test', { notify: ['success'] })],
      reversePath: from as ReversePath,
    })
    const [delivery] = deliveries
    if (delivery === undefined) throw new Error('nothing was due')
    expect(await runs.record(delivery, attempted(delivery.recipients))).toBe('done')
    expect(await recipients()).toHaveLength(left)
  },
)

test('somebody is still to be told of another recipient → stays until then', async () => {
  const { deliveries } = await claimed(['a@one.test', 'b@one.test'])
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  const refused = attempted(['a@one.test' as EmailAddress], 'failed', 'unknown-recipient')
  expect(await runs.record(delivery, refused)).toBe('waiting')
  expect(await runs.record(delivery, attempted(['b@one.test' as EmailAddress]))).toBe('done')
  expect(await recipients()).toEqual([
    { recipient: 'a@one.test', became: 'failed', untold: true },
    { recipient: 'b@one.test', became: 'delivered', untold: false },
  ])
})

test('refused → written down, and told', async () => {
  const { deliveries } = await claimed(['a@one.test'])
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  expect(await runs.record(delivery, attempted(delivery.recipients, 'failed', 'unknown-recipient'))).toBe(
    'done',
  )
  expect(await recipients()).toEqual([{ recipient: 'a@one.test', became: 'failed', untold: true }])
})

test('delivered at a destination that was in trouble → one more at once', async () => {
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, troubles, rests_until, last_kind, last_reply, ceiling)
      values ('one.test', 1, 1, now() - interval '1 minute', 'temporary', '', 4)`,
  )
  const { deliveries } = await claimed(['a@one.test'])
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  expect(await runs.record(delivery, attempted(delivery.recipients))).toBe('done')
  expect(await rows('select at_once, went_well from destination_pace')).toEqual([
    { at_once: 2, went_well: 1 },
  ])
})
