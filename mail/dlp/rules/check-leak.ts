// Whether a message may leave: pure, one action and the one reason for it.

import {
  type LeakAction,
  type LeakAudience,
  type LeakDecision,
  type LeakFinding,
  type LeakKind,
  leakActions,
  leakKinds,
} from '#core/policies/leak.ts'
import type { LeakRule, LeakRules } from '#core/policies/leak-rules.ts'

/**
 * The severest action that any kind calls for; of kinds that call for the same, the weightiest is the reason. A kind that
 * is found and allowed is no reason.
 */
export function checkLeak(
  findings: readonly LeakFinding[],
  rules: LeakRules,
  audience: LeakAudience,
): LeakDecision {
  let decision: LeakDecision = { action: 'allow', reason: 'clean' }
  for (const kind of leakKinds) {
    const action = actionFor(rules[kind], countOf(findings, kind), audience)
    if (severity(action) > severity(decision.action)) decision = { action, reason: kind }
  }
  return decision
}

function actionFor(rule: LeakRule, count: number, audience: LeakAudience): LeakAction {
  const reached = rule[audience].filter(({ from }) => count >= from && count > 0)
  const last = reached.toSorted((one, other) => one.from - other.from).at(-1)
  return last?.action ?? 'allow'
}

const countOf = (findings: readonly LeakFinding[], kind: LeakKind): number =>
  findings.filter((finding) => finding.kind === kind).reduce((sum, { count }) => sum + count, 0)

const severity = (action: LeakAction): number => leakActions.indexOf(action)
