import { expect, test } from 'vitest'
import type { ForwardTarget, MailboxId, RecipientResolution } from '#core/address/directory.ts'
import { forwardTargetsIn } from '#mail/dlp/forward-targets.ts'
import { address, claire, mairie } from '#test/support/database/commune.ts'
import { policyBook, policyOf } from '#test/support/gateway/policy-book.ts'

const now = Date.parse('2026-02-02T09:00:00Z')
const { commune } = policyOf('saulieu')
const mailbox = { mailbox: 'm' as MailboxId, commune, address: claire, required: false }
const forward = (to: string, until = now + 1): ForwardTarget => ({
  ...{ ...mailbox, kind: 'forward', to: address(to), until: new Date(until) },
})

const forwarded = (found: RecipientResolution, forbidsExternalForwards = false) =>
  forwardTargetsIn({
    directory: { resolve: async () => found },
    policies: { book: async () => policyBook([policyOf(commune, { forbidsExternalForwards })]) },
    clock: { now: () => now },
  })(mairie)

test('a mailbox with a copy outside, and one of the same list → both addresses outside', async () => {
  const targets = [{ ...mailbox, kind: 'mailbox' } as const, forward('a@away.test'), forward('b@away.test')]
  expect(await forwarded({ kind: 'alias', targets })).toEqual(['a@away.test', 'b@away.test'])
})

test.each<readonly [string, RecipientResolution, boolean]>([
  ['a mailbox', { kind: 'mailbox', target: { ...mailbox, kind: 'mailbox' } }, false],
  ['remembered, and over by now', { kind: 'alias', targets: [forward('a@away.test', now)] }, false],
  ['forbidden by the commune', { kind: 'alias', targets: [forward('a@away.test')] }, true],
  ['full', { kind: 'full', since: new Date(now) }, false],
  ['unknown', { kind: 'unknown' }, false],
])('%s → nowhere', async (_, found, forbids) => {
  expect(await forwarded(found, forbids)).toEqual([])
})

test('a directory that does not answer → rejects', async () => {
  const directory = { resolve: () => Promise.reject(new Error('away')) }
  const policies = { book: async () => policyBook() }
  await expect(forwardTargetsIn({ directory, policies, clock: { now: () => now } })(mairie)).rejects.toThrow(
    'away',
  )
})
