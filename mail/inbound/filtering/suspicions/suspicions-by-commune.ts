// Signs of fraud, looked for once in the message and then against what each receiving commune is known by.

import type { PolicyBook } from '#core/commune-policy.ts'
import type { CommuneId } from '#core/directory.ts'
import type { Suspicion } from '#core/findings.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import type { Authenticated } from '../../stages.ts'

export interface SuspicionsAbout {
  readonly mail: Pick<Authenticated, 'author' | 'verdict'>
  readonly observation: Observation
  readonly communes: readonly CommuneId[]
  /** Those that had mail from this author before. */
  readonly knownTo: ReadonlySet<CommuneId>
  readonly book: PolicyBook
  readonly trustedDomains: readonly string[]
}

export function suspicionsByCommune({
  communes,
  knownTo,
}: SuspicionsAbout): ReadonlyMap<CommuneId, readonly Suspicion[]> {
  return new Map(
    communes.map((commune) => [
      commune,
      knownTo.has(commune) ? [] : [{ mark: 'first-contact' as const, resembles: '' }],
    ]),
  )
}
