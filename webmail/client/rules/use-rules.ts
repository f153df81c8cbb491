// What a box does by itself, read and changed. Every change says which state it follows; where somebody else was faster, their
// state is shown and what was written here stays in its form.

import { useQueryClient } from '@tanstack/react-query'
import { ProblemError } from '#ui/api/problem-error.ts'
import { api } from '../api.ts'
import { problemWords } from '../failure.tsx'
import { keyOf, useAnswer } from '../queries.ts'
import type { AllWords } from '../words/later-part.tsx'
import { cacheRulesAfter, RulesConflict } from './rules-conflict.ts'
import type { Forward, OtherDecision, RulesView, RuleView, Vacation } from './types.ts'

const route = 'GET /boxes/{box}/rules'

export const useRules = (box: string, options: { readonly staleMs?: number } = {}) =>
  useAnswer(route, { params: { box } }, options)

/** Each throws what the API said, or `Overtaken`. `revision` is the one that the change follows, else the one that is shown. */
export interface RulesChanges {
  readonly rules: (rules: readonly RuleView[], revision?: string) => Promise<RulesView>
  readonly vacation: (vacation: Vacation | null, revision?: string) => Promise<RulesView>
  readonly forward: (forward: Forward | null, revision?: string) => Promise<RulesView>
}

/** `other` is null where another program wrote nothing. */
export function useRulesChanges(
  box: string,
  view: RulesView,
  other: OtherDecision = view.other === null ? null : 'keep',
): RulesChanges {
  const client = useQueryClient()
  const params = { box }
  const kept = (change: Promise<RulesView>) =>
    cacheRulesAfter(change, {
      ...{ client, queryKey: keyOf(route, { params }) },
      read: () => api(route, { params }),
    })
  return {
    rules: (rules, revision = view.revision) =>
      kept(api('PUT /boxes/{box}/rules', { params, body: { revision, other, rules: [...rules] } })),
    vacation: (vacation, revision = view.revision) =>
      kept(api('PUT /boxes/{box}/vacation', { params, body: { revision, other, vacation } })),
    forward: (forward, revision = view.revision) =>
      kept(api('PUT /boxes/{box}/forward', { params, body: { revision, other, forward } })),
  }
}

/** Why a change was not made, in a sentence. */
export function whyNot(error: unknown, words: AllWords): string {
  const { rules, list } = words
  if (error instanceof RulesConflict) return rules.meanwhile
  if (error instanceof ProblemError) {
    if (error.code === 'changed-meanwhile') return rules.meanwhile
    const wrong = [...error.fields.values()]
    if (wrong.includes('unknown-label')) return rules.form.unknownLabel
    if (wrong.includes('too-long')) return rules.form.tooLong
  }
  return list.because(rules.failed, problemWords(error, words).title)
}
