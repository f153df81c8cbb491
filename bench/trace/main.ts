// How long a search of the trace takes, and forgetting, with a PostgreSQL of its own and the stores that the command line
// and the worker use.
//
//   node bench/trace/main.ts [ROWS]

import { table } from '#cli/terminal.ts'
import { oldRowsStore } from '#db/stores/retention.ts'
import { findTraces, type TraceSearch } from '#db/stores/trace/find-traces.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'
import { percentile } from '../inbound/statistics.ts'
import { seeded, seedTrace } from './seed.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = 100

await using postgresql = await startDatabase()
const tenant = await seedTrace(postgresql, rows)
await using owner = postgresql.open('vm_owner')
await using worker = postgresql.open('vm_worker')

const searches: readonly (readonly [string, Omit<TraceSearch, 'limit'>])[] = [
  ['nothing: the newest', { tenant: 'all' }],
  ['a commune', { tenant }],
  ['a recipient', { tenant: 'all', addresses: ['m7@commune7.test'] }],
  ['what RCPT named', { tenant: 'all', addresses: ['alias8@commune8.test'] }],
  ['a sender', { tenant: 'all', addresses: ['s7@away.test'] }],
  ['an address that is not there', { tenant: 'all', addresses: ['nobody@nowhere.test'] }],
  ['a recipient of another commune', { tenant, addresses: ['m8@commune8.test'] }],
  ['an id', { tenant: 'all', queueId: `Q${Math.floor(rows / 2)}` }],
  ['held, one in a thousand', { tenant: 'all', outcome: 'held' }],
  ['held in a commune that has none', { tenant, outcome: 'held' }],
  ['deferred, of which there is none', { tenant: 'all', outcome: 'deferred' }],
]

const figures: string[][] = []
for (const [name, search] of searches) {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    await findTraces(owner, { ...search, limit: 20 })
    times.push(performance.now() - began)
  }
  figures.push([name, ...[0.5, 0.99].map((share) => percentile(times, share).toFixed(1))])
}
const began = performance.now()
const before = new Date(Date.now() - (seeded.days - 1) * 86_400_000)
const forgotten = await oldRowsStore(worker).forget('trace', before, 5_000)
const took = performance.now() - began

console.log(`${rows} rows, ${JSON.stringify(seeded)}, 20 found, ${rounds} rounds`)
console.log(table([['SEARCH BY', 'p50 ms', 'p99'], ...figures]))
console.log(`Forgetting ${forgotten} rows: ${took.toFixed(0)} ms`)
