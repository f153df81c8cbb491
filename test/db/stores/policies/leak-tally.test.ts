import { expect, test } from 'vitest'
import type { TalliedMessage } from '#core/policies/leak-tally.ts'
import { leakTallyStore } from '#db/stores/policies/leak-tally.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, made } = await saulieuDatabase()
const log = { info: () => {}, warn: () => {}, error: () => {} }

async function tally(...messages: readonly Omit<TalliedMessage, 'commune'>[]): Promise<void> {
  await using store = leakTallyStore(gateway, log)
  for (const message of messages) store.add({ ...message, commune: made.commune })
}

test('messages of a day → counted by kind and outcome, and on with the next batch; a day is one in Paris', async () => {
  const at = new Date('2026-11-25T23:30:00Z')
  await tally({ at, kinds: ['nir', 'iban'], outcome: 'hold' }, { at, kinds: ['nir'], outcome: 'hold' })
  await tally(
    { at, kinds: ['nir'], outcome: 'hold' },
    { at, kinds: ['nir'], outcome: 'justified' },
    { at: new Date('2026-11-25T22:30:00Z'), kinds: ['nir'], outcome: 'hold' },
  )
  const { rows } = await owner.pool.query(
    "select day::text || ' ' || kind || ' ' || outcome || ' ' || messages as row from leak_count order by 1",
  )
  expect(rows.map(({ row }) => row)).toEqual([
    '2026-11-25 nir hold 1',
    '2026-11-26 iban hold 1',
    '2026-11-26 nir hold 3',
    '2026-11-26 nir justified 1',
  ])
})
