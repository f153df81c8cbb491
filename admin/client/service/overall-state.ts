// How the service is in one word: the worst of all that the page about it shows, so that the sentence above never says well
// what a line below does not.

import type { AdminAnswer } from '../../contract/all.ts'
import { onlyTestSignatures } from './only-test-signatures.ts'

type Status = Pick<AdminAnswer<'GET /status'>, 'state' | 'services'>

/** The worst first. `unsure`: what is shown is old, as nothing newer comes. */
export const overalls = [
  'unknown',
  'unsure',
  'failed',
  'degraded',
  'unprotected',
  'starting',
  'healthy',
] as const

export interface Overall {
  readonly is: (typeof overalls)[number]
  readonly kind: 'ok' | 'info' | 'warn' | 'bad'
  /** How many are so. */
  readonly count: number
}

const kinds: Readonly<Record<Overall['is'], Overall['kind']>> = {
  unknown: 'warn',
  unsure: 'warn',
  failed: 'bad',
  degraded: 'warn',
  unprotected: 'warn',
  starting: 'info',
  healthy: 'ok',
}

/** `current`: whether the last time that it was asked for it came. */
export function overallOf({ state, services }: Status, current: boolean): Overall {
  const inState = (...states: readonly Status['services'][number]['state'][]) =>
    services.filter((service) => states.includes(service.state)).length
  const counts: Readonly<Record<Overall['is'], number>> = {
    unknown: services.length === 0 || state === 'unknown' ? 1 : inState('unknown'),
    unsure: current ? 0 : 1,
    failed: inState('failed', 'stopped'),
    degraded: inState('degraded'),
    unprotected: services.filter(({ detail }) => onlyTestSignatures(detail)).length,
    starting: inState('starting'),
    healthy: inState('healthy'),
  }
  const is = overalls.find((each) => counts[each] > 0) ?? 'unknown'
  return { is, kind: kinds[is], count: counts[is] }
}
