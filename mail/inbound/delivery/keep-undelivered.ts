// Commits the rows of those who do not have the message yet, all in one transaction, before anybody hears 250.

import type { Clock } from '#core/clock.ts'
import type { KeptMail, KeptMessage, KeptRecipient } from '#core/held/kept-mail.ts'
import type { Log } from '#core/log.ts'
import { contentBytes, type MessageContent } from '#core/message/message-content.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { Outcome } from '#core/trace/outcome.ts'
import { wholeContent } from '../../session/whole-content.ts'
import { type Decided, isOutgoing } from '../stages.ts'
import type { AttemptedTarget } from './attempted-target.ts'
import type { WriteMemoryLimit } from './write-memory-limit.ts'

export interface KeepingParts {
  readonly keptMail: KeptMail
  readonly turns: WriteMemoryLimit
  readonly clock: Clock
  readonly log: Log
}

type Keepable = Pick<Decided, 'queueId' | 'origin' | 'reversePath' | 'author'>

export interface Settled {
  readonly attempted: AttemptedTarget
  readonly outcome: Outcome
}

/** False when the rows could not be committed: the sender must keep the message then, at the price of a duplicate. */
export async function keepUndelivered(
  mail: Keepable,
  { keptMail, turns, clock, log }: KeepingParts,
  settled: readonly Settled[],
): Promise<boolean> {
  const { queueId } = mail
  const copies = copiesToKeep(settled)
  if (copies.size === 0) return true
  const delivered = settled.filter(({ outcome }) => outcome.kind === 'delivered').length
  try {
    const messages = keptMessages(mail, clock, copies)
    using _ = await turns.take(Math.max(...[...copies.keys()].map(contentBytes)))
    await keptMail.keep(messages)
    for (const { queueId: keptAs, recipients } of messages)
      log.info({ event: 'mail.kept', queueId, keptAs, recipients: recipients.length })
    return true
  } catch (error) {
    log.error({ event: 'component.unavailable', component: 'postgresql', cause: String(error), queueId })
    const notKept = [...copies.values()].flat().length
    if (delivered > 0) log.error({ event: 'mail.duplicate-risk', queueId, delivered, notKept })
    return false
  }
}

/** By content: what goes to an inbox and what goes to a junk folder differ by a header field. */
function copiesToKeep(settled: readonly Settled[]): ReadonlyMap<MessageContent, readonly KeptRecipient[]> {
  const copies = new Map<MessageContent, KeptRecipient[]>()
  for (const { attempted, outcome } of settled) {
    const recipient = keptRecipient(attempted, outcome)
    if (recipient === null) continue
    const recipients = copies.get(attempted.content)
    if (recipients === undefined) copies.set(attempted.content, [recipient])
    else recipients.push(recipient)
  }
  return copies
}

/** The first keeps the id that the sender is told; another copy needs one of its own, and so does what comes out of the queue, perhaps in several goes. */
function keptMessages(
  { queueId, origin, reversePath, author }: Keepable,
  clock: Clock,
  copies: ReadonlyMap<MessageContent, readonly KeptRecipient[]>,
): readonly KeptMessage[] {
  const messages: KeptMessage[] = []
  let id: QueueId = origin === 'outside' ? queueId : newQueueId(clock.now())
  for (const [content, recipients] of copies) {
    messages.push({
      queueId: id,
      ...(id === queueId ? {} : { receivedAs: queueId }),
      reversePath,
      author,
      content: () => wholeContent(content),
      recipients,
    })
    id = newQueueId(clock.now())
  }
  return messages
}

/** What is sent on has its row in the queue, or nobody has the message. */
function keptRecipient({ decided, said }: AttemptedTarget, outcome: Outcome): KeptRecipient | null {
  if (isOutgoing(decided)) return null
  const { address: recipient, mailbox, commune } = decided.target
  switch (outcome.kind) {
    case 'held':
      return { recipient, mailbox, commune, why: { kind: 'held', reason: outcome.reason }, lastReply: said }
    case 'waiting':
      return {
        recipient,
        mailbox,
        commune,
        why: { kind: 'waiting', retryAt: outcome.retryAt },
        lastReply: said,
      }
    default:
      return null
  }
}
