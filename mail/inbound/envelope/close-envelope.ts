// Ends the envelope stage: the mailboxes of all recipients, each once, because an alias and its member may both be
// named and nobody wants the message twice.

import type { MailboxTarget, OnlyFrom } from '#core/directory.ts'
import type { Enveloped, Received } from '../stages.ts'

export function closeEnvelope(received: Received): Enveloped {
  const targets = new Map<string, MailboxTarget>()
  for (const recipient of received.recipients) {
    for (const target of recipient.targets) {
      const before = targets.get(target.mailbox)
      targets.set(target.mailbox, before === undefined ? target : byEitherWay(before, target))
    }
  }
  return { ...received, targets: [...targets.values()], '~stage': 'envelope' }
}

/** Who may write along one of the ways may write; what one way always takes is taken. */
function byEitherWay({ onlyFrom: one, ...target }: MailboxTarget, other: MailboxTarget): MailboxTarget {
  const onlyFrom = eitherOf(one, other.onlyFrom)
  const required = target.required || other.required
  return { ...target, required, ...(onlyFrom === undefined ? {} : { onlyFrom }) }
}

/** Every member of a list is of the département. */
function eitherOf(one: OnlyFrom | undefined, other: OnlyFrom | undefined): OnlyFrom | undefined {
  if (one === undefined || other === undefined) return undefined
  if (one.kind === 'department') return one
  if (other.kind === 'department') return other
  return { kind: 'members', addresses: new Set([...one.addresses, ...other.addresses]) }
}
