// Reads mailauth's result into our verdict, or says that it cannot be decided now.

import type { AuthenticateResult } from 'mailauth'
import { failed, ok, type Result } from '#core/result.ts'
import type { DkimResult, DmarcResult, SpfResult, Verdict } from '../stages.ts'
import { readsAs } from './author-domain.ts'

const spfResults: readonly SpfResult[] = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'temperror',
  'permerror',
]
const dkimResults: readonly DkimResult[] = [
  'pass',
  'fail',
  'neutral',
  'none',
  'policy',
  'temperror',
  'permerror',
]

const known = <Word extends string>(words: readonly Word[], word: string | undefined, other: Word): Word =>
  words.find((each) => each === word) ?? other

/**
 * Undecided when DMARC's own questions had no answer, or when it failed with a policy while an SPF or DKIM question had
 * none: that check might have passed. A temporary error does not matter where DMARC passes or asks for nothing.
 * `author` is the value of From.
 */
export function readVerdict(result: AuthenticateResult, author: string): Result<Verdict, string> {
  const spf = known(spfResults, result.spf === false ? 'none' : result.spf.status.result, 'none')
  const dkim = result.dkim.results
    .filter((each) => each.signingDomain !== undefined)
    .map((each) => ({
      domain: each.signingDomain ?? '',
      result: known(dkimResults, each.status.result, 'neutral'),
      aligned: Boolean(each.status.aligned),
    }))
  const said = result.dmarc === false ? 'none' : result.dmarc.status.result
  if (said === 'temperror') return failed('DMARC policy could not be asked')
  const dmarcAsks = asked(result, author)
  const doubtful = spf === 'temperror' || dkim.some((each) => each.result === 'temperror')
  if (said === 'fail' && dmarcAsks !== 'none' && doubtful)
    return failed('DMARC undecided: SPF or DKIM had no answer')
  const dmarc: DmarcResult = known(['pass', 'fail', 'none', 'permerror'], said, 'none')
  const arc = result.arc === false ? 'none' : (result.arc.status?.result ?? 'none')
  return ok({ spf, dkim, arc, dmarc, dmarcAsks, fromDomain: fromDomain(result) })
}

/** An author whom DMARC could not judge, or not the one that a reader sees, never gets better than the junk folder. */
function asked(result: AuthenticateResult, author: string): Verdict['dmarcAsks'] {
  if (result.dmarc === false) return 'quarantine'
  const { dmarc } = result
  const said =
    dmarc.status.result === 'fail' ? known(['none', 'quarantine', 'reject'], dmarc.policy, 'none') : 'none'
  if (said === 'none' && !readsAs(author, dmarc.status.header?.from ?? '')) return 'quarantine'
  return said
}

function fromDomain(result: AuthenticateResult): string | null {
  const author = result.dkim.headerFrom[0]
  return author === undefined ? null : author.slice(author.lastIndexOf('@') + 1).toLowerCase()
}
