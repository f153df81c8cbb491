// Ordinary mail alone and beside a crowd of idle and slow clients that is held for a minute: what the crowd does to the
// waiting time of others and to the memory of the gateway. Without --state it starts an installation of its own.
//
//   node bench/slow-clients/main.ts [--idle 200] [--slow 200] [--burst-kilobytes 256] [--seconds 60] [--per-second 5]
//                                   [--rounds 1] [--state DIR]

import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { table } from '#cli/terminal.ts'
import { median, percentile } from '../inbound/statistics.ts'
import { openTarget } from '../inbound/target.ts'
import { gatherCrowd } from './crowd.ts'
import { gatewayMemory, showMemory } from './gateway-memory.ts'
import { steadyTraffic } from './steady-traffic.ts'

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    idle: { type: 'string', default: '200' },
    slow: { type: 'string', default: '200' },
    'burst-kilobytes': { type: 'string', default: '256' },
    seconds: { type: 'string', default: '60' },
    'per-second': { type: 'string', default: '5' },
    rounds: { type: 'string', default: '1' },
  },
})
const pace = { seconds: Number(values.seconds), perSecond: Number(values['per-second']), size: 4096 }
const settleMilliseconds = 10_000

const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
})

await using target = await openTarget(values.state)
const crowdOptions = {
  idle: Number(values.idle),
  slow: Number(values.slow),
  burstBytes: Number(values['burst-kilobytes']) * 1024,
  recipient: target.accounts[0]?.address ?? '',
}
const memory = () => showMemory(gatewayMemory(target.services))
const rows: string[][] = []
const ratios: number[] = []

/** One minute without the crowd, one with it, one without it. */
async function oneRound(): Promise<void> {
  const note = (what: string, milliseconds: readonly number[], held: string): void => {
    const figures = [0.5, 0.99].map((share) => percentile(milliseconds, share).toFixed(1))
    rows.push([what, ...figures, memory(), held, (loadavg()[0] ?? 0).toFixed(1)])
    console.error(rows.at(-1)?.join('  '))
  }
  const before = await steadyTraffic(target, pace)
  note('alone, before', before, '')
  const beside = await withCrowd(note)
  await pause(settleMilliseconds)
  const after = await steadyTraffic(target, pace)
  note('alone, after', after, '')
  ratios.push(percentile(beside, 0.99) / percentile([...before, ...after], 0.99))
}

async function withCrowd(
  note: (what: string, milliseconds: readonly number[], held: string) => void,
): Promise<readonly number[]> {
  using crowd = await gatherCrowd(target.ours.smtp, crowdOptions)
  const beside = await steadyTraffic(target, pace)
  note('beside the crowd', beside, String(crowd.open))
  return beside
}

await Promise.race([
  interrupted,
  (async () => {
    await steadyTraffic(target, { ...pace, seconds: 10 })
    for (let round = 0; round < Number(values.rounds); round += 1) await oneRound()
  })(),
])
console.log(
  table([['4 kB MESSAGES', 'p50 ms', 'p99 ms', 'GATEWAY PSS / RSS MB', 'CROWD STILL OPEN', 'LOAD'], ...rows]),
)
console.log(
  `\np99 beside the crowd / alone: ${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`,
)
