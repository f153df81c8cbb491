// Incoming mail under load: unique DKIM-signed messages of several sizes, in interleaved rounds after one that is not
// counted, measured where they end: in Dovecot. Without --state it starts an installation of its own and removes it.
//
//   node bench/inbound/main.ts [--state DIR] [--rounds 5] [--connections 20] [--load BYTESxMESSAGES]...

import { parseArgs } from 'node:util'
import { type Load, oneRun } from './one-run.ts'
import { type Measured, showFigures, showRound } from './show-figures.ts'
import { openTarget } from './target.ts'

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '20' },
    load: { type: 'string', multiple: true, default: ['4096x600', '49152x300', '1048576x60'] },
  },
})

const connections = Number(values.connections)
const loads = values.load.map((text): Load => {
  const [, size, messages] = /^(\d+)x(\d+)$/.exec(text) ?? []
  if (size === undefined || messages === undefined)
    throw new Error(`--load ${text}: expected BYTESxMESSAGES, such as 4096x600`)
  return { size: Number(size), messages: Number(messages), connections }
})
/** What one sender sees who meets nobody else. */
const idle: Load = { size: 4096, messages: 50, connections: 1 }

await using target = await openTarget(values.state)
const measured: readonly (Measured & { rounds: Awaited<ReturnType<typeof oneRun>>[] })[] = [
  idle,
  ...loads,
].map((load) => ({ load, rounds: [] }))

for (const { size } of loads) await oneRun(target, { size, messages: 2 * connections, connections })
for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const { load, rounds } of measured) {
    const figures = await oneRun(target, load)
    rounds.push(figures)
    console.log(showRound(round, load, figures))
    if (figures.delivered !== load.messages) process.exitCode = 1
  }
}
console.log(`\n${showFigures(measured)}`)
