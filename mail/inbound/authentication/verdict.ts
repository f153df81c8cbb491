// Reads mailauth's result into our verdict, or says that it cannot be decided now.

import type { AuthenticateResult } from 'mailauth'
import { readsAs } from '#core/address/author-domain.ts'
import { comparableDomain } from '#core/address/comparable-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { DkimResult, DmarcResult, SpfResult, Verdict } from '../stages.ts'
import { leavesRoom } from './partial-signature.ts'
import { mightYetBeProven, temperrorOf } from './temperror.ts'
import { trustedArcSealer } from './trusted-arc-sealer.ts'

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

const dmarcResults: readonly DmarcResult[] = ['pass', 'fail', 'none', 'permerror']

const known = <Word extends string>(words: readonly Word[], word: string | undefined, other: Word): Word =>
  words.find((each) => each === word) ?? other

export interface Reading {
  readonly result: AuthenticateResult
  /** The value of From. */
  readonly author: string
  readonly trustedSealers: ReadonlySet<string>
  /** Names whose question failed for now. */
  readonly unanswered: ReadonlySet<string>
}

/** Fails with the cause when an answer that is missing now would decide. */
export function readVerdict({ result, author, ...more }: Reading): Result<Verdict, string> {
  const { dmarc: judged, arc } = result
  const spf = known(spfResults, result.spf === false ? 'none' : result.spf.status.result, 'none')
  const dkim = result.dkim.results.flatMap(({ signingDomain: domain, status }) =>
    domain
      ? [{ domain, result: known(dkimResults, status.result, 'neutral'), aligned: Boolean(status.aligned) }]
      : [],
  )
  const dmarc: DmarcResult = known(dmarcResults, judged === false ? 'none' : judged.status.result, 'none')
  const from = judged === false ? '' : (judged.status.header?.from ?? '')
  const verdict = {
    spf,
    dkim,
    arc: arc === false ? 'none' : (arc.status.result ?? 'none'),
    dmarc,
    dmarcAsks: asked(result),
    fromDomain: fromDomain(result),
    vouchedBy: trustedArcSealer(arc, from, more.trustedSealers),
  }
  const doubts = { result, verdict, ...more }
  const cause = temperrorOf(doubts)
  if (cause !== null) return failed(cause)
  return ok({
    ...verdict,
    author: readsAs(author, from) && !leavesRoom(result) ? 'judged' : 'doubtful',
    authenticatedDomains: authenticatedDomains(result, verdict),
    mightYetBeProven: mightYetBeProven(doubts),
  })
}

/** What the domain in From asks for: nothing unless DMARC failed. */
function asked({ dmarc }: AuthenticateResult): Verdict['dmarcAsks'] {
  if (dmarc === false || dmarc.status.result !== 'fail') return 'none'
  return known(['none', 'quarantine', 'reject'], dmarc.policy, 'none')
}

function fromDomain(result: AuthenticateResult): string | null {
  const author = result.dkim.headerFrom[0]
  return author === undefined ? null : comparableDomain(author.slice(author.lastIndexOf('@') + 1))
}

function authenticatedDomains(
  { spf, dkim }: AuthenticateResult,
  { spf: spfResult }: Pick<Verdict, 'spf'>,
): readonly string[] {
  const signed = dkim.results.flatMap(({ signingDomain, status }) =>
    status.result === 'pass' && !status.underSized && signingDomain ? [comparableDomain(signingDomain)] : [],
  )
  if (spf === false || spfResult !== 'pass') return signed
  return [...signed, comparableDomain(spf.domain)]
}
