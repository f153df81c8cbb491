// The one question about leaks, whoever asks it: the submission for every message, the webmail's API before it sends one, so
// that a person is told beforehand what would be decided. Both give the message as it will be sent, and all its recipients.

import { domainOf, type EmailAddress } from '#core/address/email-address.ts'
import type { Language } from '#core/language.ts'
import type { MessageContent } from '#core/message/message-content.ts'
import {
  type LeakAudience,
  type LeakCounts,
  type LeakDecision,
  type LeakFinding,
  leakAudiences,
  leakKinds,
} from '#core/policies/leak.ts'
import type { LeakRules } from '#core/policies/leak-rules.ts'
import { leakKindText, leakSentence } from '#core/policies/leak-text.ts'
import { ok, type Result } from '#core/result.ts'
import type { ForwardedTo } from './forward-targets.ts'
import type { LeakFinder, LeakRequest } from './leak-finder.ts'
import { audienceOf, type KnownDomains } from './rules/audience.ts'
import { checkLeak } from './rules/check-leak.ts'

export interface OutgoingMessage {
  /** Header section and body (RFC 5322); the addresses in To and Cc are looked at too. */
  readonly content: MessageContent
  /** Of the envelope, blind copies among them: how far the message goes. */
  readonly recipients: readonly EmailAddress[]
  readonly request: LeakRequest
}

/** What holds for the commune that sends. */
export interface LeakBasis {
  readonly rules: LeakRules
  readonly known: KnownDomains
}

export type FindLeaks = (...asked: Parameters<LeakFinder['find']>) => ReturnType<LeakFinder['find']>

export interface LeakSources {
  readonly findLeaks: FindLeaks
  /** Asked for addresses of ours alone, and only where it could change what is decided. */
  readonly forwardedTo: ForwardedTo
}

export interface PreSendAnswer {
  /** Kind, number and place; never the value. */
  readonly findings: readonly LeakFinding[]
  readonly decision: LeakDecision
}

/** An error where nobody could look into it in time: later, never "nothing found". */
export async function preSendCheck(
  { content, recipients, request }: OutgoingMessage,
  basis: LeakBasis,
  { findLeaks, forwardedTo }: LeakSources,
): Promise<Result<PreSendAnswer, string>> {
  const findings = await findLeaks(content, [...basis.known.inside], request)
  if (!findings.ok) return findings
  const decision = await decided(findings.value, recipients, { ...basis, forwardedTo })
  return ok({ findings: findings.value, decision })
}

/** An address of ours is as far as what comes to it is sent on. */
async function decided(
  findings: readonly LeakFinding[],
  recipients: readonly EmailAddress[],
  { rules, known, forwardedTo }: LeakBasis & Pick<LeakSources, 'forwardedTo'>,
): Promise<LeakDecision> {
  const decide = (audience: LeakAudience) => checkLeak(findings, rules, audience)
  const reached = recipients.map(domainOf)
  let audience = audienceOf(reached, known)
  for (const recipient of recipients) {
    if (!known.inside.has(domainOf(recipient))) continue
    const here = decide(audience)
    if (farther(audience).every((each) => isSame(decide(each), here))) break
    reached.push(...(await forwardedTo(recipient)).map(domainOf))
    audience = audienceOf(reached, known)
  }
  return decide(audience)
}

const farther = (audience: LeakAudience) => leakAudiences.slice(leakAudiences.indexOf(audience) + 1)

const isSame = (one: LeakDecision, other: LeakDecision): boolean =>
  one.action === other.action && one.reason === other.reason

export interface PreSendWords {
  /** What becomes of the message and what to do instead; null where nothing need be said. */
  readonly sentence: string | null
  /** All that was found, the weightiest first, as it stands in a list. */
  readonly found: readonly { readonly text: string; readonly count: number }[]
}

/** For whoever writes, in the webmail. */
export function preSendWords({ findings, decision }: PreSendAnswer, language: Language): PreSendWords {
  const counts = leakCounts(findings)
  return {
    sentence: leakSentence(decision, language),
    found: leakKinds.flatMap((kind) => {
      const count = counts[kind]
      return count === undefined ? [] : [{ text: leakKindText(kind, language), count }]
    }),
  }
}

/** Without places, whose names are the sender's own. */
export function leakCounts(findings: readonly LeakFinding[]): LeakCounts {
  let counts: LeakCounts = {}
  for (const { kind, count } of findings) counts = { ...counts, [kind]: (counts[kind] ?? 0) + count }
  return counts
}
