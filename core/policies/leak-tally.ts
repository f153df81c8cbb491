// How often what was found, and what became of it: what a commune sees beside its rules. Numbers alone.

import type { CommuneId } from '../address/directory.ts'
import type { LeakKind, LeakOutcome } from './leak.ts'

export interface TalliedMessage {
  readonly commune: CommuneId
  readonly at: Date
  /** Each once, whatever the number of values. */
  readonly kinds: readonly LeakKind[]
  readonly outcome: LeakOutcome
}

export interface LeakTally {
  /** Never waits, never throws. */
  add(message: TalliedMessage): void
}
