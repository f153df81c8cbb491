// How long a message takes from the connection of its sender to the inbox, when nobody else sends: one at a time, each
// after the one before is in its inbox and a moment has passed. That is what two people wait who talk on the telephone
// meanwhile, and the only latency that compares a side that says 250 after delivery with one that says it before.

import { setTimeout as pause } from 'node:timers/promises'
import { countInboxes } from './count-inboxes.ts'
import { everythingDelivered } from './everything-delivered.ts'
import { inboxTimes } from './inbox-times.ts'
import { sendOne } from './send-one.ts'
import type { Side } from './side.ts'
import { signedMessages } from './signed-messages.ts'
import type { Target } from './target.ts'

/** Never in step with what the machine does at regular times. */
const restMilliseconds = { least: 30, most: 120 }

/** Milliseconds of each of `messages` messages; throws when one is refused or does not arrive. */
export async function arrivals(
  target: Target,
  side: Side,
  { size, messages }: { readonly size: number; readonly messages: number },
): Promise<readonly number[]> {
  const { accounts, context, imap } = target
  const prepared = await signedMessages({ size, messages, recipients: 1, accounts, paths: context.paths })
  const before = await countInboxes(imap, accounts)
  const connectedAt = new Map<string, number>()
  for (const message of prepared) {
    const sent = await sendOne(side.smtp, message)
    if (!sent.line.startsWith('250')) throw new Error(`a message was not accepted: ${sent.line}`)
    connectedAt.set(message.messageId, sent.connectedAt)
    await everythingDelivered(side)
    const { least, most } = restMilliseconds
    await pause(least + Math.random() * (most - least))
  }
  const times = await inboxTimes(target, before.nextUid)
  return [...connectedAt].map(([messageId, began]) => {
    const at = times.get(messageId)
    if (at === undefined) throw new Error('a message did not arrive')
    return at - began
  })
}
