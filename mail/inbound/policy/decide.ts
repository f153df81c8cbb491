// The one place where findings become a decision. Pure: every signal is an argument, the result names one reason. The
// tests run in order of severity.

import type { MailboxTarget } from '#core/directory.ts'
import { dmarcRejected, spamRefused, unscannable, virusFound } from '#core/smtp-reply.ts'
import { spamTestSymbol } from '#daemons/rspamd/spam-test-symbol.ts'
import type { Decided, Decision, Filtered } from '../stages.ts'

/** Thresholds of one recipient, in rspamd's points. */
export interface RecipientPolicy {
  readonly junkAt: number
  readonly refuseAt: number
}

export function decide(mail: Filtered, policy: RecipientPolicy): Decision {
  const { findings, verdict } = mail
  if (findings.scan.kind === 'virus') return { kind: 'refuse', reason: 'virus', reply: virusFound }
  if (verdict.dmarcAsks === 'reject') return { kind: 'refuse', reason: 'dmarc-reject', reply: dmarcRejected }
  if (findings.symbols.includes(spamTestSymbol) || findings.score >= policy.refuseAt) {
    return { kind: 'refuse', reason: 'spam-score', reply: spamRefused }
  }
  if (findings.scan.kind === 'unscannable') {
    return { kind: 'refuse', reason: 'unscannable', reply: unscannable }
  }
  if (verdict.dmarcAsks === 'quarantine') return { kind: 'junk', reason: 'dmarc-quarantine' }
  if (verdict.author === 'doubtful') return { kind: 'junk', reason: 'author-doubtful' }
  if (findings.score >= policy.junkAt) return { kind: 'junk', reason: 'junk-score' }
  return { kind: 'deliver', reason: 'clean' }
}

/** Decides for each mailbox by the policy that holds for it. */
export function decideForAll(mail: Filtered, policyFor: (target: MailboxTarget) => RecipientPolicy): Decided {
  const decided = mail.targets.map((target) => ({ target, decision: decide(mail, policyFor(target)) }))
  return { ...mail, decided, '~stage': 'policy' }
}
