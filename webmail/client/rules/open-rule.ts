// A rule that is open in its form, among the rules of when it was opened: what a colleague changes meanwhile moves neither its
// place nor the rules beside it. Pure.

import { hashKey } from '@tanstack/react-query'
import type { RulesView, RuleView } from './types.ts'

/** A rule in its form, and what a save of it follows. */
export interface OpenRule {
  readonly revision: string
  readonly rules: readonly RuleView[]
  /** Null for a new one. */
  readonly at: number | null
}

type Read = Pick<RulesView, 'revision' | 'rules'>

/** `at` is the place in the list that is shown; null opens a new one. */
export const opened = ({ revision, rules }: Read, at: number | null): OpenRule => ({ revision, rules, at })

/** The rule as it was when its form opened; null for a new one. */
export const ruleIn = ({ rules, at }: OpenRule): RuleView | null => (at === null ? null : (rules[at] ?? null))

/** All rules with the one that was written: in its place, or the last. */
export function rulesWith(open: OpenRule, rule: RuleView): readonly RuleView[] {
  const { rules, at } = open
  return at === null || ruleIn(open) === null ? [...rules, rule] : rules.with(at, rule)
}

/** What the form follows once somebody else was faster: the same rule wherever it stands now, else a new one. */
export function reopened(open: OpenRule, now: Read): OpenRule {
  const before = ruleIn(open)
  const found = before === null ? -1 : placeOf(before, open.at, now.rules)
  return opened(now, found < 0 ? null : found)
}

/** A rule has no name of its own but what it holds; of two alike, the one that stayed in its place. */
function placeOf(rule: RuleView, at: number | null, rules: readonly RuleView[]): number {
  const alike = (each: RuleView | undefined): boolean =>
    each !== undefined && hashKey([each]) === hashKey([rule])
  return at !== null && alike(rules[at]) ? at : rules.findIndex(alike)
}
