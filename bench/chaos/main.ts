// Chaos: runners and PostgreSQL are killed at random under load while a third of all servers misbehave. Prints what became of
// each recipient; exits with 1 when one was lost.
//
//   npm run bench:chaos [-- --seed N --messages 5000 --destinations 50 --runners 4 --kills 30 --database-kills 10]

import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runChaos } from './run-chaos.ts'
import { faultsOf, showChaos } from './show-chaos.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    messages: { type: 'string', default: '5000' },
    destinations: { type: 'string', default: '50' },
    runners: { type: 'string', default: '4' },
    kills: { type: 'string', default: '30' },
    'database-kills': { type: 'string', default: '10' },
  },
})
console.error(`seed ${values.seed}`)
const chaos = await runChaos({
  seed: Number(values.seed),
  messages: Number(values.messages),
  destinations: Number(values.destinations),
  runners: Number(values.runners),
  strikes: { runner: Number(values.kills), database: Number(values['database-kills']) },
  longestSeconds: 600,
  fsync: true,
})
console.log(showChaos(chaos))
const faults = faultsOf(chaos)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
