// Decides for each target by the policy of its commune. Only what would be delivered to the inbox is sent on to the outside:
// anything else, and what cannot be refused any more, is for the mailbox that would have sent it on, so that nothing is lost and
// no junk leaves the house in its name.

import {
  type ForwardTarget,
  type MailboxTarget,
  ownMailbox,
  type ReturnTarget,
} from '#core/address/directory.ts'
import { forwardLoop, spamRefused } from '#core/smtp/smtp-reply.ts'
import type { Decided, DecidedTarget, Decision, Filtered, OutgoingDecision } from '../stages.ts'
import { decide } from './decide.ts'

export function decideForAll(mail: Filtered): Decided {
  const mailboxes = new Set(
    mail.targets.flatMap((target) => (target.kind === 'mailbox' ? [target.mailbox] : [])),
  )
  const decided: DecidedTarget[] = []
  for (const target of mail.targets) {
    const each = decidedTarget(mail, target)
    // A mailbox that keeps a copy is decided about by itself.
    if (target.kind === 'forward' && each.target.kind === 'mailbox') {
      if (mailboxes.has(target.mailbox)) continue
      mailboxes.add(target.mailbox)
    }
    decided.push(each)
  }
  return { ...mail, decided, '~stage': 'policy' }
}

function decidedTarget(mail: Filtered, target: Filtered['targets'][number]): DecidedTarget {
  switch (target.kind) {
    case 'mailbox':
      return { target, decision: decidedFor(mail, target) }
    case 'forward':
      return decidedForward(mail, target)
    case 'return':
      return { target, decision: decidedReturn(mail, target) }
  }
}

function decidedForward(mail: Filtered, target: ForwardTarget): DecidedTarget {
  const decision = decidedFor(mail, target)
  const stays = cameBack(mail, target) || mail.book.of(target.commune).forbidsExternalForwards
  return decision.kind === 'deliver' && !stays
    ? { target, decision: { kind: 'send-on', reason: decision.reason } }
    : { target: ownMailbox(target), decision }
}

/**
 * What came back to a mailbox that sent it on: the mailbox has it, or wanted none. A report of ours that bears its mark is about
 * mail that could not be sent on, and is for the mailbox itself.
 */
const decidedFor = (mail: Filtered, target: MailboxTarget | ForwardTarget): Decision =>
  cameBack(mail, target) && mail.origin !== 'report'
    ? { kind: 'refuse', reason: 'mail-loop', reply: forwardLoop }
    : decide(mail, target, mail.book.of(target.commune))

const cameBack = ({ sentOnBefore }: Filtered, { mailbox }: MailboxTarget | ForwardTarget): boolean =>
  sentOnBefore.by.has(mailbox)

/** No mailbox of ours is there to hold it: what is not sent on is refused. */
function decidedReturn(mail: Filtered, { commune }: ReturnTarget): OutgoingDecision {
  const decision = decide(mail, { commune, required: false }, mail.book.of(commune))
  if (decision.kind === 'deliver') return { kind: 'send-on', reason: decision.reason }
  if (decision.kind === 'refuse' || decision.kind === 'defer') return decision
  return { kind: 'refuse', reason: decision.reason, reply: spamRefused }
}
