// What may leave a commune by mistake, and what may be done about it. A finding says which kind, how many and where; the
// value itself is in no finding, no row and no log line.

import { type LeakKind, leakKinds } from '../contract.ts'

export { type LeakKind, leakKinds }

export type LeakPlace =
  | { readonly part: 'subject' | 'body' | 'recipients' }
  /** `name` is shortened, and its digits are hidden when they could be the value. */
  | { readonly part: 'attachment'; readonly name: string }

export interface LeakFinding {
  readonly kind: LeakKind
  /** Different values; each counts once in a message, where it was met first. */
  readonly count: number
  readonly where: LeakPlace
}

/** All of one kind in a message, for those who are not told where. */
export type LeakCount = Pick<LeakFinding, 'kind' | 'count'>

/** In order of severity. */
export const leakActions = ['allow', 'warn', 'justify', 'hold', 'refuse'] as const
export type LeakAction = (typeof leakActions)[number]

/** The farthest that a message goes: to us, to those the commune works with by law, to anybody. */
export const leakAudiences = ['inside', 'partners', 'outside'] as const
export type LeakAudience = (typeof leakAudiences)[number]

/** What became of a message that something was found in: what was decided, or that its author said why it leaves. */
export const leakOutcomes = [...leakActions, 'justified'] as const
export type LeakOutcome = (typeof leakOutcomes)[number]

/** Different values of each kind, in all places of a message together. */
export type LeakCounts = { readonly [Kind in LeakKind]?: number }

/** In the order of `leakKinds`. */
export const countedLeaks = (counts: LeakCounts): readonly LeakCount[] =>
  leakKinds.flatMap((kind) => {
    const count = counts[kind] ?? 0
    return count === 0 ? [] : [{ kind, count }]
  })

export interface LeakDecision {
  readonly action: LeakAction
  readonly reason: LeakKind | 'clean'
}
