// The queue of outgoing mail as rows of our own against pg-boss, each with a PostgreSQL that waits for its disk: how many
// messages are taken in, how many are handed out and settled, and how long the sender waits for his 250 meanwhile.
//
//   npm run bench:queue [-- MESSAGES [OCTETS]]

import { table } from '#cli/terminal.ts'
import { makeSaulieu } from '#test/support/database/commune.ts'
import { startServer } from '#test/support/database/postgresql.ts'
import { median, percentile } from '../inbound/statistics.ts'
import { pgBossSide } from './pg-boss-side.ts'
import { rowsSide } from './rows-side.ts'
import { destinations, message, perDestination, type QueueSide } from './side.ts'

const messages = Number(process.argv[2] ?? 3_000)
const octets = Number(process.argv[3] ?? 4_096)
const rounds = 3
const senders = 8
const hands = 50
/** A quarter of the hands free, or that long: claims are for several. */
const gatherMilliseconds = 10

await using postgresql = await startServer({ fsync: true })
await using owner = postgresql.open('vm_owner')
await using gateway = postgresql.open('vm_gateway')
await using worker = postgresql.open('vm_worker')
const { commune } = await makeSaulieu(owner)
await using pgBoss = await pgBossSide(owner, gateway, worker)
const sides = [measured(rowsSide(gateway, worker)), measured(pgBoss)]

for (let round = 0; round < rounds; round += 1) for (const side of sides) await side.run()
console.log(
  `${messages} messages of ${octets} octets to ${destinations} destinations, ${senders} senders, a runner with ${hands} hands, ${perDestination} of one destination at once, ${rounds} rounds in turn`,
)
console.log(
  table([
    [
      '',
      'TAKEN IN /s',
      'p50 ms',
      'p99',
      'SETTLED /s',
      'BOTH AT ONCE /s',
      'p99 ms',
      'MOST OF ONE, 4 RUNNERS',
      'CLAIM BEHIND A BACKLOG ms',
    ],
    ...sides.map((side) => side.row()),
  ]),
)

function measured<Work>(side: QueueSide<Work>) {
  const figures: Record<
    'taken' | 'p50' | 'p99' | 'settled' | 'both' | 'p99Both' | 'most' | 'behind',
    number[]
  > = {
    ...{ taken: [], p50: [], p99: [], settled: [], both: [], p99Both: [], most: [], behind: [] },
  }
  const fill = async (step = 1) => {
    const times: number[] = []
    let next = 0
    const send = async () => {
      while (next < messages) {
        const one = message(commune, step * next++, octets)
        const began = performance.now()
        await side.enqueue(one)
        times.push(performance.now() - began)
      }
    }
    await Promise.all(Array.from({ length: senders }, send))
    return times
  }
  /** Until as many are settled; resolves with the most that were at work for one destination. */
  const drain = async (runners: number, milliseconds = 0, all = messages) => {
    let settled = 0
    let most = 0
    const atWork = new Map<string, number>()
    const count = (work: Work, by: number) => {
      const destination = side.destination(work)
      const now = (atWork.get(destination) ?? 0) + by
      atWork.set(destination, now)
      most = Math.max(most, now)
    }
    const run = async () => {
      const busy = new Set<Promise<void>>()
      while (settled < all) {
        const claimed = await side.claim(hands - busy.size)
        for (const work of claimed) {
          count(work, 1)
          const done = pause(milliseconds)
            .then(() => side.settle(work))
            .then(() => {
              count(work, -1)
              settled += 1
              busy.delete(done)
            })
          busy.add(done)
        }
        await (busy.size > 0 ? Promise.race(busy) : pause(gatherMilliseconds))
        if (busy.size > (hands * 3) / 4) await pause(gatherMilliseconds)
      }
    }
    await Promise.all(Array.from({ length: runners }, run))
    return most
  }
  return {
    run: async () => {
      let began = performance.now()
      const perSecond = () => (messages / (performance.now() - began)) * 1000
      const times = await fill()
      figures.taken.push(perSecond())
      figures.p50.push(percentile(times, 0.5))
      figures.p99.push(percentile(times, 0.99))
      began = performance.now()
      await drain(1)
      figures.settled.push(perSecond())
      began = performance.now()
      const [meanwhile] = await Promise.all([fill(), drain(1)])
      figures.both.push(perSecond())
      figures.p99Both.push(percentile(meanwhile, 0.99))
      await fill()
      figures.most.push(await drain(4, 5))
      // All for one destination, and it is busy: what does it cost to find the one message for another?
      await fill(destinations)
      const busy = await side.claim(hands)
      await side.enqueue(message(commune, 1, octets))
      const asked = performance.now()
      const other = await side.claim(hands)
      figures.behind.push(performance.now() - asked)
      if (busy.length !== perDestination || other.length !== 1) throw new Error(`${side.name}: not fair`)
      await Promise.all([...busy, ...other].map((work) => side.settle(work)))
      await drain(1, 0, messages - perDestination)
    },
    row: () => [
      side.name,
      ...[shown(figures.taken, 0), shown(figures.p50, 1), shown(figures.p99, 0)],
      ...[shown(figures.settled, 0), shown(figures.both, 0), shown(figures.p99Both, 0)],
      ...[String(Math.max(...figures.most)), shown(figures.behind, 1)],
    ],
  }
}

/** The median, and how far the rounds lie apart. */
function shown(values: readonly number[], digits: number): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)]
  return `${middle.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}

function pause(milliseconds: number): Promise<void> {
  return milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds))
}
