import { expect, test } from 'vitest'
import { mailQueueStore } from '#db/stores/mail-queue.ts'
import { queueRunsStore } from '#db/stores/queue-runs.ts'
import { eventually } from '#test/support/eventually.ts'
import { attempted, queued } from '#test/support/queued.ts'
import { saulieuDatabase } from '#test/support/saulieu-database.ts'
import { QueueRunner, usualLimits } from '#worker/queue/queue-runner.ts'

const { gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const silent = { info: () => {}, warn: () => {}, error: () => {} }

test('fifty destinations of one commune say nothing → another commune’s message is delivered meanwhile', async () => {
  const silence = Promise.withResolvers<void>()
  let atWork = 0
  const delivered: string[] = []
  const [first, ...others] = Array.from({ length: 50 }, (_, n) => `a@silent${n}.test`)
  await queue.enqueue(queued(made.commune, [first ?? '', ...others]))
  {
    await using _runner = new QueueRunner(
      {
        runs: queueRunsStore(worker, { perDestination: 20, leaseSeconds: usualLimits.leaseSeconds }),
        database: worker,
        log: silent,
        component: 'queue',
        attempt: async ({ recipients }, destination) => {
          if (destination.startsWith('silent')) {
            atWork += 1
            await silence.promise
            atWork -= 1
          } else delivered.push(...recipients)
          return attempted(recipients)
        },
      },
      { ...usualLimits, lookMilliseconds: 50 },
    )
    await eventually('most hands at the silent ones', () => atWork >= 40 || null)
    await queue.enqueue(queued(made.department, ['b@other.test']))
    await eventually('the other one', () => delivered.length > 0 || null)
    expect(delivered).toEqual(['b@other.test'])
    expect(atWork).toBe(40)
    silence.resolve()
    await eventually('the end of them all', () => (delivered.length > 0 && atWork === 0) || null)
  }
})
