// How much a mailbox may send: asked when a message is there, before it is looked into.

import type { SmtpReply } from '#core/smtp-reply.ts'
import type { Cleaned } from '../stages.ts'

export interface Allowance {
  /** The reply that refuses it; null when it may go, and then it counts. Rejects when nobody can say. */
  ask(mail: Cleaned): Promise<SmtpReply | null>
}
