// Ends the envelope stage: whatever all recipients lead to, each once, because an alias and its member may both be
// named and nobody wants the message twice; and whether a mailbox that would send it on did so before.

import type { MailboxId, OnlyFrom, RecipientTarget } from '#core/address/directory.ts'
import { forwardMarks } from '../../forwarding/forward-mark.ts'
import type { Enveloped, Received, SentOnBefore } from '../stages.ts'

export interface EnvelopeParts {
  /** What a mailbox marks with what it sends on. */
  readonly markOf: (mailbox: MailboxId) => string
}

export function closeEnvelope(received: Received, parts: EnvelopeParts): Enveloped {
  const targets = new Map<string, RecipientTarget>()
  for (const recipient of received.recipients) {
    for (const target of recipient.targets) {
      const key = keyOf(target)
      const before = targets.get(key)
      targets.set(key, before === undefined ? target : byEitherWay(before, target))
    }
  }
  const each = [...targets.values()]
  return {
    ...received,
    targets: each,
    sentOnBefore: sentOnBefore(received, each, parts),
    '~stage': 'envelope',
  }
}

const keyOf = (target: RecipientTarget): string => {
  switch (target.kind) {
    case 'mailbox':
      return `mailbox ${target.mailbox}`
    case 'forward':
      return `forward ${target.mailbox} ${target.to}`
    case 'return':
      return `return ${target.address}`
  }
}

/** Who may write along one of the ways may write; what one way always takes is taken. */
function byEitherWay(before: RecipientTarget, other: RecipientTarget): RecipientTarget {
  if (before.kind === 'return' || other.kind === 'return') return before
  const { onlyFrom: one, ...target } = before
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

const never: SentOnBefore = { marks: [], by: new Set() }

/** The marks are looked for in mail that is to be sent on, and in no other. */
function sentOnBefore(
  { content }: Received,
  targets: readonly RecipientTarget[],
  { markOf }: EnvelopeParts,
): SentOnBefore {
  const forwarding = targets.flatMap((target) => (target.kind === 'forward' ? [target.mailbox] : []))
  if (forwarding.length === 0) return never
  const marks = forwardMarks(content.head)
  return { marks, by: new Set(forwarding.filter((mailbox) => marks.includes(markOf(mailbox)))) }
}
