// How long RCPT takes in a small directory and in a large one: the real listener and directory in this process, a PostgreSQL
// of its own for each size, rounds interleaved so that a busy machine is busy for both.
//
//   node bench/recipients/main.ts [--sizes 500,50000] [--rounds 10]

import { parseArgs } from 'node:util'
import { table } from '#cli/terminal.ts'
import { percentile } from '../inbound/statistics.ts'
import { kinds, type Memory, memories, recipientCheck } from './recipient-check.ts'

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '500,50000' }, rounds: { type: 'string', default: '10' } },
})
const sizes = values.sizes.split(',').map(Number)

await using opened = new AsyncDisposableStack()
const checks: Awaited<ReturnType<typeof recipientCheck>>[] = []
for (const size of sizes) checks.push(opened.use(await recipientCheck(size)))

const times = new Map<string, number[]>()
const timesOf = (kind: string, memory: Memory, size: number): number[] => {
  const key = `${kind} ${memory} ${size}`
  const found = times.get(key) ?? []
  times.set(key, found)
  return found
}
// The first round plans the statement and is not counted.
for (let round = 0; round <= Number(values.rounds); round += 1) {
  for (const check of checks) {
    for (const kind of kinds) {
      const took = await check.round(kind, round)
      if (round > 0) for (const memory of memories) timesOf(kind, memory, check.size).push(...took[memory])
    }
  }
}

const rows = kinds.flatMap((kind) =>
  memories.map((memory) => {
    const shares = (share: number): readonly number[] =>
      sizes.map((size) => percentile(timesOf(kind, memory, size), share))
    const [p50, p99] = [shares(0.5), shares(0.99)]
    const ratio = (figures: readonly number[]): string =>
      ((figures.at(-1) ?? Number.NaN) / (figures[0] ?? Number.NaN)).toFixed(2)
    const shown = sizes.map((_, index) => `${p50[index]?.toFixed(2)} / ${p99[index]?.toFixed(2)}`)
    return [`${kind}, ${memory}`, ...shown, `${ratio(p50)} / ${ratio(p99)}`]
  }),
)
console.log(`RCPT to 250 at the listener, ms p50 / p99, ${values.rounds} rounds`)
console.log(table([['RECIPIENT', ...sizes.map((size) => `${size} MAILBOXES`), 'LAST / FIRST'], ...rows]))
