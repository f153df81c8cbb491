// What a commune decides about each kind of leak: by whom the message reaches, and by how many values stand in it.

import type { LeakAction, LeakAudience, LeakKind } from '#core/leak.ts'

/** From this many values on, this is done, until a step with a higher number takes over. */
export interface LeakStep {
  readonly from: number
  readonly action: LeakAction
}

export type LeakRule = Readonly<Record<LeakAudience, readonly LeakStep[]>>
export type LeakRules = Readonly<Record<LeakKind, LeakRule>>
