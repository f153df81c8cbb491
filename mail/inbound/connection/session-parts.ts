// What the commands of a session need: limits, and the stages that come after this one.

import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { HasFreeDiskSpace } from '../../session/free-disk-space.ts'
import type { ContentLimits } from '../../session/receive-content.ts'
import type { AcceptMessage, AdmitRecipient, NoteTurnedAway } from '../stages.ts'
import type { SessionGuard } from './session-guard.ts'

export interface SessionParts extends ContentLimits {
  readonly hostname: string
  readonly maxRecipients: number
  readonly hasFreeRoom: HasFreeDiskSpace
  readonly admitRecipient: AdmitRecipient
  readonly acceptMessage: AcceptMessage
  readonly noteTurnedAway: NoteTurnedAway
  readonly guard: SessionGuard
  readonly clock: Clock
  readonly log: Log
}
