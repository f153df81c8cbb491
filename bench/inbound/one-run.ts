// One measured run of one size: what was sent, what Dovecot has of it, and what it cost, with the indexing that goes on
// after the last reply.

import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { countInboxes } from './count-inboxes.ts'
import { cpuSeconds, memoryMegabytes } from './process-accounting.ts'
import { percentile, sendAll } from './send-all.ts'
import { signedMessages } from './signed-messages.ts'
import type { Target } from './target.ts'

export interface Load {
  readonly size: number
  readonly messages: number
  readonly connections: number
}

export interface Figures {
  readonly accepted: number
  readonly delivered: number
  readonly refusals: ReadonlyMap<string, number>
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Milliseconds of processor time for each message, by service. */
  readonly cpu: ReadonlyMap<string, number>
  readonly memory: ReadonlyMap<string, number>
  /** Of the whole machine over the last minute: more than its cores means that others had a share. */
  readonly machineLoad: number
}

export async function oneRun(target: Target, load: Load): Promise<Figures> {
  const messages = await signedMessages({
    count: load.messages,
    size: load.size,
    recipients: target.accounts.map(({ address }) => address),
    paths: target.paths,
  })
  const before = await countInboxes(target.imap, target.accounts)
  await quiet(target)
  const cpuBefore = cpuSeconds(target.services)
  const sent = await sendAll(target.smtp, messages, load.connections)
  const memory = memoryMegabytes(target.services)
  await quiet(target)
  const cpuAfter = cpuSeconds(target.services)
  const delivered = (await countInboxes(target.imap, target.accounts)) - before
  return {
    accepted: sent.latencies.length,
    delivered,
    refusals: sent.refusals,
    perSecond: delivered / sent.seconds,
    p50: percentile(sent.latencies, 0.5),
    p99: percentile(sent.latencies, 0.99),
    cpu: new Map(
      [...cpuAfter].map(([name, used]) => [
        name,
        ((used - (cpuBefore.get(name) ?? 0)) * 1000) / load.messages,
      ]),
    ),
    memory,
    machineLoad: loadavg()[0] ?? Number.NaN,
  }
}

const quietSeconds = 2
const longestWaitSeconds = 120
/** The supervisor's probes log in every few seconds; they are not what is waited for. */
const probeShare = 0.05

/** Waits until Dovecot has nothing left to index. */
async function quiet({ services }: Target): Promise<void> {
  const used = (): number => cpuSeconds(services).get('dovecot') ?? 0
  let last = used()
  for (let waited = 0; waited < longestWaitSeconds; waited += quietSeconds) {
    await pause(quietSeconds * 1000)
    const now = used()
    if (now - last < quietSeconds * probeShare) return
    last = now
  }
}
