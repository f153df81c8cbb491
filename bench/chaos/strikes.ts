// What is killed and when: by chance, but a chance that the seed repeats. Each strike waits for so much work to be done that they
// fall among it, and no longer than a few seconds.

import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import type { TestPostgresql } from '#test/support/database/postgresql.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { Runners } from './runners.ts'

export interface Struck {
  readonly runners: Runners
  readonly postgresql: TestPostgresql
}

export interface StrikeCounts {
  readonly runner: number
  /** PostgreSQL as a whole, or one of its processes, after which it starts anew by itself. */
  readonly database: number
}

export interface Outage {
  readonly from: number
  readonly until: number
}

export interface Strikes {
  readonly begun: { runner: number; postmaster: number; backend: number }
  /** When PostgreSQL was away. */
  readonly outages: Outage[]
}

export const noStrikes = (): Strikes => ({
  begun: { runner: 0, postmaster: 0, backend: 0 },
  outages: [],
})

export interface StrikePlan {
  readonly counts: StrikeCounts
  readonly random: Random
  /** Of all work, from 0 to 1. */
  readonly progress: () => number
  readonly signal: AbortSignal
}

const lookMilliseconds = 10
const longestPauseMilliseconds = 3_000
/** Of all work: what is left then ends in peace. */
const lastStrikeAt = 0.97

export async function strike(struck: Struck, strikes: Strikes, plan: StrikePlan): Promise<void> {
  const { random, signal } = plan
  const order = shuffled(plan.counts, random)
  for (const [index, target] of order.entries()) {
    const mark = (lastStrikeAt * (index + random.integer(1_000) / 1_000)) / order.length
    const late = performance.now() + longestPauseMilliseconds
    while (plan.progress() < mark && performance.now() < late && !signal.aborted) await wait(lookMilliseconds)
    if (signal.aborted) return
    if (target === 'database') await strikeDatabase(struck.postgresql, strikes, random)
    else {
      await struck.runners.kill(random)
      strikes.begun.runner += 1
    }
  }
}

function shuffled({ runner, database }: StrikeCounts, random: Random): readonly (keyof StrikeCounts)[] {
  const left = [...Array<'runner'>(runner).fill('runner'), ...Array<'database'>(database).fill('database')]
  return Array.from({ length: runner + database }, () => left.splice(random.integer(left.length), 1)).flat()
}

async function strikeDatabase(postgresql: TestPostgresql, strikes: Strikes, random: Random): Promise<void> {
  const from = performance.now()
  const backend = random.chance(0.5) ? await someBackend(postgresql, random) : null
  if (backend === null) {
    strikes.begun.postmaster += 1
    const gone = once(postgresql.process, 'exit')
    postgresql.process.kill('SIGKILL')
    await gone
    await postgresql.restart()
  } else {
    strikes.begun.backend += 1
    process.kill(backend, 'SIGKILL')
    await untilBack(postgresql)
  }
  strikes.outages.push({ from, until: performance.now() })
}

/** It ends all its processes then and recovers. */
async function untilBack(postgresql: TestPostgresql): Promise<void> {
  await using owner = postgresql.open('vm_owner')
  await eventually('PostgreSQL to recover', () => owner.pool.query('select').catch(() => null), 60)
}

/** Null when it does not answer, for it was struck just before. */
async function someBackend(postgresql: TestPostgresql, random: Random): Promise<number | null> {
  await using owner = postgresql.open('vm_owner')
  try {
    const { rows } = await owner.pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where usename in ('vm_worker', 'vm_gateway') order by pid",
    )
    return rows.length === 0 ? null : random.pick(rows).pid
  } catch {
    return null
  }
}
