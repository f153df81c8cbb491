// kill -9 of each process in turn while mail flows: what was accepted is delivered, once unless the kill fell between
// the saving of a message and an answer about it; everything comes back; and nothing outlives a killed orchestrator.

import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { senderAddress, senderDomain, senderSignature } from '#cli/demo/sender.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { startTicks } from '#stack/supervise/child-process.ts'
import { eventually } from '#test/support/eventually.ts'
import { countMessages, send } from '#test/support/mail-client.ts'
import { parentOf } from '#test/support/parent-of.ts'
import { type Stack, type StackOverview, startStack } from '#test/support/stack.ts'
import { untilHealthy } from '#test/support/until-healthy.ts'

let stack: Stack
let overview: StackOverview
let dkim: Awaited<ReturnType<typeof senderSignature>>

beforeAll(async () => {
  stack = await startStack({
    filtering: { networkLists: false, timeoutSeconds: 5 },
    limits: { deliveryTimeoutSeconds: 5, freeDiskFloorMegabytes: 64 },
  })
  overview = await stack.overview()
  dkim = await senderSignature(pathsFor(stack.state))
})
afterAll(() => stack[Symbol.asyncDispose]())

function account(index: number) {
  const found = overview.demo.accounts[index % overview.demo.accounts.length]
  if (found === undefined) throw new Error('no demonstration account')
  return found
}

interface Flow {
  /** Message-IDs whose data got 250. */
  readonly accepted: Map<string, number>
  /**
   * Message-IDs of which an answer was lost, ours on its way to the sender or Dovecot's on its way to us: whoever waits
   * for it cannot know, and sends again.
   */
  readonly unanswered: Set<string>
  /** Who is being killed. */
  victim: string
  stop(): Promise<void>
}

/** A sender with a queue of its own: sends message after message, each until it is taken. */
function startFlow(): Flow {
  const accepted = new Map<string, number>()
  let wanted = true
  const lane = async (index: number): Promise<void> => {
    for (let count = 0; wanted || count < 1; count += 1) {
      const messageId = `<${randomUUID()}@${senderDomain}>`
      const message = {
        from: senderAddress,
        to: account(index).address,
        messageId,
        subject: 'Registre',
        text: 'Séance du jour.\n',
        dkim,
      }
      await eventually(
        `250 for ${messageId}`,
        async () => {
          const { code } = await send(overview.endpoints.smtp, message)
          if (code === 0 || (code === 451 && flow.victim === 'dovecot')) flow.unanswered.add(messageId)
          return code === 250 ? true : null
        },
        90,
      )
      accepted.set(messageId, index)
    }
  }
  const flow: Flow = {
    accepted,
    unanswered: new Set(),
    victim: '',
    stop: async () => {
      wanted = false
      await Promise.all(lanes)
    },
  }
  const lanes = [0, 1, 2].map(lane)
  return flow
}

/** Copies of each accepted message in the inboxes it was for. */
async function copies(accepted: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const index of new Set(accepted.values())) {
    const inbox = await countMessages(overview.endpoints.imap, account(index))
    for (const [messageId, at] of accepted) if (at === index) counts.set(messageId, inbox.get(messageId) ?? 0)
  }
  return counts
}

describe('kill -9 while mail flows', () => {
  test('each process in turn → none lost, duplicates only where an answer was lost, all restarted', async () => {
    const flow = startFlow()
    for (const { name } of overview.services) {
      const pid = await stack.pidOf(name)
      flow.victim = name
      process.kill(pid, 'SIGKILL')
      await untilHealthy(stack, { name, before: pid })
    }
    await flow.stop()
    const counts = await eventually(
      'retried messages',
      async () => {
        const found = await copies(flow.accepted)
        return [...found.values()].every((count) => count > 0) ? found : null
      },
      60,
    )
    const lost = [...counts].filter(([, count]) => count === 0)
    const duplicated = [...counts].filter(([, count]) => count > 1).map(([messageId]) => messageId)
    process.stdout.write(
      `accepted ${counts.size}, lost ${lost.length}, delivered twice ${duplicated.length}\n`,
    )
    expect(counts.size).toBeGreaterThan(10)
    expect(lost).toEqual([])
    expect(duplicated.filter((messageId) => !flow.unanswered.has(messageId))).toEqual([])
  })
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
