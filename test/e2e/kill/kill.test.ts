// kill -9 of those who hold mail, while many senders send to the running installation: what was accepted is delivered. It runs
// after all other files of the stack, which it disturbs.

import { expect, test } from 'vitest'
import { seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { sharedStack } from '#test/support/stack/stack.ts'
import { killWhileMailFlows } from './kill-while-mail-flows.ts'

test('gateway, PostgreSQL, worker, Dovecot and the gateway again → nothing lost, twice only where an answer was lost', async () => {
  const victims = ['gateway', 'postgresql', 'worker', 'dovecot', 'gateway']
  const sizes = { sendersOfAKind: 2, mostBetween: 20, least: 5 }
  const sums = await killWhileMailFlows({ stack: sharedStack(), victims, random: seeded(2026), ...sizes })
  expect(sums).toContain('0 lost')
})
