import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { type FilteringParts, filter } from '#mail/inbound/filtering/filter.ts'
import type { Authenticated } from '#mail/inbound/stages.ts'
import { filteredMessage, testTarget } from '#test/support/filtered-message.ts'
import { policyBook } from '#test/support/policy-book.ts'

const clean = ok({ score: 0, symbols: {}, greylist: false, observation: nothingObserved })
const mail = { ...filteredMessage(), recipients: [], targets: [testTarget()] } as unknown as Authenticated
const never = () => new Promise<never>(() => {})

/** Ends with the deadline, as a scanner does that has no answer. */
const silent = (deadline: AbortSignal): Promise<Result<never, string>> =>
  new Promise((resolve) => deadline.addEventListener('abort', () => resolve(failed('timed out'))))

function parts(changes: Partial<FilteringParts>): FilteringParts {
  return {
    scanForSpam: async () => clean,
    scanForVirus: async () => ok({ kind: 'clean' }),
    policies: { book: async () => policyBook() },
    correspondents: { knownTo: async () => new Set(), remember: () => {} },
    trustedDomains: [],
    timeoutMilliseconds: 50,
    clock: systemClock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    ...changes,
  }
}

test('all filters and the database silent → one deadline ends the wait for all, and the message is deferred', async () => {
  const deadlines: AbortSignal[] = []
  const hung = (deadline: AbortSignal) => {
    deadlines.push(deadline)
    return silent(deadline)
  }
  const filtered = await filter(
    mail,
    parts({
      scanForSpam: (_message, _about, deadline) => hung(deadline),
      scanForVirus: (_message, deadline) => hung(deadline),
      policies: { book: never },
      correspondents: { knownTo: never, remember: () => {} },
    }),
  )
  expect(filtered).toMatchObject({ ok: false, error: { reply: { code: 451 } } })
  expect(deadlines).toHaveLength(2)
  expect(new Set(deadlines).size).toBe(1)
})

test('a deadline longer than the wait → whoever still works for the message is told to let go', async () => {
  const deadlines: AbortSignal[] = []
  const filtered = await filter(
    mail,
    parts({
      timeoutMilliseconds: 3_600_000,
      scanForVirus: async (_message, deadline) => {
        deadlines.push(deadline)
        return ok({ kind: 'clean' })
      },
    }),
  )
  expect(filtered.ok).toBe(true)
  expect(deadlines.map(({ aborted }) => aborted)).toEqual([true])
})
