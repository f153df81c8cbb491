// A small run of bench/chaos: what is accepted ends delivered or in a report, whoever is killed.

import { expect, test } from 'vitest'
import { runChaos } from '../../../bench/chaos/run-chaos.ts'
import { faultsOf, showChaos } from '../../../bench/chaos/show-chaos.ts'

test('500 messages to 20 destinations, a third of which misbehave; four runners and PostgreSQL twice killed → nobody is lost, nobody gets it twice but by a kill', async ({
  annotate,
}) => {
  const chaos = await runChaos({
    ...{ seed: 21584, messages: 500, destinations: 20, runners: 3 },
    strikes: { runner: 4, database: 2 },
    ...{ longestSeconds: 120, fsync: false },
  })
  await annotate(showChaos(chaos))
  expect(faultsOf(chaos)).toEqual([])
  const { recipients, delivered, bounced } = chaos.balance
  expect(Math.min(delivered, bounced)).toBeGreaterThan(100)
  expect(delivered + bounced).toBeGreaterThanOrEqual(recipients)
  expect(chaos.strikes.runner).toBe(4)
}, 240_000)
