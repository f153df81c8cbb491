// Outgoing mail while runners and PostgreSQL are killed at random and a third of all servers misbehave: what was accepted ends
// delivered or in a report. The runners are what the worker runs, and so is PostgreSQL; servers, name server, filters and Dovecot
// are played here, so that what they took can be counted.

import type { MailQueue } from '#core/queue/queued-mail.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { fakeClamd } from '#test/support/daemons/fake-clamd.ts'
import { type FakeLmtp, fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { fakeRspamd } from '#test/support/daemons/fake-rspamd.ts'
import { makeSaulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startServer, type TestPostgresql } from '#test/support/database/postgresql.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { type Balance, balance } from './balance.ts'
import { type Destinations, openDestinations } from './destinations.ts'
import { handOver, letter } from './letters.ts'
import type { Fate } from './misbehaviours.ts'
import { Operator } from './operator.ts'
import { keyOf, receiptsOf } from './receipts.ts'
import { Runners } from './runners.ts'
import { noStrikes, type StrikeCounts, type Strikes, strike } from './strikes.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly messages: number
  readonly destinations: number
  readonly runners: number
  readonly strikes: StrikeCounts
  readonly longestSeconds: number
  /** What a killed process wrote stays either way; with it PostgreSQL is as slow as in an installation. */
  readonly fsync: boolean
}

export interface Chaos {
  readonly options: ChaosOptions
  readonly strikes: Strikes['begun']
  readonly balance: Balance
  /** Messages whose commit was in doubt when they were handed over. */
  readonly doubtful: number
  /** Held because three runners in a row died with them, and released by a person. */
  readonly released: number
  /** Runners that ended although nobody killed them, and bugs that they met. */
  readonly fallen: number
  readonly bugs: readonly string[]
  /** Rows of the queue at the end. */
  readonly left: number
  readonly seconds: number
  readonly behaviours: readonly string[]
}

interface World {
  readonly options: ChaosOptions
  readonly postgresql: TestPostgresql
  readonly made: TestCommune
  readonly destinations: Destinations
  readonly lmtp: FakeLmtp
  readonly runners: Runners
  readonly operator: Operator
  readonly fates: Map<string, Fate>
}

export async function runChaos(options: ChaosOptions): Promise<Chaos> {
  await using opened = new AsyncDisposableStack()
  const world = await openWorld(options, opened)
  const { postgresql, runners, operator, destinations } = world
  const strikes = noStrikes()
  const over = new AbortController()
  const begun = performance.now()
  const striking = strike(world, strikes, {
    counts: options.strikes,
    random: seeded(options.seed + 1),
    progress: () => progressOf(world),
    signal: over.signal,
  })
  await using gateway = postgresql.open('vm_gateway')
  const [doubtful] = await Promise.all([
    submitAll(world, mailQueueStore(gateway)).then((doubts) => runToTheEnd(world).then(() => doubts)),
    striking.catch((error: unknown) => {
      throw new Error('the striker fell', { cause: error })
    }),
  ]).finally(() => over.abort())
  const seconds = (performance.now() - begun) / 1000
  const kills = { runners: runners.killed, outages: strikes.outages }
  return {
    ...{ options, doubtful, seconds, fallen: runners.fallen, released: operator.released },
    strikes: strikes.begun,
    balance: balance(world.fates, receipts(world), kills),
    bugs: runners.events.filter(({ event }) => event === 'queue.bug').map((event) => JSON.stringify(event)),
    left: await operator.left(),
    behaviours: destinations.all.map(({ behaviour }) => behaviour),
  }
}

async function openWorld(options: ChaosOptions, opened: AsyncDisposableStack): Promise<World> {
  const postgresql = opened.use(await startServer(options))
  const owner: Database = opened.use(postgresql.open('vm_owner'))
  const made = await makeSaulieu(owner)
  const destinations = opened.use(await openDestinations(options.destinations, seeded(options.seed)))
  const [lmtp, rspamd, clamd] = [
    opened.use(await fakeLmtp()),
    opened.use(await fakeRspamd()),
    opened.use(await fakeClamd()),
  ]
  const password = postgresql.passwords.vm_worker.reveal()
  const runners = opened.use(
    new Runners(
      {
        database: { port: postgresql.port, password },
        resolver: { host: destinations.dns.host, port: destinations.dns.port },
        mailPort: destinations.port,
        rspamd: rspamd.listener,
        clamd: clamd.listener,
        lmtp: lmtp.listener,
      },
      options.runners,
    ),
  )
  const operator = new Operator(owner)
  return { options, postgresql, made, destinations, lmtp, runners, operator, fates: new Map() }
}

const submitters = 8
/** Part of all messages that wait while the queue is filled: at each strike something is handed over and much is at work. */
const ahead = 0.25

async function submitAll(world: World, queue: MailQueue): Promise<number> {
  const { options, made, destinations, fates } = world
  const { longestSeconds } = options
  const random = seeded(options.seed + 2)
  const all = destinations.all
  const letters = Array.from({ length: options.messages }, (_, n) =>
    letter(n, { commune: made.commune, mailbox: made.mairie }, { destinations: all, random }),
  )
  for (const { queueId, recipients } of letters)
    for (const { address, destination } of recipients) {
      const there = all.find(({ domain }) => domain === destination)
      if (there !== undefined) fates.set(keyOf(queueId, address), there.fateOf(address))
    }
  let doubtful = 0
  const remaining = letters.entries()
  await Promise.all(
    Array.from({ length: submitters }, async () => {
      for (const [n, message] of remaining) {
        const behind = () => n / letters.length < progressOf(world) + ahead || null
        await eventually('deliveries', behind, longestSeconds)
        doubtful += (await handOver(queue, message)) > 0 ? 1 : 0
      }
    }),
  )
  return doubtful
}

/** Those who can be delivered are; then the days pass that others are tried for; then nothing is left. */
async function runToTheEnd({ options, operator, fates }: World): Promise<void> {
  const { longestSeconds } = options
  const mayWait = (key: string) => fates.get(key) !== 'delivered'
  await eventually(
    'everybody who can be delivered',
    async () => (await operator.unsettled())?.every(mayWait) || null,
    longestSeconds,
  )
  await eventually('an empty queue', async () => (await operator.endDays()) || null, longestSeconds)
}

const receipts = ({ destinations, lmtp }: World) =>
  receiptsOf(
    destinations.all.flatMap(({ server }) => server.arrived),
    lmtp.delivered,
  )

/** Of those who can be delivered, from 0 to 1. */
function progressOf({ destinations, fates }: World): number {
  const all = destinations.all.flatMap(({ server }) => server.arrived)
  const delivered = all.reduce((sum, { recipients }) => sum + recipients.length, 0)
  return delivered / [...fates.values()].filter((fate) => fate === 'delivered').length
}
