// What one mail host of a domain has to prove. DANE comes before MTA-STS, and a failure of the one is never made good by the
// other (RFC 8461 §2).

import type { StsFailure } from '#core/deliverability/tls-session.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import { deferred, type MxFailure } from '../mx-failure.ts'
import { type DaneQuestion, daneDemand } from './dane-demand.ts'
import { coversHost, type StsPolicy } from './mta-sts-policy.ts'
import type { TlsDemand } from './tls-demand.ts'

export interface DemandQuestion extends DaneQuestion {
  readonly policy: StsPolicy | null
  /** Why there is none where one is announced. */
  readonly failure: StsFailure | null
}

/** `testing` and `none` change nothing about the delivery, but what `testing` finds is reported (RFC 8461 §5). */
export async function findDemand(
  { policy, failure, ...question }: DemandQuestion,
  ask: Ask,
): Promise<Result<TlsDemand, MxFailure>> {
  const dane = await daneDemand(question, ask)
  if (!dane.ok) return dane
  const enforced = policy?.mode === 'enforce' ? policy : null
  const { name } = question.host
  // Records that nobody can use are weaker than a policy that somebody can.
  if (dane.value !== null && !(dane.value.kind === 'encrypted' && enforced !== null)) return ok(dane.value)
  if (policy?.mode === 'testing') return ok({ kind: 'testing', named: coversHost(policy, name) })
  if (enforced === null) return ok({ kind: 'opportunistic', ...(failure === null ? {} : { failure }) })
  if (!coversHost(enforced, name))
    return failed({
      ...deferred('tls-required', `451 4.7.5 MTA-STS of ${question.destination} does not name ${name}`),
      tls: 'certificate-host-mismatch',
    })
  return ok({ kind: 'mta-sts', servername: name })
}
