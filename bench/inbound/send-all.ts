// Sends prepared messages over a number of connections at once, each message on a connection of its own.

import { sendOne } from './send-one.ts'
import type { Prepared } from './signed-messages.ts'

interface Listener {
  readonly host: string
  readonly port: number
}

export interface Sent {
  readonly seconds: number
  /** Milliseconds from the connection to the positive reply, in ascending order. */
  readonly latencies: readonly number[]
  /** Every other reply with how often it came. */
  readonly refusals: ReadonlyMap<string, number>
}

export async function sendAll(
  to: Listener,
  messages: readonly Prepared[],
  connections: number,
): Promise<Sent> {
  const latencies: number[] = []
  const refusals = new Map<string, number>()
  const remaining = messages.values()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const message of remaining) {
        const started = performance.now()
        const reply = await sendOne(to, message)
        if (reply.startsWith('250')) latencies.push(performance.now() - started)
        else refusals.set(reply, (refusals.get(reply) ?? 0) + 1)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  return { seconds, latencies: latencies.toSorted((a, b) => a - b), refusals }
}

/** NaN when nothing was accepted. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
