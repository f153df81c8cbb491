// kill -9 of each process, and of the gateway again and again, while many senders send: what was accepted is delivered, once
// unless the kill fell between the saving of a message and an answer about it, and stands in the trace unless its gateway
// died with the row; everything comes back; and nothing outlives a killed orchestrator.

import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTicks } from '#stack/supervise/child-process.ts'
import { killWhileMailFlows } from '#test/e2e/kill/kill-while-mail-flows.ts'
import { type Random, seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { parentOf } from '#test/support/stack/parent-of.ts'
import { type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'

let stack: Stack
let overview: StackOverview

beforeAll(async () => {
  stack = await startStack({
    filtering: { networkLists: false, timeoutSeconds: 5 },
    // Who is killed is known to be gone at once; a time that a busy machine may exceed would lose answers of the living.
    limits: { deliveryTimeoutSeconds: 20, freeDiskFloorMegabytes: 64 },
  })
  overview = await stack.overview()
})
afterAll(() => stack[Symbol.asyncDispose]())

/** Besides the one in its turn: whoever holds connections of senders and rows that nobody waits for is killed most. */
const moreKillsOfGateway = 5
/** Of the order, and of how many messages come in between. */
const seed = 2026

/** Each process once, in an order of chance, and the gateway again and again. */
function victims(random: Random): readonly string[] {
  const left = [
    ...overview.services.map(({ name }) => name),
    ...Array.from({ length: moreKillsOfGateway }, () => 'gateway'),
  ]
  return Array.from({ length: left.length }, () => left.splice(random.integer(left.length), 1)).flat()
}

test('each process once, the gateway six times → accepted = inbox + Junk + held + waiting = trace but for what died with its gateway, duplicates only where an answer was lost', async ({
  annotate,
}) => {
  const random = seeded(seed)
  const sizes = { sendersOfAKind: 4, mostBetween: 40, least: 50 }
  const sums = await killWhileMailFlows({ stack, victims: victims(random), random, ...sizes })
  process.stdout.write(`${sums}\n`)
  await annotate(sums)
}, 900_000)

describe('kill -9 of the orchestrator', () => {
  test('→ no process of the installation is left, and the next start takes up the same state', async () => {
    const orchestrator = parentOf(await stack.pidOf('gateway'))
    const family = descendants(orchestrator)
    process.kill(orchestrator, 'SIGKILL')
    await eventually('the last process to end', () => (family.every(isGone) ? true : null), 40)
    expect(family.length).toBeGreaterThan(15)

    const again = await stack.command('up', '--detach')
    expect(again.stderr).toContain('A probe message came in')
    expect(again.code).toBe(0)
    expect((await stack.overview()).demo.accounts).toEqual(overview.demo.accounts)
  })
})

interface Process {
  readonly pid: number
  readonly ticks: string
}

const isGone = ({ pid, ticks }: Process): boolean => startTicks(pid) !== ticks

function descendants(root: number): readonly Process[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(entry), parentOf(Number(entry)))
    } catch {
      // It ended while we looked.
    }
  }
  const belongs = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(belongs).flatMap((pid) => {
    const ticks = startTicks(pid)
    return ticks === null ? [] : [{ pid, ticks }]
  })
}
