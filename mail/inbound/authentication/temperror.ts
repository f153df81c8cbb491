// Whether a question that had no answer stands between a message and its verdict (RFC 7208 §8.6, RFC 6376 §6.1.2, RFC 9989
// §4.10). Then the sender is asked to come back; where the answer would change nothing, nobody waits for it.

import type { AuthenticateResult } from 'mailauth'
import type { Verdict } from '../stages.ts'
import { leavesRoom } from './partial-signature.ts'
import { sealingDomain } from './trusted-arc-sealer.ts'

export interface UnansweredQuestions {
  readonly result: AuthenticateResult
  readonly verdict: Pick<Verdict, 'spf' | 'dkim' | 'dmarc' | 'dmarcAsks' | 'fromDomain' | 'vouchedBy'>
  readonly trustedSealers: ReadonlySet<string>
  /** Names whose question failed for now. */
  readonly unanswered: ReadonlySet<string>
}

/** The cause for the log, or null. */
export function temperrorOf(doubts: UnansweredQuestions): string | null {
  const { result, verdict } = doubts
  const { spf, dmarc, dmarcAsks, vouchedBy } = verdict
  if (result.dmarc !== false && result.dmarc.status.result === 'temperror')
    return 'DMARC policy could not be asked'
  // A pass that proves nobody leaves as much to decide as a failure that a policy is about.
  const provesNobody = leavesRoom(result)
  if (!provesNobody && (dmarc === 'pass' || vouchedBy !== null)) return null
  if (spf === 'temperror') return 'SPF had no answer'
  return !provesNobody && dmarcAsks === 'none' ? null : missingKey(doubts)
}

/** Where DMARC asks for nothing a name may still be borrowed, or not: that is seen when it is known who receives. */
export function mightYetBeProven(doubts: UnansweredQuestions): boolean {
  const { dmarc, vouchedBy } = doubts.verdict
  // No sealer vouches for an author without a record (RFC 8617 §7.2.1).
  const trustedSealers = dmarc === 'fail' ? doubts.trustedSealers : new Set<string>()
  return dmarc !== 'pass' && vouchedBy === null && missingKey({ ...doubts, trustedSealers }) !== null
}

function missingKey({ result, verdict, trustedSealers, unanswered }: UnansweredQuestions): string | null {
  const { dkim, fromDomain } = verdict
  if (dkim.some((each) => each.result === 'temperror' && mayAlign(each.domain, fromDomain)))
    return 'DMARC undecided: DKIM had no answer'
  if (leavesRoom(result)) return null
  const chain = result.arc === false ? [] : result.arc.chain || []
  const seals = chain.map(sealingDomain).filter((domain) => trustedSealers.has(domain))
  const keyMissing = seals.some((domain) =>
    [...unanswered].some((name) => name.endsWith(`._domainkey.${domain}`)),
  )
  return keyMissing ? 'ARC chain of a trusted sealer undecided: a key had no answer' : null
}

/** Generous: two domains that share their last two labels may have one Organizational Domain (RFC 9989 §4.10.2). */
function mayAlign(domain: string, fromDomain: string | null): boolean {
  const end = (name: string): string => name.toLowerCase().split('.').slice(-2).join('.')
  return fromDomain !== null && end(domain) === end(fromDomain)
}
