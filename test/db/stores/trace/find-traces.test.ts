import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { Database } from '#db/connection.ts'
import { findCommunes } from '#db/stores/communes/find-communes.ts'
import { findTraces, type TraceSearch } from '#db/stores/trace/find-traces.ts'
import { traceStore } from '#db/stores/trace/trace.ts'
import { claire, mairie, makeSaulieu, type TestCommune } from '#test/support/database/commune.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { traceEntry } from '#test/support/database/trace-entry.ts'

let postgresql: TestDatabase
let owner: Database
let made: TestCommune
const day = 86_400_000
const now = Date.now()
let entries: Readonly<Record<string, TraceEntry>>

const silentLog = { info: () => {}, warn: () => {}, error: () => {} }

beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  made = await makeSaulieu(owner)
  const { commune, department } = made
  const entry = (days: number, changes: Partial<TraceEntry>): TraceEntry =>
    traceEntry({ commune, at: new Date(now - days * day), ...changes })
  const sent = entry(1, { recipient: mairie, score: null })
  entries = {
    old: entry(40, { recipient: claire }),
    sent,
    copy: { ...sent, recipient: claire, outcome: 'held', reason: 'attachment', findings: ['macro'] },
    written: entry(0.5, {
      reversePath: claire,
      recipient: 'postmaster@mail.cotedor.test',
      commune: department,
    }),
    aliased: entry(60, {
      reversePath: 'other@away.test',
      recipient: mairie,
      given: ['accueil@saulieu.test', 'contact@saulieu.test'],
    }),
    bounced: entry(0, { reversePath: '', recipient: mairie, symbols: { BOUNCE: 1 } }),
  }
  const store = traceStore(owner, silentLog)
  store.add(Object.values(entries))
  await store[Symbol.asyncDispose]()
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})

const find = async (search: Partial<TraceSearch>): Promise<readonly string[]> => {
  const found = await findTraces(owner, { tenant: 'all', limit: 20, ...search })
  return found.map(
    ({ communeName: _, takenBy: __, ...entry }) =>
      Object.keys(entries).find(
        (name) => JSON.stringify(sorted(entries[name])) === JSON.stringify(sorted(entry)),
      ) ?? 'another',
  )
}
const sorted = (entry: object | undefined) => Object.entries(entry ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))

test('the id that a second copy is held under → what the trace has under the one that the sender was told', async () => {
  const keptAs = newQueueId(now)
  const receivedAs = entries.sent?.queueId
  await owner.pool.query(
    `insert into kept_message (queue_id, received_as, reverse_path, content) values ($1, $2, '', '')`,
    [keptAs, receivedAs],
  )
  const found = await find({ queueId: keptAs })
  expect(found).toEqual(await find({ queueId: receivedAs ?? '' }))
  expect(found).toContain('sent')
})

test('nothing asked → all, newest first, as they were written', async () => {
  expect(await find({})).toEqual(['bounced', 'written', 'copy', 'sent', 'old', 'aliased'])
})

test('limit → the newest', async () => {
  expect(await find({ limit: 2 })).toEqual(['bounced', 'written'])
  expect(await find({ limit: 1, addresses: [claire] })).toEqual(['written'])
})

test('an address → what it sent and what was sent to it; none → notifications', async () => {
  expect(await find({ addresses: [claire] })).toEqual(['written', 'copy', 'old'])
  expect(await find({ addresses: ['x@away.test', 'sender@away.test'] })).toEqual(['copy', 'sent', 'old'])
  expect(await find({ addresses: [''] })).toEqual(['bounced'])
})

test('what RCPT named → what it led to, once, whatever else is asked for', async () => {
  expect(await find({ addresses: ['accueil@saulieu.test'] })).toEqual(['aliased'])
  expect(await find({ addresses: [mairie, 'contact@saulieu.test', 'accueil@saulieu.test'] })).toEqual([
    'bounced',
    'sent',
    'aliased',
  ])
  expect(await find({ addresses: ['contact@saulieu.test'], outcome: 'held' })).toEqual([])
  expect(await find({ addresses: ['contact@saulieu.test'], tenant: made.department })).toEqual([])
})

test('what RCPT named, in a long trace → by its index', async () => {
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `insert into trace (commune_id, at, queue_id, client, reverse_path, recipient, given, size, spf, dkim, dmarc, arc,
        symbols, outcome, reason, reply)
      select commune_id, at, queue_id, client, reverse_path, recipient,
        case when n % 5 = 0 then array['g' || n] else '{}' end, size, spf, dkim, dmarc, arc, symbols, outcome, reason, reply
      from (select * from trace limit 1) one, generate_series(1, 20000) n`,
    )
    await client.query('analyze trace')
    const { rows } = await client.query(
      `explain select id from trace where given && array['g5'] and given <> '{}' order by at desc, id desc limit 20`,
    )
    expect(JSON.stringify(rows)).toContain('trace_given')
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('id → each recipient; outcome, days and commune → those', async () => {
  expect(await find({ queueId: entries.sent?.queueId ?? '' })).toEqual(['copy', 'sent'])
  expect(await find({ outcome: 'held' })).toEqual(['copy'])
  expect(await find({ since: new Date(now - 2 * day), addresses: [claire] })).toEqual(['written', 'copy'])
  expect(await find({ tenant: made.department })).toEqual(['written'])
  expect(await find({ tenant: made.department, addresses: [mairie] })).toEqual([])
  expect(await find({ tenant: '00000000-0000-4000-8000-000000000000' as CommuneId })).toEqual([])
})

test.each([
  ['21584', ['Saulieu'], []],
  ['saulieu', ['Saulieu'], []],
  ['Sau', [], ['Saulieu']],
  ['côte', [], ['Côte-d’Or']],
  ['Dijon', [], []],
])('commune %s → %j exactly, else similar %j', async (named, exact, similar) => {
  const found = await findCommunes(owner, named)
  expect(found.exact.map(({ name }) => name)).toEqual(exact)
  expect(found.similar.map(({ name }) => name)).toEqual(similar)
})
