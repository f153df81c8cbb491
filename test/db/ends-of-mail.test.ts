import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { traceStore } from '#db/stores/trace/trace.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { traceEntry } from '#test/support/database/trace-entry.ts'

const { owner, made } = await saulieuDatabase()
const migration = new URL('../../db/migrations/0015_ends-of-mail.sql', import.meta.url)
const fillIn = readFileSync(migration, 'utf8')
  .split('--> statement-breakpoint')
  .filter((statement) => statement.includes('UPDATE'))

test('traced by an older version → in Junk where the reason says so, else as it was', async () => {
  const { commune } = made
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const trace = traceStore(owner, log)
  trace.add([
    traceEntry({ commune, outcome: 'delivered', reason: 'clean' }),
    traceEntry({ commune, outcome: 'delivered', reason: 'junk-score' }),
    traceEntry({ commune, outcome: 'held', reason: 'attachment' }),
  ])
  await trace[Symbol.asyncDispose]()
  for (const statement of fillIn) await owner.pool.query(statement)
  const { rows } = await owner.pool.query('select outcome, reason from trace')
  expect(new Set(rows.map(({ outcome, reason }) => `${outcome} ${reason}`))).toEqual(
    new Set(['delivered clean', 'junk junk-score', 'held attachment']),
  )
})
