// What a tenant decides about each kind of leak: by whom the message reaches, and by how many values stand in it. It chooses
// cell by cell; what it leaves open is as above it: a commune's as the département has it, the département's as we do.

import type { CommuneId } from '../address/directory.ts'
import { type LeakAction, type LeakAudience, type LeakKind, leakKinds } from './leak.ts'

/** From this many values on, this is done, until a step with a higher number takes over. */
export interface LeakStep {
  readonly from: number
  readonly action: LeakAction
}

export type LeakRule = Readonly<Record<LeakAudience, readonly LeakStep[]>>
export type LeakRules = Readonly<Record<LeakKind, LeakRule>>
export type ChosenLeakRules = { readonly [Kind in LeakKind]?: Readonly<Partial<LeakRule>> }

export interface LeakPolicy {
  readonly rules: LeakRules
  /** Domains of organisations that communes exchange papers with by law; what stands below one is meant as well. */
  readonly partners: readonly string[]
}

export interface LeakPolicies {
  /** At most a second old. Rejects when the database does not answer and nothing is remembered. */
  of(commune: CommuneId): Promise<LeakPolicy>
}

export function rulesOver(above: LeakRules, chosen: ChosenLeakRules): LeakRules {
  let rules = above
  for (const kind of leakKinds) rules = { ...rules, [kind]: { ...above[kind], ...chosen[kind] } }
  return rules
}
