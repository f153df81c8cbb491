import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { type Destination, localDestination } from '#core/queue/queued-mail.ts'
import type { RecipientAnswer } from '#core/smtp/delivery-attempt.ts'
import type { LaterEntry } from '#core/trace/trace.ts'
import { address } from '#test/support/database/commune.ts'
import { attempted, queued } from '#test/support/database/queued.ts'
import { attemptBy } from '#worker/queue/attempt.ts'
import type { MessageToDeliver } from '#worker/queue/queue-runner.ts'

const there = address('paul@away.test')
const away = 'away.test' as Destination
const commune = 'c-1' as CommuneId
const takenBy = { host: 'mx.away.test', address: '192.0.2.25', tls: 'TLSv1.3 dane' }

interface World {
  readonly outcome?: RecipientAnswer['outcome']
  /** Whether the domain is one of ours by now; null: the database does not answer. */
  readonly ours?: boolean | null
}

/** Which way a message goes, and what the trace is told. */
async function tried(
  { outcome = 'delivered', ours = false }: World,
  given: Partial<MessageToDeliver>,
  destination = away,
) {
  const ways: string[] = []
  const told: LaterEntry[] = []
  const attempt = attemptBy({
    deliverLocally: async ({ recipients }) => {
      ways.push('local')
      const reply = { code: 250, enhanced: '2.0.0', text: 'Saved' } as const
      return new Map(recipients.map((each) => [each, { reply, targets: [] }]))
    },
    deliverByMx: async ({ recipients }) => {
      ways.push('mx')
      const attempt = attempted(recipients, outcome)
      if (outcome !== 'delivered') return attempt
      return { ...attempt, recipients: attempt.recipients.map((answer) => ({ ...answer, takenBy })) }
    },
    owners: {
      ownerOf: async () => {
        if (ours === null) throw new Error('away')
        return ours ? commune : null
      },
    },
    trace: { add: (entries) => void told.push(...entries) },
    clock: { now: () => 0 },
  })
  const { queueId, content, reversePath, origin, smtputf8 } = queued(commune, [there])
  const message = { queueId, commune, content, reversePath, origin, smtputf8, mailbox: null, attempts: 0 }
  const tries = await attempt(
    { ...message, recipients: [there], ...given },
    destination,
    new AbortController().signal,
  )
  return {
    ...{ ways, attempt: tries, takenBy: told.map((each) => each.takenBy) },
    told: told.map(({ outcome: became, reason }) => `${became} ${reason}`),
  }
}

test.each([
  ['the first time', ['waiting remote-deferred'], 0],
  ['the second time', [], 1],
  ['the tenth time', [], 9],
] as const)('asked to wait %s → %j in the trace', async (_which, told, attempts) => {
  expect((await tried({ outcome: 'deferred' }, { attempts })).told).toEqual(told)
})

test.each([
  ['delivered', 'sent remote-accepted'],
  ['failed', 'returned remote-refused'],
] as const)('%s at the tenth try → told', async (outcome, told) => {
  expect((await tried({ outcome }, { attempts: 9 })).told).toEqual([told])
})

test('delivered to a mail host → the trace has which and how protected; refused, or delivered here → none', async () => {
  expect((await tried({}, {})).takenBy).toEqual([takenBy])
  expect((await tried({ outcome: 'failed' }, {})).takenBy).toEqual([undefined])
  expect((await tried({}, {}, localDestination)).takenBy).toEqual([undefined])
})

test('a report → not told', async () => {
  expect((await tried({ outcome: 'failed' }, { origin: 'report' })).told).toEqual([])
})

test.each([
  [localDestination, 0, false, 'local'],
  [away, 0, false, 'mx'],
  [away, 3, false, 'mx'],
  // Welcomed while its mail waited.
  [away, 3, true, 'local'],
] as const)(
  'mail for %s after %i tries, its domain ours by now: %o → by %s',
  async (destination, attempts, ours, way) => {
    expect((await tried({ ours }, { attempts }, destination)).ways).toEqual([way])
  },
)

test('a later try while nobody can say whose the domain is → put off, and nobody is asked', async () => {
  const { ways, attempt } = await tried({ ours: null }, { attempts: 3 })
  expect(ways).toEqual([])
  expect(attempt.recipients).toMatchObject([{ recipient: there, outcome: 'deferred', kind: 'temporary' }])
})
