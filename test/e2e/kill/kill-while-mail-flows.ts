// Processes killed while many senders send, and what must hold of every message that was accepted meanwhile.

import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { askServices } from '#cli/overview.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { send } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { Stack } from '#test/support/stack/stack.ts'
import { balance, countWaiting } from './balance.ts'
import { compareWithTrace } from './compare-with-trace.ts'
import { type Flow, startFlow } from './flow.ts'
import { holds, kindsOfMessage, setPolicies } from './recipients.ts'

export interface Kills {
  readonly stack: Pick<Stack, 'state' | 'portBase' | 'overview'>
  /** Names of processes, in this order. */
  readonly victims: readonly string[]
  /** Of how many messages come in between. */
  readonly random: Random
  /** Of each kind of message. */
  readonly sendersOfAKind: number
  /** So many messages are accepted at most between the mending of one process and the killing of the next. */
  readonly mostBetween: number
  /** Messages at each place, at least: what was asked must have happened. */
  readonly least: number
}

/** Fails when a message is lost, is there twice without a lost answer, or is not traced without a kill that explains it. */
export async function killWhileMailFlows({ stack, victims, random, ...sizes }: Kills): Promise<string> {
  const paths = pathsFor(stack.state)
  const overview = await stack.overview()
  const dkim = await senderSignature(paths)
  await using database = openAsOwner({ spec: demoSpec(), paths, ports: portsFrom(stack.portBase) })
  await setPolicies(database)
  // The gateway hears of them a moment after they are written.
  await eventually('the policies', async () => {
    const { code } = await send(overview.endpoints.smtp, {
      ...{ from: senderAddress, to: holds.address, text: 'Séance du jour.\n', dkim },
      messageId: `<${randomUUID()}@${senderDomain}>`,
    })
    return code >= 500 ? true : null
  })
  const lanes = kindsOfMessage.flatMap((kind) => Array.from({ length: sizes.sendersOfAKind }, () => kind))
  const flow = startFlow({ to: overview.endpoints.smtp, dkim, lanes })
  const services = async () => (await askServices({ paths })) ?? []
  for (const name of victims) {
    const more = 1 + random.integer(sizes.mostBetween)
    await killAmongMessages({ name, flow, more, services })
  }
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
  expect(lost).toEqual([])
  expect(once.INBOX + once.Junk + once.held).toBe(recipients)
  expect(Math.min(once.INBOX, once.Junk, once.held)).toBeGreaterThanOrEqual(sizes.least)
  const undoubted = duplicated.filter((messageId) => !flow.unanswered.has(messageId))
  expect(undoubted.map((messageId) => flow.answers.get(messageId))).toEqual([])
  expect(trace.pairs).toBe(recipients)
  return sums
}

interface Kill {
  readonly name: string
  readonly flow: Flow
  readonly more: number
  /** As the orchestrator says it, without a process of the command line for each look: the time is for the senders. */
  readonly services: () => Promise<NonNullable<Awaited<ReturnType<typeof askServices>>>>
}

/** Right after a message was accepted, so that its row in the trace is not written yet. */
async function killAmongMessages({ name, flow, more, services }: Kill): Promise<void> {
  const pid = (await services()).find((service) => service.name === name)?.pid
  if (typeof pid !== 'number') throw new Error(`${name} does not run`)
  await flow.untilAccepted(more)
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
