// What leaves the house again: mail that a mailbox sends on to the outside, and notifications that go back to whom such mail
// was from. All of it is committed to the queue of outgoing mail in one transaction, or none.

import type { ForwardTarget, ReturnTarget } from '#core/address/directory.ts'
import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import { contentBytes } from '#core/message/message-content.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  type Destination,
  localDestination,
  type MailQueue,
  type NewQueuedMessage,
} from '#core/queue/queued-mail.ts'
import { accepted, wholeReply } from '#core/smtp/smtp-reply.ts'
import { type ForwardingParts, forwardedMessage } from '../../forwarding/forwarded-message.ts'
import { needsUtf8 } from '../../session/needs-smtputf8.ts'
import { wholeContent } from '../../session/whole-content.ts'
import { splitHeaderAndBody } from '../../signing/header-and-body.ts'
import { type Decided, type DecidedOutgoing, isOutgoing } from '../stages.ts'
import type { AttemptedTarget } from './attempted-target.ts'
import type { WriteMemoryLimit } from './write-memory-limit.ts'

export interface ForwardParts {
  readonly mailQueue: MailQueue
  readonly forwarding: ForwardingParts
  readonly turns: WriteMemoryLimit
}

/** By whom it is sent on: one message for each mailbox, however many addresses it sends to. */
type Sent = ReadonlyMap<string, NewQueuedMessage>

/** Null when it could not be committed. */
export async function forwardMail(
  mail: Decided,
  parts: ForwardParts,
): Promise<readonly AttemptedTarget[] | null> {
  const outgoing = mail.decided.filter(isOutgoing)
  const groups = Map.groupBy(
    outgoing.filter(({ decision }) => decision.kind === 'send-on').map(({ target }) => target),
    senderOf,
  )
  const sent = groups.size === 0 ? new Map<string, NewQueuedMessage>() : await enqueued(mail, groups, parts)
  return sent && outgoing.map((decided) => attempted(mail, decided, sent))
}

const senderOf = (target: DecidedOutgoing['target']): string =>
  target.kind === 'return' ? target.address : target.mailbox

function attempted({ content }: Decided, decided: DecidedOutgoing, sent: Sent): AttemptedTarget {
  const { decision, target } = decided
  if (decision.kind !== 'send-on') {
    const { reply, reason } = decision
    return { decided, content, attempt: { kind: 'not-delivered', reply, reason }, said: wholeReply(reply) }
  }
  const reply = accepted(sent.get(senderOf(target))?.queueId ?? '')
  return { decided, content, attempt: { kind: 'delivered', reply }, said: wholeReply(reply) }
}

async function enqueued(
  mail: Decided,
  groups: ReadonlyMap<string, readonly DecidedOutgoing['target'][]>,
  { mailQueue, forwarding, turns }: ForwardParts,
): Promise<Sent | null> {
  const { queueId } = mail
  const { log } = forwarding
  try {
    using _ = await turns.take(contentBytes(mail.content))
    const content = await wholeContent(mail.content)
    const sent = new Map<string, NewQueuedMessage>()
    for (const [sender, targets] of groups)
      sent.set(sender, await outgoingMessage(mail, { targets, content }, forwarding))
    await mailQueue.enqueue(...sent.values())
    for (const [mailbox, { queueId: forwardedAs, recipients }] of sent)
      log.info({ event: 'mail.forwarded', queueId, forwardedAs, mailbox, recipients: recipients.length })
    return sent
  } catch (error) {
    log.error({ event: 'component.unavailable', component: 'postgresql', cause: String(error), queueId })
    return null
  }
}

interface ToSend {
  /** Of one sender. */
  readonly targets: readonly DecidedOutgoing['target'][]
  readonly content: Buffer
}

async function outgoingMessage(
  mail: Decided,
  { targets, content }: ToSend,
  parts: ForwardingParts,
): Promise<NewQueuedMessage> {
  const [first, ...others] = targets
  if (first === undefined) throw new Error('nobody sends it on')
  if (first.kind === 'return') return returned(mail, first, { content, clock: parts.clock })
  const { reversePath, smtputf8, sentOnBefore, book } = mail
  const to = ({ to: address }: ForwardTarget) => ({ address, destination: destinationOf(address, book) })
  return await forwardedMessage(
    {
      ...{ from: first, reversePath, smtputf8, content, marks: sentOnBefore.marks },
      hostedDomains: book.hostedDomains,
      to: [to(first), ...others.flatMap((each) => (each.kind === 'forward' ? [to(each)] : []))],
    },
    parts,
  )
}

/** From the null path, as it came: nobody is told about a notification. */
const returned = (
  { smtputf8, book }: Decided,
  { commune, to: address }: ReturnTarget,
  { content, clock }: Pick<ToSend, 'content'> & Pick<ForwardingParts, 'clock'>,
): NewQueuedMessage => ({
  ...{
    queueId: newQueueId(clock.now()),
    commune,
    mailbox: null,
    origin: 'forward',
    reversePath: '',
    content,
  },
  smtputf8: needsUtf8({ smtputf8, head: splitHeaderAndBody(content).head, addresses: [address] }),
  ...{ returns: 'headers', envelopeId: null, held: false },
  recipients: [{ address, destination: destinationOf(address, book), notify: [], originalRecipient: null }],
})

const destinationOf = (address: EmailAddress, { hostedDomains }: PolicyBook): Destination =>
  hostedDomains.has(domainOf(address)) ? localDestination : (domainOf(address) as string as Destination)
