// The one place where findings become a decision. Pure: every signal is an argument, the result names one reason. The
// tests run in order of severity.

import type { MailboxTarget } from '#core/address/directory.ts'
import {
  type AttachmentAction,
  type AttachmentPolicy,
  attachmentActions,
  attachmentMarks,
} from '#core/message/attachment-mark.ts'
import type { Suspicion } from '#core/message/findings.ts'
import type { CommunePolicy } from '#core/policies/commune-policy.ts'
import {
  attachmentRefused,
  dmarcRejected,
  greylisted,
  listClosed,
  resolverUnavailable,
  senderDenied,
  spamRefused,
  unscannable,
  virusFound,
} from '#core/smtp/smtp-reply.ts'
import { spamTestSymbol } from '#daemons/rspamd/spam-test-symbol.ts'
import type { Decision, Filtered, Place } from '../stages.ts'
import { mayPostTo } from './list-posting-right.ts'
import { allowsAuthor, matchSenderRules, type SenderRuleMatch } from './sender-rule-match.ts'

/** What a decision depends on of whom the message is for. */
export type Concerned = Pick<MailboxTarget, 'commune' | 'required' | 'onlyFrom'>

export function decide(mail: Filtered, target: Concerned, policy: CommunePolicy): Decision {
  const standing = matchSenderRules(mail, policy.rules)
  const decision = bySeverity(mail, target, { policy, standing })
  return target.required ? neverRefused(decision) : decision
}

interface Regarding {
  readonly policy: CommunePolicy
  readonly standing: SenderRuleMatch
}

function bySeverity(mail: Filtered, target: Concerned, regarding: Regarding): Decision {
  return refusal(mail, target, regarding) ?? placement(mail, target, regarding)
}

/** What nobody gets, whatever the rest says; null when nothing speaks against the message. */
function refusal(mail: Filtered, target: Concerned, { policy, standing }: Regarding): Decision | null {
  const { findings, verdict } = mail
  if (findings.scan.kind === 'virus') return { kind: 'refuse', reason: 'virus', reply: virusFound }
  if (standing === 'denied') return { kind: 'refuse', reason: 'sender-denied', reply: senderDenied }
  if (!mayPostTo(target, mail)) return { kind: 'refuse', reason: 'list-closed', reply: listClosed }
  if (attachmentAction(mail, policy) === 'refuse')
    return { kind: 'refuse', reason: 'attachment', reply: attachmentRefused }
  if (verdict.dmarcAsks === 'reject' && !isExcused(mail, standing))
    return { kind: 'refuse', reason: 'dmarc-reject', reply: dmarcRejected }
  if (spamTestSymbol in findings.symbols || (findings.score >= policy.refuseAt && standing !== 'allowed'))
    return { kind: 'refuse', reason: 'spam-score', reply: spamRefused }
  if (unseenAction(mail, policy) === 'refuse')
    return { kind: 'refuse', reason: 'unscannable', reply: unscannable }
  return null
}

function placement(mail: Filtered, { commune }: Concerned, { policy, standing }: Regarding): Decision {
  const { findings } = mail
  if (unseenAction(mail, policy) === 'hold') return { kind: 'hold', reason: 'unscannable' }
  const attachment = attachmentAction(mail, policy)
  if (attachment === 'hold' || attachment === 'junk') return { kind: attachment, reason: 'attachment' }
  if (standing === 'allowed') {
    // Who carries a message may be known, and its author is not.
    const because = allowsAuthor(mail, policy.rules) ? null : doubtAboutAuthor(mail, commune)
    return because === null
      ? { kind: 'deliver', reason: 'sender-allowed' }
      : onceAnswered(mail, commune, { kind: 'junk', reason: because })
  }
  const place = inboxOrJunk(mail, commune, { policy, standing })
  if (!findings.greylist) return onceAnswered(mail, commune, place)
  const unsure = place.kind === 'deliver' && !findings.scoreIsWhole
  const later: Place = unsure ? { kind: 'junk', reason: 'greylisted' } : place
  return { kind: 'defer', reason: 'greylisted', reply: greylisted, later }
}

function inboxOrJunk(
  mail: Filtered,
  commune: MailboxTarget['commune'],
  { policy, standing }: Regarding,
): Place {
  const { findings, verdict } = mail
  if (verdict.dmarcAsks === 'quarantine' && !isExcused(mail, standing))
    return { kind: 'junk', reason: 'dmarc-quarantine' }
  const doubt = doubtAboutAuthor(mail, commune)
  if (doubt === 'author-doubtful') return { kind: 'junk', reason: doubt }
  if (findings.score >= policy.junkAt) return { kind: 'junk', reason: 'junk-score' }
  if (doubt !== null) return { kind: 'junk', reason: doubt }
  return { kind: 'deliver', reason: 'clean' }
}

const doubtAboutAuthor = (
  mail: Filtered,
  commune: MailboxTarget['commune'],
): 'author-doubtful' | 'suspicion' | null => {
  if (mail.verdict.author === 'doubtful') return 'author-doubtful'
  return isImpersonation(mail, commune) ? 'suspicion' : null
}

/** A failed DMARC weighs nothing when a list of ours or a trusted ARC chain knows better. */
const isExcused = ({ verdict }: Filtered, standing: SenderRuleMatch): boolean =>
  standing === 'allowed' || verdict.vouchedBy !== null

/** The most severe of what the policy wants for the marks that were found, and for those that may be hidden behind one. */
function attachmentAction({ findings }: Filtered, { attachments }: CommunePolicy): AttachmentAction {
  const found = findings.attachments
    .filter(({ mark }) => findings.scan.kind !== 'unscannable' || mark !== 'archive-bomb')
    .map(({ mark }) => attachments[mark])
  return mostSevere(findings.mayHideMore ? [...found, unknownAction(attachments)] : found)
}

/** What nobody has seen, nobody gets without a person's word, and nobody is refused for. */
function unknownAction(attachments: AttachmentPolicy): AttachmentAction {
  const worst = mostSevere(attachmentMarks.map((mark) => attachments[mark]))
  return worst === 'refuse' ? 'hold' : worst
}

const mostSevere = (actions: readonly AttachmentAction[]): AttachmentAction =>
  attachmentActions.findLast((action) => actions.includes(action)) ?? 'deliver'

/** What the virus scanner could not look at whole is a bomb, and nobody gets it without a person's word. */
function unseenAction({ findings }: Filtered, { attachments }: CommunePolicy): 'refuse' | 'hold' | null {
  if (findings.scan.kind !== 'unscannable') return null
  return attachments['archive-bomb'] === 'refuse' ? 'refuse' : 'hold'
}

/** Who borrows a name or a domain lies; new bank details alone may be true, and get a warning above the message. */
const isImpersonation = ({ findings }: Filtered, commune: MailboxTarget['commune']): boolean =>
  areOfImpostor(findings.suspicions.get(commune))

const areOfImpostor = (suspicions: readonly Suspicion[] = []): boolean =>
  suspicions.some(({ mark }) => mark === 'borrowed-name' || mark === 'look-alike-domain')

/** An official whose key had no answer for a moment is no impostor yet: the sender is asked to come back. */
function onceAnswered({ findings }: Filtered, commune: MailboxTarget['commune'], later: Place): Decision {
  const { suspicionsOnceProven: then } = findings
  if (later.reason !== 'suspicion' || then === null || areOfImpostor(then.get(commune))) return later
  return { kind: 'defer', reason: 'authentication-unavailable', reply: resolverUnavailable, later }
}

/** RFC 5321 §4.5.1: postmaster takes everything; what would be refused waits for a person, spam goes to junk. */
function neverRefused(decision: Decision): Decision {
  if (decision.kind === 'defer') return decision.later
  if (decision.kind !== 'refuse') return decision
  return { kind: decision.reason === 'spam-score' ? 'junk' : 'hold', reason: decision.reason }
}
