// Forgets what has been kept for as long as the spec says: one batch of each kind, so that no statement is long.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { type AgingKind, agingKinds, type OldRows } from '#db/stores/retention.ts'

/** A first contact is one with whom nobody has been in touch for that long. */
const correspondentDays = 730
/** What is usual for a mailbox is asked of a month. */
const sentCountDays = 32
/** A message of that age is moved to Junk or back by nobody: nothing would be taught twice. */
const learnedDays = 365
/** No policy is in force for longer (RFC 8461 §3.2). */
const stsPolicyDays = 366
/** After the end that was theirs from the beginning. A challenge is left by whoever asks, so it goes as soon as it may. */
const expiredSessionDays = 1
const expiredChallengeDays = 0
/** The screens look back a month; a season is left for whoever asks how it came to this. */
const bounceDays = 92
/** After the end that was theirs from the beginning. */
const suppressedDays = 0
/** Its author was told all that time; what was written is still a draft. */
const refusedDays = 30
/** Longer than any browser asks again. */
const outboxEndDays = 30
/** Only the hour at hand counts. */
const automaticSendingDays = 1
/** Of what a link gave out, from the moment that it is over. */
const pieceDays = 0
/** A season in which the link says that it is over, and its box that it was. */
const sharedFileDays = 92
const batch = 5_000
/** Each has two megabytes: a statement deletes them within its time. */
const pieceBatch = 50
const dayMilliseconds = 86_400_000

export interface RetentionPorts {
  readonly oldRows: OldRows
  readonly traceDays: number
  readonly securityDays: number
  readonly clock: Clock
  readonly log: Log
}

/** True when there may be more. A kind that fails keeps no other from its turn; rejects then, once all have had theirs. */
export async function deleteOldRows(ports: RetentionPorts): Promise<boolean> {
  let more = false
  const failures: string[] = []
  for (const kind of agingKinds) {
    try {
      const rows = await forgetKind(kind, ports)
      more ||= rows === mostOf(kind)
    } catch (error) {
      failures.push(`${kind}: ${error instanceof Error ? error.message : 'unknown'}`)
    }
  }
  if (failures.length > 0) throw new Error(failures.join('; '))
  return more
}

async function forgetKind(kind: AgingKind, ports: RetentionPorts): Promise<number> {
  const before = new Date(ports.clock.now() - daysOf(kind, ports) * dayMilliseconds)
  const rows = await ports.oldRows.forget(kind, before, mostOf(kind))
  if (rows > 0) ports.log.info({ event: 'retention.forgotten', kind, rows })
  return rows
}

const mostOf = (kind: AgingKind): number => (kind === 'shared_file_piece' ? pieceBatch : batch)

function daysOf(kind: AgingKind, { traceDays, securityDays }: RetentionPorts): number {
  switch (kind) {
    case 'trace':
    case 'tls_count':
    case 'dmarc_observation':
    case 'leak_justification':
    case 'leak_hold':
    case 'leak_count':
      return traceDays
    case 'security_event':
    case 'sign_in':
    case 'alert':
    case 'sending_stop':
      return securityDays
    case 'correspondent':
    case 'written_to':
      return correspondentDays
    case 'sent_count':
      return sentCountDays
    case 'learned_message':
      return learnedDays
    case 'sts_policy':
      return stsPolicyDays
    case 'session':
      return expiredSessionDays
    case 'verification':
      return expiredChallengeDays
    case 'bounce_count':
      return bounceDays
    case 'suppressed_address':
      return suppressedDays
    case 'automatic_sending':
      return automaticSendingDays
    case 'outbox':
      return refusedDays
    case 'outbox_end':
      return outboxEndDays
    case 'shared_file_piece':
    case 'unfinished_shared_file':
      return pieceDays
    case 'shared_file':
      return sharedFileDays
  }
}
