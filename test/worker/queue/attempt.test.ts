import { expect, test } from 'vitest'
import type { RecipientAnswer } from '#core/delivery-attempt.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Destination } from '#core/queued-mail.ts'
import type { LaterEntry } from '#core/trace.ts'
import { address } from '#test/support/commune.ts'
import { attempted, queued } from '#test/support/queued.ts'
import { attemptBy } from '#worker/queue/attempt.ts'
import type { MessageToDeliver } from '#worker/queue/queue-runner.ts'

const there = address('paul@away.test')
const commune = 'c-1' as CommuneId

/** What the trace is told when a server answers that at the given try. */
async function traced(outcome: RecipientAnswer['outcome'], given: Partial<MessageToDeliver> = {}) {
  const told: LaterEntry[] = []
  const attempt = attemptBy({
    deliverLocally: async () => new Map(),
    deliverByMx: async ({ recipients }) => attempted(recipients, outcome),
    trace: { add: (entries) => void told.push(...entries) },
    clock: { now: () => 0 },
  })
  const { queueId, content, reversePath, origin, smtputf8 } = queued(commune, [there])
  const message = { queueId, commune, content, reversePath, origin, smtputf8, mailbox: null, attempts: 0 }
  await attempt({ ...message, recipients: [there], ...given }, 'away.test' as Destination)
  return told.map(({ outcome: became, reason }) => `${became} ${reason}`)
}

test.each([
  ['the first time', ['waiting remote-deferred'], 0],
  ['the second time', [], 1],
  ['the tenth time', [], 9],
] as const)('asked to wait %s → %j in the trace', async (_which, told, attempts) => {
  expect(await traced('deferred', { attempts })).toEqual(told)
})

test.each([
  ['delivered', 'sent remote-accepted'],
  ['failed', 'returned remote-refused'],
] as const)('%s at the tenth try → told', async (outcome, told) => {
  expect(await traced(outcome, { attempts: 9 })).toEqual([told])
})

test('a report → not told', async () => {
  expect(await traced('failed', { origin: 'report' })).toEqual([])
})
