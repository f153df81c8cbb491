// Every message of the torture set through the real listener, rspamd and clamd.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { type FilteredGateway, filteredGateway } from '#test/support/gateway/filtered-gateway.ts'
import { passThrough } from '#test/support/gateway/pass-through.ts'

let at: FilteredGateway
beforeAll(async () => {
  at = await filteredGateway({ maxMessageBytes: 30_000_000 })
}, 200_000)
afterAll(() => at?.[Symbol.asyncDispose](), 60_000)

test.each(tortureSet)('$what → $becomes $marks', async ({ octets, becomes, marks }) => {
  expect(await passThrough(at, octets())).toEqual({ becomes, marks, flaws: [] })
})

test('the set has more than 100 messages, each of another name', () => {
  expect(new Set(tortureSet.map(({ what }) => what)).size).toBe(tortureSet.length)
  expect(tortureSet.length).toBeGreaterThanOrEqual(100)
})
