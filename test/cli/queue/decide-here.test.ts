import { beforeEach, expect, test } from 'vitest'
import { decideHere, pauseHere, resumeHere } from '#cli/queue/decide-here.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { Destination, NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, made } = await saulieuDatabase()
const one = 'one.test' as Destination

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination cascade'))

const enqueue = async (given: Partial<NewQueuedMessage> = {}) => {
  const message = queued(made.commune, ['a@one.test', 'a@two.test'], given)
  await mailQueueStore(gateway).enqueue(message)
  return message.queueId
}
const audited = async (entityId: string) =>
  (
    await owner.pool.query(
      'select actor_kind, actor, action, commune_id, entity, before, after from audit where entity_id = $1 order by id',
      [entityId],
    )
  ).rows
const states = async () =>
  (await owner.pool.query<{ state: string }>('select state from delivery order by destination')).rows.map(
    ({ state }) => state,
  )

test('held, released, tried now, deleted → a row of the log for each, by the command that did it', async () => {
  const queueId = await enqueue()
  expect(await decideHere(owner, 'hold', { queueId, destination: one })).toBe(1)
  expect(await states()).toEqual(['held', 'waiting'])
  expect(await decideHere(owner, 'release', { queueId, destination: null })).toBe(1)
  expect(await decideHere(owner, 'retry', { queueId, destination: null })).toBe(2)
  expect(await decideHere(owner, 'delete', { queueId, destination: null })).toBe(2)
  expect(await states()).toEqual([])
  const traced = await owner.pool.query('select outcome, reason from trace where queue_id = $1', [queueId])
  expect(traced.rows).toEqual(Array(2).fill({ outcome: 'deleted', reason: 'withdrawn' }))
  const row = { actor_kind: 'machine', commune_id: made.commune, entity: 'mairie@mairie-saulieu.test' }
  expect(await audited(queueId)).toMatchObject([
    { ...row, actor: 'vaguemestre queue hold', action: 'hold:queue', after: { destination: 'one.test' } },
    { ...row, actor: 'vaguemestre queue release', after: { deliveries: 1, heldFor: ['person'] } },
    { ...row, actor: 'vaguemestre queue retry', action: 'retry:queue', after: { deliveries: 2 } },
    { ...row, actor: 'vaguemestre queue delete', action: 'delete:queue', after: { destination: null } },
  ])
})

test('nothing to do, or no such message → nothing is done, and the log says nothing', async () => {
  const queueId = await enqueue()
  const gone = newQueueId(Date.now())
  expect(await decideHere(owner, 'release', { queueId, destination: null })).toBe(0)
  expect(await decideHere(owner, 'hold', { queueId, destination: 'three.test' as Destination })).toBeNull()
  expect(await decideHere(owner, 'hold', { queueId: gone, destination: null })).toBeNull()
  expect([...(await audited(queueId)), ...(await audited(gone))]).toEqual([])
})

test('the log cannot be written → the message waits as before', async () => {
  const queueId = await enqueue()
  await owner.pool.query(
    "alter table audit add constraint refused check (actor <> 'vaguemestre queue delete') not valid",
  )
  try {
    await expect(decideHere(owner, 'delete', { queueId, destination: null })).rejects.toThrow('refused')
  } finally {
    await owner.pool.query('alter table audit drop constraint refused')
  }
  expect(await states()).toEqual(['waiting', 'waiting'])
})

test('a destination paused and resumed → why and until when in the log; resumed again → false', async () => {
  const until = new Date(Date.now() + 3_600_000)
  await pauseHere(owner, { destination: one, reason: 'travaux', until })
  expect(await resumeHere(owner, one)).toBe(true)
  expect(await resumeHere(owner, one)).toBe(false)
  const what = { reason: 'travaux', until: until.toISOString() }
  expect(await audited(one)).toMatchObject([
    {
      actor: 'vaguemestre queue pause',
      action: 'pause:destination',
      commune_id: null,
      before: null,
      after: what,
    },
    { actor: 'vaguemestre queue resume', action: 'resume:destination', before: what },
  ])
})
