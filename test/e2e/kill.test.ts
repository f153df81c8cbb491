// kill -9 of each process, and of the gateway again and again, while many senders send: what was accepted is delivered, once
// unless the kill fell between the saving of a message and an answer about it, and stands in the trace unless its gateway
// died with the row; everything comes back; and nothing outlives a killed orchestrator.

import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { askServices } from '#cli/overview.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { startTicks } from '#stack/supervise/child-process.ts'
import { type Random, seeded } from '#test/fixtures/fraud-corpus/random.ts'
import { eventually } from '#test/support/eventually.ts'
import { send } from '#test/support/mail-client.ts'
import { parentOf } from '#test/support/parent-of.ts'
import { type Stack, type StackOverview, startStack } from '#test/support/stack.ts'
import { balance, countWaiting } from './kill/balance.ts'
import { compareWithTrace } from './kill/compare-with-trace.ts'
import { type Flow, startFlow } from './kill/flow.ts'
import { holds, kindsOfMessage, setPolicies } from './kill/recipients.ts'

let stack: Stack
let overview: StackOverview
let dkim: Awaited<ReturnType<typeof senderSignature>>

beforeAll(async () => {
  stack = await startStack({
    filtering: { networkLists: false, timeoutSeconds: 5 },
    // Who is killed is known to be gone at once; a time that a busy machine may exceed would lose answers of the living.
    limits: { deliveryTimeoutSeconds: 20, freeDiskFloorMegabytes: 64 },
  })
  overview = await stack.overview()
  dkim = await senderSignature(pathsFor(stack.state))
})
afterAll(() => stack[Symbol.asyncDispose]())

/** Of each kind of message. */
const sendersOfAKind = 4
/** Besides the one in its turn: whoever holds connections of senders and rows that nobody waits for is killed most. */
const moreKillsOfGateway = 5
/** So many messages are accepted at most between the mending of one process and the killing of the next. */
const mostBetween = 40
/** Of the order, and of how many messages come in between. */
const seed = 2026

/** Whether the gateway knows the policies already: it hears of them a moment after they are written. */
async function refusedAtNolay(): Promise<true | null> {
  const { code } = await send(overview.endpoints.smtp, {
    ...{ from: senderAddress, to: holds.address, text: 'Séance du jour.\n', dkim },
    messageId: `<${randomUUID()}@${senderDomain}>`,
  })
  return code >= 500 ? true : null
}

/** Each process once, in an order of chance, and the gateway again and again. */
function victims(random: Random): readonly string[] {
  const left = [
    ...overview.services.map(({ name }) => name),
    ...Array.from({ length: moreKillsOfGateway }, () => 'gateway'),
  ]
  return Array.from({ length: left.length }, () => left.splice(random.integer(left.length), 1)).flat()
}

/** Right after a message was accepted, so that its row in the trace is not written yet. */
async function killAmongMessages(name: string, flow: Flow, random: Random): Promise<void> {
  const pid = (await services()).find((service) => service.name === name)?.pid
  if (typeof pid !== 'number') throw new Error(`${name} does not run`)
  await flow.untilAccepted(1 + random.integer(mostBetween))
  flow.kills.push({ name, at: performance.now() })
  process.kill(pid, 'SIGKILL')
  await eventually(
    `all healthy after ${name} died`,
    async () => {
      const now = await services()
      const isOld = now.some((service) => service.pid === pid)
      return !isOld && now.length > 0 && now.every(({ state }) => state === 'healthy') ? true : null
    },
    60,
  )
}

/** As the orchestrator says it, without a process of the command line for each look: the time is for the senders. */
const services = async () => (await askServices({ paths: pathsFor(stack.state) })) ?? []

describe('kill -9 while mail flows from many senders', () => {
  test('each process once, the gateway six times → accepted = inbox + Junk + held + waiting = trace but for what died with its gateway, duplicates only where an answer was lost', async ({
    annotate,
  }) => {
    await using database = openAsOwner({
      spec: demoSpec(),
      paths: pathsFor(stack.state),
      ports: portsFrom(stack.portBase),
    })
    await setPolicies(database)
    await eventually('the policies', refusedAtNolay)
    const random = seeded(seed)
    const lanes = kindsOfMessage.flatMap((kind) => Array.from({ length: sendersOfAKind }, () => kind))
    const flow = startFlow({ to: overview.endpoints.smtp, dkim, lanes })
    for (const name of victims(random)) await killAmongMessages(name, flow, random)
    await flow.stop()

    const waitingAtTheEnd = await countWaiting(database)
    await expect.poll(() => countWaiting(database), { timeout: 60_000, interval: 500 }).toBe(0)
    const { lost, duplicated, once } = await balance(flow.accepted, overview, database)
    await expect.poll(async () => (await compareWithTrace(flow, database)).unexplained).toEqual([])
    const trace = await compareWithTrace(flow, database)
    const recipients = flow.accepted.flatMap((message) => message.recipients).length
    const sums = [
      `${flow.accepted.length} messages of ${lanes.length} senders accepted for ${recipients} recipients = ` +
        `${once.INBOX} inbox + ${once.Junk} Junk + ${once.held} held + ${lost.length} lost`,
      `${flow.kills.length} kills, ${waitingAtTheEnd} waited when they ended`,
      `${duplicated.length} twice, all of ${flow.unanswered.size} whose answer was lost`,
      `trace: ${trace.pairs - trace.untraced} of ${trace.pairs}, ${trace.untraced} died with their gateway, the oldest ` +
        `${Math.round(trace.oldestUntraced)} ms after its answer; ${trace.tracedTwice} twice, ${trace.unfinished} without their end`,
    ].join('; ')
    process.stdout.write(`${sums}\n`)
    await annotate(sums)
    expect(flow.accepted.length).toBeGreaterThan(300)
    expect(lost).toEqual([])
    expect(once.INBOX + once.Junk + once.held).toBe(recipients)
    expect(Math.min(once.INBOX, once.Junk, once.held)).toBeGreaterThan(50)
    const undoubted = duplicated.filter((messageId) => !flow.unanswered.has(messageId))
    expect(undoubted.map((messageId) => flow.answers.get(messageId))).toEqual([])
    expect(trace.pairs).toBe(recipients)
  }, 900_000)
})

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
