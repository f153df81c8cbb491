// How much a mailbox may send: asked when a message is there, before it is looked into. A message that is refused later on
// has counted: whoever tries again and again what is refused is to be slowed. One that could not be looked into is given back,
// and of one that is refused for a leak those whom it would have written to for the first time: its author sends it again
// without, and nobody heard of it.

import type { Result } from '#core/result.ts'
import type { SmtpReply } from '#core/smtp/smtp-reply.ts'
import type { Cleaned } from '../stages.ts'

export interface Allowance {
  /** The reply that refuses it; else it may go, and counts from then on. Rejects when nobody can say. */
  ask(mail: Cleaned): Promise<Result<GiveBack, SmtpReply>>
}

/** Never rejects. */
export type GiveBack = (what: 'all' | 'strangers') => Promise<void>
