// Forgets what has been kept for as long as the spec says: one batch of each kind, so that no statement is long.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { type AgingKind, agingKinds, type OldRows } from '#db/stores/old-rows.ts'

/** A first contact is one with whom nobody has been in touch for that long. */
const correspondentDays = 730
const batch = 5_000
const dayMilliseconds = 86_400_000

export interface RetentionPorts {
  readonly oldRows: OldRows
  readonly traceDays: number
  readonly securityDays: number
  readonly clock: Clock
  readonly log: Log
}

/** True when there may be more. Rejects when the database does not answer. */
export async function forgetOld(ports: RetentionPorts): Promise<boolean> {
  let more = false
  for (const kind of agingKinds) {
    const before = new Date(ports.clock.now() - daysOf(kind, ports) * dayMilliseconds)
    const rows = await ports.oldRows.forget(kind, before, batch)
    if (rows > 0) ports.log.info({ event: 'retention.forgotten', kind, rows })
    more ||= rows === batch
  }
  return more
}

function daysOf(kind: AgingKind, { traceDays, securityDays }: RetentionPorts): number {
  switch (kind) {
    case 'trace':
    case 'dmarc_observation':
      return traceDays
    case 'security_event':
      return securityDays
    case 'correspondent':
      return correspondentDays
  }
}
