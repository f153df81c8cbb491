import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type Attempt, QueueRunner, type QueueRunnerLimits, usualLimits } from '#worker/queue/queue-runner.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))

const enqueue = async (to: readonly [string, ...string[]], given: Partial<NewQueuedMessage> = {}) => {
  const message = queued(made.commune, to, given)
  await queue.enqueue(message)
  return message
}
const count = async (from: string) =>
  (await owner.pool.query(`select count(*)::int as n from ${from}`)).rows[0].n
const empty = () => eventually('an empty queue', async () => (await count('queued_message')) === 0 || null)

interface Started {
  readonly attempt: Attempt
  readonly limits?: Partial<QueueRunnerLimits>
  readonly perDestination?: number
  readonly database?: Database
}

/** Looks by itself so seldom that only a notification can wake it, unless the test says otherwise. */
function startRunner({ attempt, limits, perDestination = 5, database = worker }: Started) {
  const events: Event[] = []
  const add = (event: Event) => void events.push(event)
  const leaseSeconds = limits?.leaseSeconds ?? usualLimits.leaseSeconds
  const runner = new QueueRunner(
    {
      runs: queueRunsStore(database, { perDestination, leaseSeconds }),
      database,
      log: { info: add, warn: add, error: add },
      attempt,
      component: 'queue',
    },
    { ...usualLimits, lookMilliseconds: 60_000, ...limits },
  )
  return Object.assign(runner, { events })
}

/** Remembers each message with its recipients, and accepts all. */
function acceptingServer(milliseconds = 0) {
  const accepted: string[] = []
  let atOnce = 0
  let most = 0
  const attempt: Attempt = async ({ queueId, recipients }): Promise<DeliveryAttempt> => {
    atOnce += 1
    most = Math.max(most, atOnce)
    if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds))
    atOnce -= 1
    accepted.push(...recipients.map((recipient) => `${queueId} ${recipient}`))
    return attempted(recipients)
  }
  return { attempt, accepted, most: () => most }
}

test('a message that comes while the runner sleeps → woken by the notification, delivered, gone', async () => {
  const server = acceptingServer()
  await using runner = startRunner(server)
  await eventually('the listener', async () => {
    // Only a runner that listens hears of this one.
    await enqueue(['a@one.test'])
    return server.accepted.length > 0 || null
  })
  await empty()
  expect(runner.events).toContainEqual(
    expect.objectContaining({
      event: 'queue.attempted',
      destination: 'one.test',
      delivered: 1,
      state: 'done',
    }),
  )
})

test('two runners, 300 messages to 20 destinations → each delivered exactly once, no more at once than may be', async () => {
  for (let n = 0; n < 15; n += 1) {
    const [first, ...others] = Array.from({ length: 20 }, (_, d) => `a@d${d}.test`)
    await enqueue([first ?? '', ...others])
  }
  const server = acceptingServer(2)
  await using other = postgresql.open('vm_worker')
  const limits = { atOnce: 8 }
  await using _one = startRunner({ ...server, limits, perDestination: 1 })
  await using _two = startRunner({ ...server, limits, perDestination: 1, database: other })
  await empty()
  expect(server.accepted).toHaveLength(300)
  expect(new Set(server.accepted).size).toBe(300)
  expect(server.most()).toBeLessThanOrEqual(16)
})

test('10,000 recipients in 200 destinations → each once', async () => {
  const [first, ...others] = Array.from({ length: 10_000 }, (_, n) => `r${n}@d${n % 200}.test`)
  await enqueue([first ?? '', ...others])
  const server = acceptingServer()
  await using _runner = startRunner(server)
  await empty()
  expect(new Set(server.accepted).size).toBe(10_000)
  expect(server.accepted).toHaveLength(10_000)
})

test('10,000 recipients of one destination and one message for another → that one does not wait for them', async () => {
  const [first, ...others] = Array.from({ length: 10_000 }, (_, n) => `r${n}@big.test`)
  await enqueue([first ?? '', ...others])
  const server = acceptingServer(5)
  await using _runner = startRunner({ ...server, limits: { atOnce: 2 }, perDestination: 1 })
  await eventually('the first hundreds', () => server.accepted.length > 300 || null)
  const small = await enqueue(['a@small.test'])
  await eventually('the small one', () => server.accepted.includes(`${small.queueId} a@small.test`) || null)
  expect(server.accepted.length).toBeLessThan(9_000)
  await empty()
  expect(new Set(server.accepted).size).toBe(10_001)
})

test('a runner killed between claim and result → another one takes it over when the lease is over', async () => {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'runner-process.ts'),
      String(postgresql.port),
      postgresql.name,
      postgresql.passwords.vm_worker.reveal(),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exit = once(child, 'exit')
  try {
    const said = once(child.stdout, 'data')
    const message = await enqueue(['a@one.test'])
    expect(String((await said)[0])).toContain(message.queueId)
  } finally {
    child.kill('SIGKILL')
    await exit
  }
  const server = acceptingServer()
  await using _runner = startRunner({ ...server, limits: { lookMilliseconds: 100 } })
  await empty()
  expect(server.accepted).toHaveLength(1)
})

test('an attempt longer than the lease → renewed meanwhile: nobody else tries it', async () => {
  await enqueue(['a@one.test'])
  let attempts = 0
  const answer = Promise.withResolvers<void>()
  const attempt: Attempt = async ({ recipients }) => {
    attempts += 1
    await answer.promise
    return attempted(recipients)
  }
  await using other = postgresql.open('vm_worker')
  const limits = { leaseSeconds: 1, lookMilliseconds: 50 }
  await using _one = startRunner({ attempt, limits })
  await using _two = startRunner({ attempt, limits, database: other })
  const began = performance.now()
  await eventually('three leases', () => performance.now() - began > 3_000 || null)
  answer.resolve()
  await empty()
  expect(attempts).toBe(1)
})

test('an attempt that seems lost → another one has its turn', async () => {
  await enqueue(['a@one.test'])
  let attempts = 0
  const attempt: Attempt = ({ recipients }) => {
    attempts += 1
    return attempts === 1 ? new Promise(() => {}) : Promise.resolve(attempted(recipients))
  }
  const limits = { leaseSeconds: 1, longestAttemptSeconds: 0, lookMilliseconds: 50, finishMilliseconds: 0 }
  await using _runner = startRunner({ attempt, limits })
  await empty()
  expect(attempts).toBe(2)
})

test('the database is killed between claim and result → the result is written when it is back, and nothing is sent twice', async () => {
  const message = await enqueue(['a@one.test'])
  const taken = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const server = acceptingServer()
  const attempt: Attempt = async (...given) => {
    taken.resolve()
    await answer.promise
    return server.attempt(...given)
  }
  await using runner = startRunner({ attempt, limits: { lookMilliseconds: 200 } })
  await taken.promise
  await postgresql.shutDown()
  answer.resolve()
  await eventually(
    'the word about it',
    () =>
      runner.events.some(
        (each) => each.event === 'component.unavailable' && each.component === 'queue-results',
      ) || null,
  )
  await postgresql.startUp()
  await empty()
  expect(server.accepted).toEqual([`${message.queueId} a@one.test`])
})

test('a message whose attempt fails with a bug each time → held after the third, while others go on', async () => {
  const poison = await enqueue(['a@one.test'])
  const server = acceptingServer()
  let bugs = 0
  const attempt: Attempt = async (message, ...about) => {
    if (message.queueId !== poison.queueId) return server.attempt(message, ...about)
    bugs += 1
    throw new Error('not a mail server')
  }
  await using runner = startRunner({ attempt, limits: { leaseSeconds: 1, lookMilliseconds: 50 } })
  const other = await enqueue(['b@one.test'])
  await eventually('poison', () => runner.events.some(({ event }) => event === 'queue.poisoned') || null)
  expect(bugs).toBe(3)
  expect(server.accepted).toEqual([`${other.queueId} b@one.test`])
  expect(runner.events.filter(({ event }) => event === 'queue.bug')).toHaveLength(3)
  expect(await count("delivery where held_for = 'poison'")).toBe(1)
})

test('paused → waits; the pause is taken away and runners are told → delivered', async () => {
  await owner.pool.query("insert into paused_destination (destination, reason) values ('one.test', 'x')")
  await enqueue(['a@one.test'])
  const server = acceptingServer()
  await using _runner = startRunner(server)
  const other = await enqueue(['b@two.test'])
  await eventually('the other', () => server.accepted.includes(`${other.queueId} b@two.test`) || null)
  expect(server.accepted).toHaveLength(1)
  await owner.pool.query('delete from paused_destination; notify queue')
  await empty()
  expect(server.accepted).toHaveLength(2)
})

test('a destination that cannot be reached, a hundred messages for it → one attempt shows it, all others wait with it', async () => {
  for (let n = 0; n < 100; n += 1) await enqueue(['a@down.test'])
  let attempts = 0
  const attempt: Attempt = async ({ recipients }) => {
    attempts += 1
    return attempted(recipients, 'deferred', 'unreachable')
  }
  await using runner = startRunner({ attempt, perDestination: 3 })
  await eventually('the first attempts', () => runner.events.length >= 3 || null)
  const up = await enqueue(['a@up.test'])
  await eventually(
    'another attempt',
    () =>
      runner.events.some((each) => each.event === 'queue.attempted' && each.queueId === up.queueId) || null,
  )
  expect(attempts).toBe(4)
})

test('stopped before a server had a word to say → neither written down nor a sign of poison, and the next runner tries it', async () => {
  await enqueue(['a@one.test'])
  const taken = Promise.withResolvers<void>()
  {
    await using _runner = startRunner({
      attempt: ({ recipients }, _destination, leaving) => {
        taken.resolve()
        return new Promise((resolve) =>
          leaving.addEventListener('abort', () =>
            resolve({ ...attempted(recipients, 'deferred'), cutOff: true }),
          ),
        )
      },
    })
    await taken.promise
  }
  expect(await count('delivery_attempt')).toBe(0)
  const { rows } = await owner.pool.query(
    'select unanswered, state, next_attempt_at <= now() as due from delivery',
  )
  expect(rows).toEqual([{ unanswered: 0, state: 'waiting', due: true }])
})

test('stopped in the middle of an attempt → waits for it no longer than it may, and it is no sign of poison', async () => {
  await enqueue(['a@one.test'])
  const taken = Promise.withResolvers<void>()
  {
    await using _runner = startRunner({
      attempt: () => {
        taken.resolve()
        return new Promise(() => {})
      },
      limits: { finishMilliseconds: 50 },
    })
    await taken.promise
  }
  expect((await owner.pool.query('select unanswered, state from delivery')).rows).toEqual([
    { unanswered: 0, state: 'waiting' },
  ])
})
