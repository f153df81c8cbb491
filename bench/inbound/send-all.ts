// Sends prepared messages over a number of connections at once, each message on a connection of its own.

import type { HostPort } from '#core/address/host-port.ts'
import { type Reply, sendOne } from './send-one.ts'
import type { Prepared } from './signed-messages.ts'

export interface Accepted extends Reply {
  readonly messageId: string
}

export interface Sent {
  readonly accepted: readonly Accepted[]
  /** Every other reply with how often it came. */
  readonly refusals: ReadonlyMap<string, number>
}

export async function sendAll(
  to: HostPort,
  messages: readonly Prepared[],
  connections: number,
): Promise<Sent> {
  const accepted: Accepted[] = []
  const refusals = new Map<string, number>()
  const remaining = messages.values()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const message of remaining) {
        const reply = await sendOne(to, message)
        if (reply.line.startsWith('250')) accepted.push({ ...reply, messageId: message.messageId })
        else refusals.set(reply.line, (refusals.get(reply.line) ?? 0) + 1)
      }
    }),
  )
  return { accepted, refusals }
}
