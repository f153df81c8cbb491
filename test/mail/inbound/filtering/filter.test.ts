import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { nothingObserved } from '#daemons/rspamd/observation.ts'
import { beginEarlyScan } from '#mail/inbound/filtering/early-scan.ts'
import { type FilteringParts, filter } from '#mail/inbound/filtering/filter.ts'
import type { Authenticated, Enveloped } from '#mail/inbound/stages.ts'
import { filteredMessage, testTarget } from '#test/support/gateway/filtered-message.ts'
import { policyBook } from '#test/support/gateway/policy-book.ts'

const clean = ok({ score: 0, symbols: {}, greylist: false, scoreIsWhole: true, observation: nothingObserved })
const mail = { ...filteredMessage(), recipients: [], targets: [testTarget()] } as unknown as Authenticated
const enveloped = mail as unknown as Enveloped
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
  const asked = parts({
    scanForSpam: (_message, _about, deadline) => hung(deadline),
    scanForVirus: (_message, { deadline }) => hung(deadline),
    policies: { book: never },
    correspondents: { knownTo: never, remember: () => {} },
  })
  using scan = beginEarlyScan(enveloped, asked)
  const filtered = await filter(mail, scan, asked)
  expect(filtered).toMatchObject({ ok: false, error: { reply: { code: 451 } } })
  expect(deadlines).toHaveLength(2)
  expect(new Set(deadlines).size).toBe(1)
})

test('a message that is done with before its scan → the scan is told to let go', async () => {
  const asked = parts({ scanForVirus: (_message, { deadline }) => silent(deadline) })
  const scan = beginEarlyScan(enveloped, asked)
  scan[Symbol.dispose]()
  expect(await scan.verdict).toEqual({ ok: false, error: 'timed out' })
})
