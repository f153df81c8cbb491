// A rule saved, and applied to what lies in the inbox where its person wants it: what it applies to is known before it is saved.

import type { Applied } from './apply-rule.ts'
import type { RuleMatches } from './types.ts'

/** What saving a rule does, each by whoever can. */
export interface SavingRule {
  /** Resolves with why it was not, in a sentence; null once it is. */
  readonly save: () => Promise<string | null>
  /** Waits for the count that is under way; null where the rule is not to be applied. */
  readonly matches: (() => Promise<RuleMatches>) | null
  readonly apply: (messages: RuleMatches['inbox']) => Promise<Applied>
  readonly onSaved: () => void
}

export type SavedRule =
  | { readonly kind: 'not-saved'; readonly why: string }
  | { readonly kind: 'saved' }
  | ({ readonly kind: 'applied' } & Applied)
  | { readonly kind: 'apply-failed' }

/** Once it is saved, whatever goes wrong with the messages leaves it saved. */
export async function saveRule({ save, matches, apply, onSaved }: SavingRule): Promise<SavedRule> {
  const inbox =
    matches === null
      ? []
      : await matches().then(
          (found) => found.inbox,
          () => null,
        )
  const why = await save()
  if (why !== null) return { kind: 'not-saved', why }
  onSaved()
  if (inbox === null) return { kind: 'apply-failed' }
  if (inbox.length === 0) return { kind: 'saved' }
  try {
    return { kind: 'applied', ...(await apply(inbox)) }
  } catch {
    return { kind: 'apply-failed' }
  }
}
