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
  const dmarcAsks = asked(result)
  const doubtful = spf === 'temperror' || dkim.some((each) => each.result === 'temperror')
  if (said === 'fail' && dmarcAsks !== 'none' && doubtful)
    return failed('DMARC undecided: SPF or DKIM had no answer')
  const dmarc: DmarcResult = known(['pass', 'fail', 'none', 'permerror'], said, 'none')
  const arc = result.arc === false ? 'none' : (result.arc.status?.result ?? 'none')
  const judged = result.dmarc !== false && readsAs(author, result.dmarc.status.header?.from ?? '')
  const verdict = { spf, dkim, arc, dmarc, dmarcAsks, fromDomain: fromDomain(result) }
  return ok({
    ...verdict,
    author: judged ? 'judged' : 'doubtful',
    vouchedBy: null,
    authenticatedDomains: authenticatedDomains(result, verdict),
  })
}

/** What the domain in From asks for: nothing unless DMARC failed. */
function asked({ dmarc }: AuthenticateResult): Verdict['dmarcAsks'] {
  if (dmarc === false || dmarc.status.result !== 'fail') return 'none'
  return known(['none', 'quarantine', 'reject'], dmarc.policy, 'none')
}

function fromDomain(result: AuthenticateResult): string | null {
  const author = result.dkim.headerFrom[0]
  return author === undefined ? null : author.slice(author.lastIndexOf('@') + 1).toLowerCase()
}

function authenticatedDomains(
  { spf }: AuthenticateResult,
  { spf: spfResult, dkim }: Pick<Verdict, 'spf' | 'dkim'>,
): readonly string[] {
  const signed = dkim.filter(({ result }) => result === 'pass').map(({ domain }) => domain.toLowerCase())
  if (spf === false || spfResult !== 'pass') return signed
  return [...signed, spf.domain.toLowerCase()]
}
