// One measured run of one load on one side: what was accepted, what the mail hosts of others have of it, and what it cost. The
// clock runs from the first connection: to the last 250 for what is accepted, to the last message in a sink for what is delivered.

import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { cpuSeconds, memoryMegabytes } from '../inbound/process-accounting.ts'
import { percentile } from '../inbound/statistics.ts'
import { shares } from './letters.ts'
import type { Load } from './options.ts'
import type { Side } from './side.ts'
import { submitShare } from './submit-share.ts'
import type { Target } from './target.ts'

export interface Figures {
  readonly accepted: number
  readonly delivered: number
  readonly refusals: ReadonlyMap<string, number>
  readonly acceptedPerSecond: number
  readonly deliveredPerSecond: number
  /** Milliseconds from MAIL FROM to the reply after the data. */
  readonly latency: { readonly p50: number; readonly p99: number }
  /** Milliseconds of processor time for each message, by service. */
  readonly cpu: ReadonlyMap<string, number>
  /** That of the sessions that send, which are on the same machine. */
  readonly clientCpu: number
  readonly memory: ReadonlyMap<string, number>
  /** Of the whole machine over the last minute: more than its cores means that others had a share. */
  readonly machineLoad: number
}

export async function oneRun({ accounts, sinks }: Target, side: Side, load: Load): Promise<Figures> {
  const work = shares(load, accounts, sinks.domains)
  const before = sinks.taken
  await quiet(side)
  const cpuBefore = cpuSeconds(side.services)
  const clientBefore = process.cpuUsage()
  const begun = performance.now()
  const answers = (await Promise.all(work.map((share) => submitShare(side.door, share)))).flat()
  const acceptedSeconds = (performance.now() - begun) / 1000
  const good = answers.filter(({ line }) => line.startsWith('250'))
  await everythingTaken(() => sinks.taken - before, good.length)
  const deliveredSeconds = (performance.now() - begun) / 1000
  const client = process.cpuUsage(clientBefore)
  const memory = memoryMegabytes(side.services)
  await quiet(side)
  const delivered = sinks.taken - before
  const milliseconds = good.map((each) => each.milliseconds)
  const cpuAfter = cpuSeconds(side.services)
  const perMessage = (name: string, used: number): number =>
    ((used - (cpuBefore.get(name) ?? 0)) * 1000) / load.messages
  return {
    accepted: good.length,
    delivered,
    refusals: countOf(answers.flatMap(({ line }) => (line.startsWith('250') ? [] : [line]))),
    acceptedPerSecond: good.length / acceptedSeconds,
    deliveredPerSecond: delivered / deliveredSeconds,
    latency: { p50: percentile(milliseconds, 0.5), p99: percentile(milliseconds, 0.99) },
    cpu: new Map([...cpuAfter].map(([name, used]) => [name, perMessage(name, used)])),
    clientCpu: (client.user + client.system) / 1000 / load.messages,
    memory,
    machineLoad: loadavg()[0] ?? Number.NaN,
  }
}

const countOf = (lines: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(lines, (line) => line)].map(([line, each]) => [line, each.length]))

const askEveryMilliseconds = 5
const longestWaitSeconds = 120

async function everythingTaken(taken: () => number, wanted: number): Promise<void> {
  const until = performance.now() + longestWaitSeconds * 1000
  while (taken() < wanted && performance.now() < until) await pause(askEveryMilliseconds)
}

const quietMilliseconds = 1_000
const longestQuietSeconds = 30
/** Probes and what looks every few seconds by itself. */
const idleShare = 0.1

/** Until nothing of the side is at work: what is written down after the last delivery belongs to the run. */
async function quiet({ services }: Side): Promise<void> {
  const used = (): number => [...cpuSeconds(services).values()].reduce((sum, each) => sum + each, 0)
  let last = used()
  for (let waited = 0; waited < longestQuietSeconds; waited += quietMilliseconds / 1000) {
    await pause(quietMilliseconds)
    const now = used()
    if (now - last < (quietMilliseconds / 1000) * idleShare) return
    last = now
  }
}
