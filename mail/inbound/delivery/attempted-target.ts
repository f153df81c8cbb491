// What was tried for one mailbox, with the content it was tried with.

import type { MessageContent } from '#core/message/message-content.ts'
import type { DecidedTarget } from '../stages.ts'
import type { DeliveryAttempt } from './combined-reply.ts'

export interface AttemptedTarget {
  readonly decided: DecidedTarget
  readonly content: MessageContent
  readonly attempt: DeliveryAttempt
  /** The reply as Dovecot or our policy gave it, for the log and the row; empty when there was none. */
  readonly said: string
}
