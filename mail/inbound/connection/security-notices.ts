// The security log as sessions write it: one entry for each kind and network in ten minutes, however often it is tried.

import type { Clock } from '#core/clock.ts'
import { LruCache } from '#core/lru-cache.ts'
import type { SecurityEventKind, SecurityFacts, SecurityLog } from '#core/security-log.ts'

export type Notice = (kind: SecurityEventKind, network: string, facts: SecurityFacts) => void

const quietMilliseconds = 10 * 60_000
const mostRemembered = 20_000

export function securityNotices(log: SecurityLog, clock: Clock): Notice {
  const told = new LruCache<number>(mostRemembered)
  return (kind, network, facts) => {
    // A socket that is gone already has no address.
    if (network === '') return
    const now = clock.now()
    const name = `${kind} ${network}`
    const last = told.get(name)
    // A clock that was set back must not silence anything.
    if (last !== undefined && Math.abs(now - last) < quietMilliseconds) return
    told.set(name, now)
    log.add({ at: new Date(now), kind, network, facts })
  }
}
