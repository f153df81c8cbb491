import { beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type Attempt, QueueRunner, type QueueRunnerLimits, usualLimits } from '#worker/queue/queue-runner.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const silent = { info: () => {}, warn: () => {}, error: () => {} }

beforeEach(() => owner.pool.query('truncate queued_message cascade'))

/** Whatever goes to a domain `silent…` is at work until it is told. */
function runnerBesideSilence(limits: Partial<QueueRunnerLimits> = {}) {
  const silence = Promise.withResolvers<void>()
  const delivered: string[] = []
  const seen = { atWork: 0, octets: 0, mostOctets: 0 }
  const attempt: Attempt = async ({ recipients, content }, destination) => {
    seen.octets += content.length
    seen.mostOctets = Math.max(seen.mostOctets, seen.octets)
    if (destination.startsWith('silent')) {
      seen.atWork += 1
      await silence.promise
      seen.atWork -= 1
    }
    seen.octets -= content.length
    delivered.push(...recipients)
    return attempted(recipients)
  }
  const runner = new QueueRunner(
    {
      runs: queueRunsStore(worker, { perDestination: 20, leaseSeconds: usualLimits.leaseSeconds }),
      database: worker,
      log: silent,
      component: 'queue',
      attempt,
    },
    { ...usualLimits, lookMilliseconds: 50, ...limits },
  )
  return Object.assign(runner, { seen, delivered, speak: silence.resolve })
}

const enqueue = (commune: CommuneId, size: number, ...to: readonly string[]) => {
  const [first, ...others] = to
  return queue.enqueue(queued(commune, [first ?? '', ...others], { content: Buffer.alloc(size, 'x') }))
}
const silentOnes = (count: number) => Array.from({ length: count }, (_, n) => `a@silent${n}.test`)

test('fifty destinations of one commune say nothing → another commune’s message is delivered meanwhile', async () => {
  await enqueue(made.commune, 1_000, ...silentOnes(50))
  await using runner = runnerBesideSilence()
  await eventually('most hands at the silent ones', () => runner.seen.atWork >= 40 || null)
  await enqueue(made.department, 1_000, 'b@other.test')
  await eventually('the other one', () => runner.delivered.length > 0 || null)
  expect(runner.delivered).toEqual(['b@other.test'])
  expect(runner.seen.atWork).toBe(40)
  runner.speak()
  await eventually('the end of them all', () => runner.delivered.length === 51 || null)
})

test('twenty large messages to servers that say nothing → few are held at once, and a small one passes; then all go', async () => {
  const large = 1_000_000
  await enqueue(made.commune, large, ...silentOnes(20))
  await using runner = runnerBesideSilence({ contentOctets: 4 * large })
  await eventually('as many as may be held', () => runner.seen.atWork >= 4 || null)
  await enqueue(made.commune, 1_000, 'b@other.test')
  await eventually('the small one', () => runner.delivered.length > 0 || null)
  expect(runner.delivered).toEqual(['b@other.test'])
  runner.speak()
  await eventually('the end of them all', () => runner.delivered.length === 21 || null)
  expect(runner.seen.mostOctets).toBeLessThanOrEqual(5 * large)
})

test('one message larger than all that may be held → delivered', async () => {
  await enqueue(made.commune, 1_000_000, 'b@other.test')
  await using runner = runnerBesideSilence({ contentOctets: 100_000 })
  await eventually('it', () => runner.delivered.length > 0 || null)
})

test('more large messages for a destination than it takes at once, a small one behind them, told of once → the small one is seen', async () => {
  await using runner = runnerBesideSilence({ contentOctets: 400_000, lookMilliseconds: 60_000 })
  await eventually('the listener', async () => {
    await enqueue(made.commune, 1_000, 'b@other.test')
    return runner.delivered.length > 0 || null
  })
  await eventually('an empty queue', async () => {
    const { rows } = await owner.pool.query('select from queued_message')
    return rows.length === 0 || null
  })
  const before = runner.delivered.length
  const message = (size: number, to: string) =>
    queued(made.commune, [to], { content: Buffer.alloc(size, 'x') })
  await queue.enqueue(
    ...Array.from({ length: 25 }, () => message(100_000, 'a@silent.test')),
    message(1_000, 'small@silent.test'),
  )
  await eventually('all that may be held, and the small one', () => runner.seen.atWork >= 5 || null)
  expect(runner.delivered).toHaveLength(before)
  expect(runner.seen.mostOctets).toBeLessThanOrEqual(501_000)
  runner.speak()
  await eventually('the end of them all', () => runner.delivered.length === before + 26 || null)
})
