// How long the API takes for a page of a list: 1,000 and then 100,000 mailboxes over 200 communes, in a PostgreSQL of its own.
// Asked over the loopback by a person who signed in: session, permission, the query and the check of the answer are in it.
//
//   npm run bench:api

import { table } from '#cli/terminal.ts'
import { startTestAdmin } from '#test/support/admin/admin.ts'
import { percentile } from '../inbound/statistics.ts'
import { seedMailboxes } from './seed.ts'

const requests = 200
const sizes = [1_000, 100_000] as const

await using admin = await startTestAdmin()
await using owner = admin.postgresql.open('vm_owner')
const browser = await admin.signIn({ role: 'administrator' })

/** Milliseconds of each request. */
async function measure(route: string): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < requests; index += 1) {
    const began = performance.now()
    const answer = await browser.ask(route)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${route}: ${answer.status}`)
    times.push(performance.now() - began)
  }
  return times
}

/** The cursor in the middle of all mailboxes. */
async function middle(): Promise<string> {
  const { rows } = await owner.pool.query<{ address: string }>(
    'select address from mailbox order by address offset (select count(*) / 2 from mailbox) limit 1',
  )
  return Buffer.from(JSON.stringify([rows[0]?.address])).toString('base64url')
}

const figures = new Map<string, number[][]>()
for (const size of sizes) {
  const commune = await seedMailboxes(owner, size)
  const lists = {
    'mailboxes, first page': 'GET /mailboxes?limit=50',
    'mailboxes, a page in the middle': `GET /mailboxes?limit=50&after=${await middle()}`,
    'mailboxes of one commune': `GET /mailboxes?limit=50&commune=${commune}`,
    'mailboxes, searched': 'GET /mailboxes?limit=50&search=box77',
    'mailboxes, counted': 'GET /mailboxes/count',
    'mailboxes, from the last address': 'GET /mailboxes?limit=50&order=desc',
    'mailboxes, the fullest first': 'GET /mailboxes?limit=50&sort=usage&order=desc',
    'mailboxes of one commune, the fullest first': `GET /mailboxes?limit=50&sort=usage&order=desc&commune=${commune}`,
    communes: 'GET /communes?limit=50',
    'communes, the fullest first': 'GET /communes?limit=50&sort=usage&order=desc',
    'what is to be done': 'GET /to-do',
  }
  for (const [what, route] of Object.entries(lists)) {
    const times = await measure(route)
    figures.set(what, [...(figures.get(what) ?? []), [percentile(times, 0.5), percentile(times, 0.95)]])
  }
}

const shown = (pair: readonly number[] = []) => pair.map((each) => each.toFixed(1)).join(' / ')
const ratio = (pairs: readonly (readonly number[])[]) =>
  ((pairs.at(-1)?.[1] ?? Number.NaN) / (pairs[0]?.[1] ?? Number.NaN)).toFixed(2)

console.log(`50 rows, ms p50 / p95 of ${requests} requests`)
console.log(
  table([
    ['LIST', ...sizes.map((size) => `${size} MAILBOXES`), 'P95, LAST / FIRST'],
    ...[...figures].map(([what, pairs]) => [what, ...pairs.map(shown), ratio(pairs)]),
  ]),
)
