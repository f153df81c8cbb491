// How much a mailbox may send: asked when a message is there, before it is looked into. A message that is refused later on
// has counted: whoever tries again and again what is refused is to be slowed. One that could not be looked into is given back.

import type { SmtpReply } from '#core/smtp-reply.ts'
import type { Cleaned } from '../stages.ts'

export interface Allowance {
  /** The reply that refuses it; null when it may go, and then it counts. Rejects when nobody can say. */
  ask(mail: Cleaned): Promise<SmtpReply | null>
  /** Its sender was asked to try again. Never rejects. */
  giveBack(mail: Cleaned): Promise<void>
}
