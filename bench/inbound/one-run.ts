// One measured run of one load on one side: what was sent, what Dovecot has of it, and what it cost, with the indexing
// that goes on after the last delivery. The clock runs from the first connection to the last delivery: Postfix answers
// 250 before it delivers.

import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { unindexedMailStore } from '#db/stores/mailboxes/unindexed-mail.ts'
import { arrivals } from './arrivals.ts'
import { countInboxes } from './count-inboxes.ts'
import { everythingDelivered } from './everything-delivered.ts'
import { inboxTimes } from './inbox-times.ts'
import { cpuSeconds, memoryMegabytes } from './process-accounting.ts'
import { sendAll } from './send-all.ts'
import type { Side } from './side.ts'
import { signedMessages } from './signed-messages.ts'
import { percentile } from './statistics.ts'
import type { Target } from './target.ts'

export interface Load {
  readonly size: number
  readonly messages: number
  readonly connections: number
  /** Of each message. */
  readonly recipients: number
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

export interface Figures {
  readonly accepted: number
  /** Messages in inboxes: one for each recipient. */
  readonly delivered: number
  readonly refusals: ReadonlyMap<string, number>
  /** Messages a second, however many recipients each has. */
  readonly perSecond: number
  /** From MAIL FROM to the reply after the data. */
  readonly transaction: Latency
  /** From the connection to the reply after the data. */
  readonly whole: Latency
  /** From the connection to the inbox, with everybody else sending. */
  readonly inbox: Latency
  /** From the connection to the inbox, one message at a time with rests between them; measured where nobody else sends. */
  readonly arrival: Latency | null
  /** Milliseconds of processor time for each message, by service. */
  readonly cpu: ReadonlyMap<string, number>
  readonly memory: ReadonlyMap<string, number>
  /** Of the whole machine over the last minute: more than its cores means that others had a share. */
  readonly machineLoad: number
}

export async function oneRun(target: Target, side: Side, load: Load): Promise<Figures> {
  const messages = await signedMessages({ ...load, accounts: target.accounts, paths: target.context.paths })
  const before = await countInboxes(target.imap, target.accounts)
  await quiet(target)
  const cpuBefore = cpuSeconds(side.services)
  const begun = performance.now()
  const { accepted, refusals } = await sendAll(side.smtp, messages, load.connections)
  await everythingDelivered(side)
  const seconds = (performance.now() - begun) / 1000
  const memory = memoryMegabytes(side.services)
  await quiet(target)
  const cpuAfter = cpuSeconds(side.services)
  const delivered = (await countInboxes(target.imap, target.accounts)).messages - before.messages
  const times = await inboxTimes(target, before.nextUid)
  const perMessage = (name: string, used: number): number =>
    ((used - (cpuBefore.get(name) ?? 0)) * 1000) / load.messages
  return {
    accepted: accepted.length,
    delivered,
    refusals,
    perSecond: delivered / load.recipients / seconds,
    transaction: latencyOf(accepted.map(({ transaction }) => transaction)),
    whole: latencyOf(accepted.map(({ whole }) => whole)),
    inbox: latencyOf(
      accepted.flatMap(({ messageId, connectedAt }) => {
        const at = times.get(messageId)
        return at === undefined ? [] : [at - connectedAt]
      }),
    ),
    arrival: load.connections === 1 ? latencyOf(await arrivals(target, side, load)) : null,
    cpu: new Map([...cpuAfter].map(([name, used]) => [name, perMessage(name, used)])),
    memory,
    machineLoad: loadavg()[0] ?? Number.NaN,
  }
}

const latencyOf = (milliseconds: readonly number[]): Latency => ({
  p50: percentile(milliseconds, 0.5),
  p99: percentile(milliseconds, 0.99),
})

const longestWaitSeconds = 120
const quietSeconds = 2
/** The supervisor's probes log in every few seconds; they are not what is waited for. */
const probeShare = 0.05

/** Waits until the worker has had all that came indexed, and Dovecot has nothing left to index. */
async function quiet({ database, services }: Target): Promise<void> {
  const unindexed = unindexedMailStore(database)
  const used = (): number => cpuSeconds(services).get('dovecot') ?? 0
  let last = used()
  for (let waited = 0; waited < longestWaitSeconds; waited += quietSeconds) {
    const asked = (await unindexed.changed('', 1)).length === 0
    await pause(quietSeconds * 1000)
    const now = used()
    if (asked && now - last < quietSeconds * probeShare) return
    last = now
  }
}
