// Mail of ours for mailboxes of ours: out of the queue it enters the inbound path at `filtering`, so that a commune's rules
// hold for its neighbours as well, and one answer for each recipient goes back to the queue.

import type { RecipientTarget } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { QueueOrigin } from '#core/queue/queued-mail.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import { headerLength } from '../session/header-length.ts'
import type { AcceptMessage, AdmitRecipient, AdmittedRecipient, Received } from './stages.ts'

export interface LocalMessage {
  readonly queueId: QueueId
  readonly origin: QueueOrigin
  readonly reversePath: ReversePath
  readonly smtputf8: boolean
  readonly content: Buffer
  readonly recipients: readonly EmailAddress[]
}

export interface LocalDeliveryParts {
  readonly hostname: string
  readonly admitRecipient: AdmitRecipient
  readonly acceptMessage: AcceptMessage
  readonly clock: Clock
}

/** As another server would have heard it, and what it is about. */
export interface LocalAnswer {
  readonly reply: SmtpReply
  readonly targets: readonly RecipientTarget[]
}

/** One for each recipient. Rejects on a bug alone. */
export type DeliverLocally = (message: LocalMessage) => Promise<ReadonlyMap<EmailAddress, LocalAnswer>>

export const localDelivery =
  (parts: LocalDeliveryParts): DeliverLocally =>
  async (message) => {
    const answers = new Map<EmailAddress, LocalAnswer>()
    const admitted: AdmittedRecipient[] = []
    for (const address of message.recipients) {
      const answer = await parts.admitRecipient(address, message.reversePath)
      if (answer.ok) admitted.push(answer.value)
      else answers.set(address, { reply: answer.error, targets: [] })
    }
    if (admitted.length === 0) return answers
    const reply = await parts.acceptMessage(receivedFromQueue(message, admitted, parts))
    for (const { given, targets } of admitted) answers.set(given, { reply, targets })
    return answers
  }

const originsOf: Readonly<Record<QueueOrigin, Received['origin']>> = {
  submission: 'ours',
  sieve: 'ours',
  forward: 'forwarded',
  report: 'report',
}

function receivedFromQueue(
  { queueId, origin, reversePath, smtputf8, content }: LocalMessage,
  recipients: readonly AdmittedRecipient[],
  { hostname, clock }: LocalDeliveryParts,
): Received {
  const length = headerLength(content) ?? content.length
  return {
    ...{ queueId, reversePath, smtputf8, recipients },
    origin: originsOf[origin],
    receivedAt: new Date(clock.now()),
    client: { session: queueId, address: '127.0.0.1', helo: hostname, extended: true, tls: null },
    content: { head: content.subarray(0, length), body: bodyInMemory(content.subarray(length)) },
    '~stage': 'connection',
  }
}
