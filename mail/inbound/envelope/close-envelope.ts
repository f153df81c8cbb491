// Ends the envelope stage: the mailboxes of all recipients, each once, because an alias and its member may both be
// named and nobody wants the message twice.

import type { MailboxTarget } from '#core/directory.ts'
import type { Enveloped, Received } from '../stages.ts'

export function closeEnvelope(received: Received): Enveloped {
  const targets = new Map<string, MailboxTarget>()
  for (const recipient of received.recipients) {
    for (const target of recipient.targets) {
      if (!targets.has(target.mailbox)) targets.set(target.mailbox, target)
    }
  }
  return { ...received, targets: [...targets.values()], '~stage': 'envelope' }
}
