// Ordinary mail at a steady pace, each message on a connection of its own and at its time, whether the one before was
// answered or not: a server that gets slow cannot slow down what is asked of it.

import { setTimeout as pause } from 'node:timers/promises'
import { type Reply, sendOne } from '../inbound/send-one.ts'
import { signedMessages } from '../inbound/signed-messages.ts'
import type { Target } from '../inbound/target.ts'

export interface Pace {
  readonly seconds: number
  readonly perSecond: number
  readonly size: number
}

/** Milliseconds from the connection to 250, of each message. Throws when one was not accepted. */
export async function steadyTraffic(target: Target, { seconds, perSecond, size }: Pace): Promise<number[]> {
  const { accounts, context } = target
  const messages = await signedMessages({
    messages: seconds * perSecond,
    size,
    recipients: 1,
    accounts,
    paths: context.paths,
  })
  const begun = performance.now()
  const replies: Promise<Reply>[] = []
  for (const [index, message] of messages.entries()) {
    await pause(Math.max(0, begun + (index * 1000) / perSecond - performance.now()))
    replies.push(sendOne(target.ours.smtp, message))
  }
  const answered = await Promise.all(replies)
  const refused = answered.find(({ line }) => !line.startsWith('250'))
  if (refused !== undefined) throw new Error(`a message was not accepted: ${refused.line}`)
  return answered.map(({ whole }) => whole)
}
