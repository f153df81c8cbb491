// Mail that we answered 250 for and that is not in its mailbox yet: waiting for a retry, or held for a person.
// One copy of the content for all its recipients.

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress, ReversePath } from '../address/email-address.ts'
import type { QueueId } from '../queue/queue-id.ts'
import type { Reason } from '../trace/outcome.ts'

export interface KeptRecipient {
  readonly recipient: EmailAddress
  /** An address that is given again leads to another mailbox, which never gets this. */
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly why:
    | { readonly kind: 'waiting'; readonly retryAt: Date }
    | { readonly kind: 'held'; readonly reason: Reason }
  /** The reply of LMTP or of our own policy that kept it from its mailbox: `451 4.3.0 …`. */
  readonly lastReply: string
}

export interface KeptMessage {
  readonly queueId: QueueId
  /** The id that the sender was told and the trace knows, where this copy has another. */
  readonly receivedAs?: QueueId
  readonly reversePath: ReversePath
  /** The one address in From, in lower case, so that no list of held mail reads the content; empty when there is none. */
  readonly author: string
  /**
   * The message as it would have gone to LMTP, our header fields included. Read when its row is written, one message
   * after the other: a copy for each of a hundred communes is never in memory at once.
   */
  readonly content: () => Promise<Buffer>
  readonly recipients: readonly KeptRecipient[]
}

export interface KeptMail {
  /**
   * All in one transaction: resolves once it is committed, and only then may the sender hear 250. Rejects when nothing was
   * kept, or when the answer to COMMIT was lost and nobody knows.
   */
  keep(messages: readonly KeptMessage[]): Promise<void>
}
