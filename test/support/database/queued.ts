// Messages for the queue, for tests.

import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { Destination, NewQueuedMessage, QueuedRecipient } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt, RecipientAnswer, ReplyKind } from '#core/smtp/delivery-attempt.ts'
import { address } from './commune.ts'

export const queuedRecipient = (
  to: string,
  given: Partial<Omit<QueuedRecipient, 'address'>> = {},
): QueuedRecipient => ({
  address: address(to),
  destination: to.slice(to.lastIndexOf('@') + 1) as Destination,
  notify: ['failure', 'delay'],
  originalRecipient: null,
  ...given,
})

/** One message from a commune to those addresses, each at the destination of its domain. */
export function queued(
  commune: CommuneId,
  to: readonly [string, ...string[]],
  given: Partial<NewQueuedMessage> = {},
): NewQueuedMessage & { readonly queueId: QueueId } {
  const [first, ...others] = to
  return {
    queueId: newQueueId(Date.now()),
    commune,
    mailbox: null,
    origin: 'submission',
    reversePath: 'mairie@mairie-saulieu.test' as ReversePath,
    content: Buffer.from('Subject: Compte rendu\r\n\r\nBonjour\r\n'),
    smtputf8: false,
    returns: 'headers',
    envelopeId: null,
    recipients: [queuedRecipient(first), ...others.map((each) => queuedRecipient(each))],
    held: false,
    ...given,
  }
}

/** What a server would have said about those recipients. */
export const attempted = (
  recipients: readonly EmailAddress[],
  outcome: RecipientAnswer['outcome'] = 'delivered',
  kind: ReplyKind = 'accepted',
): DeliveryAttempt => ({
  host: 'mx.one.test',
  address: '192.0.2.25',
  tls: 'TLSv1.3',
  milliseconds: 12.5,
  recipients: recipients.map((recipient) => ({ recipient, outcome, kind, reply: `${kind} 2.0.0` })),
})
