// What one session says for the reports about TLS (RFC 8460 §4.2): which policy was applied, and what came of it.

import type { Clock } from '#core/clock.ts'
import type { TlsPolicy, TlsResult, TlsSession } from '#core/deliverability/tls-session.ts'
import type { MxFailure } from '../mx-failure.ts'
import type { Served } from '../session/deliver-to-target.ts'
import type { TlsDemand } from './tls-demand.ts'

type About = Pick<TlsSession, 'destination' | 'host'>

const policyOf: Readonly<Record<TlsDemand['kind'], TlsPolicy | null>> = {
  opportunistic: 'no-policy-found',
  testing: 'sts',
  encrypted: 'tlsa',
  dane: 'tlsa',
  'mta-sts': 'sts',
  // Our own relay is nobody's policy.
  verified: null,
}

/** Null for one that was open already, and where nobody got as far as TLS. */
export function tlsSessionOf(
  { demand, ...about }: About & { readonly demand: TlsDemand },
  { protection, trouble, opened, reached }: Served,
  clock: Clock,
): TlsSession | null {
  const met = trouble?.tls ?? protection
  const policy = policyOf[demand.kind]
  if (!opened || !reached || met === null || policy === null) return null
  return { ...about, at: new Date(clock.now()), policy, result: met, ...ofPolicy(demand, met) }
}

/** What is wrong with the policy itself says more than what came of a session that it could not bind. */
function ofPolicy(demand: TlsDemand, met: TlsResult): Partial<Pick<TlsSession, 'policy' | 'result'>> {
  if (demand.kind === 'opportunistic')
    return demand.failure === undefined ? {} : { policy: 'sts', result: demand.failure }
  if (demand.kind === 'testing') return demand.named ? {} : { result: 'certificate-host-mismatch' }
  return demand.kind === 'encrypted' && met === 'success' ? { result: 'tlsa-invalid' } : {}
}

/** What is demanded could not even be asked for. */
export const tlsSessionRefused = (about: About, { tls }: MxFailure, clock: Clock): TlsSession => ({
  ...about,
  at: new Date(clock.now()),
  policy: tls === 'dnssec-invalid' ? 'tlsa' : 'sts',
  result: tls ?? 'validation-failure',
})
