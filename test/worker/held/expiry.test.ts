import { beforeEach, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { claire } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { expireHeld, type HeldPorts, releaseHeld } from '#worker/held/decide-held.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
beforeEach(() => owner.pool.query('truncate kept_message, trace cascade'))

const day = 86_400_000
const heldDays = 12

async function heldFor(days: number): Promise<QueueId> {
  const queueId = newQueueId(Date.now())
  await keptMailStore(gateway).keep([
    {
      ...{ queueId, reversePath: '', author: 'jean@fournisseur.test' },
      content: async () => Buffer.from('Subject: conseil\r\n\r\nOrdre du jour\r\n'),
      recipients: [
        {
          ...{ recipient: claire, commune: made.commune, mailbox: made.personal, lastReply: '' },
          why: { kind: 'held', reason: 'attachment' },
        },
      ],
    },
  ])
  await owner.pool.query('update kept_recipient set since = $1 where queue_id = $2', [
    new Date(Date.now() - days * day),
    queueId,
  ])
  return queueId
}

function ports(): HeldPorts & { readonly events: readonly Event[] } {
  const events: Event[] = []
  const keep = (event: Event): void => void events.push(event)
  return {
    events,
    decisions: heldDecisionsStore(worker),
    clock: { now: Date.now },
    log: { info: keep, warn: keep, error: keep },
  }
}

const traced = async () => (await owner.pool.query('select queue_id, outcome, reason from trace')).rows
const contents = async () => (await owner.pool.query('select queue_id from kept_message')).rows

test('held for a day less than may be → stays, and can be released', async () => {
  const queueId = await heldFor(heldDays - 1)
  const held = ports()
  expect(await expireHeld(held, heldDays)).toBe(false)
  expect(held.events).toEqual([])
  expect(await traced()).toEqual([])
  const choice = { queueId, commune: null, recipients: null }
  await releaseHeld(held, { ...choice, allowSender: false, learn: false })
  expect(held.events).toEqual([{ event: 'held.decided', queueId, recipient: claire, decision: 'released' }])
})

test('held for a day more → gone with its content, which the log and the trace say; nothing left to release', async () => {
  const queueId = await heldFor(heldDays + 1)
  const held = ports()
  expect(await expireHeld(held, heldDays)).toBe(false)
  const expired = { event: 'held.decided', queueId, recipient: claire, decision: 'expired' }
  expect(held.events).toEqual([expired])
  expect(await traced()).toEqual([{ queue_id: queueId, outcome: 'expired', reason: 'attachment' }])
  expect(await contents()).toEqual([])
  const choice = { queueId, commune: null, recipients: null }
  await releaseHeld(held, { ...choice, allowSender: false, learn: false })
  expect(held.events).toEqual([expired])
})

test('more held too long than one turn takes → asks for another, which takes the rest', async () => {
  for (let index = 0; index < 101; index += 1) await heldFor(heldDays + 1)
  const held = ports()
  expect(await expireHeld(held, heldDays)).toBe(true)
  expect(await contents()).toHaveLength(1)
  expect(await expireHeld(held, heldDays)).toBe(false)
  expect(await contents()).toEqual([])
})
