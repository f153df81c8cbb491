import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { QueueRunner, usualLimits } from '#worker/queue/queue-runner.ts'

const { worker } = await saulieuDatabase()

/** A connection that says what the test says. */
class FakeClient extends EventEmitter {
  readonly connect = async () => {}
  readonly query = async () => ({ rows: [] })
  readonly end = async () => {}
}

test.each([
  ['local', [true, false, true]],
  ['remote', [false, true, true]],
] as const)(
  'notifications about each lane and about both → the %s runner looks for its own',
  async (lane, woken) => {
    const client = new FakeClient()
    const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60, lane })
    let looks = 0
    let lookedAt = 0
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    await using _runner = new QueueRunner(
      {
        ...{ log, lane, component: 'queue', attempt: async ({ recipients }) => attempted(recipients) },
        database: { openClient: () => client as never },
        runs: {
          ...runs,
          claim: async () => {
            looks += 1
            lookedAt = performance.now()
            return { deliveries: [], poisoned: [] }
          },
        },
      },
      { ...usualLimits, lookMilliseconds: 60_000 },
    )
    await eventually('the first look', () => looks > 0 || null)
    const looked: boolean[] = []
    for (const payload of ['local', 'remote', '']) {
      // One that is asked for soon after another comes a moment later; after a rest it comes at once.
      await eventually('a rest', () => performance.now() > lookedAt + 100 || null)
      const before = looks
      client.emit('notification', { payload })
      looked.push(looks > before)
    }
    expect(looked).toEqual(woken)
  },
)
