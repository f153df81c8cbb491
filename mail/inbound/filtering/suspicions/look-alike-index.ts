// Hosted and trusted domains, arranged so that the ones a stranger's domain may pass for are found without looking at all.

import type { Suspicion } from '#core/message/findings.ts'
import type { Authorities } from './author.ts'
import { type DomainLook, lookOf, serviceOfState } from './domain-look.ts'
import { withoutOneLetter } from './edit-distance.ts'

export interface LookAlikeIndex {
  /** What was found before about strangers' domains: the index's own memory, gone with it. */
  readonly verdicts: Map<string, Suspicion | null>
  /** May also return domains that only share letters: whoever asks must compare. */
  candidates(look: DomainLook): readonly DomainLook[]
}

/** By the set of hosted domains, which is a new one whenever it changes. */
const made = new WeakMap<ReadonlySet<string>, LookAlikeIndex>()

export function lookAlikeIndex(authorities: Authorities): LookAlikeIndex {
  const { hostedDomains, trustedDomains } = authorities
  const known = made.get(hostedDomains)
  if (known !== undefined) return known
  const index = makeIndex([...hostedDomains, ...trustedDomains].map(lookOf))
  made.set(hostedDomains, index)
  return index
}

/**
 * Three doors: what a glance sees, with one letter left out on either side (two names one edit apart share such a
 * remainder, so a lookup costs as many steps as the name has letters, however many domains are hosted); the place a mairie
 * names; and runs of labels, for a whole domain within another.
 */
function makeIndex(targets: readonly DomainLook[]): LookAlikeIndex {
  const byGlance = groupBy(targets, ({ glance }) => withoutOneLetter(glance))
  const byPlace = groupBy(targets, ({ place, name }) => [place === '' ? name.replaceAll('-', '') : place])
  const byLabels = groupBy(targets, ({ labels }) => [labels])
  const byName = groupBy(targets, (look) =>
    [look.name.replaceAll('-', '.'), serviceOfState(look) ?? []].flat(),
  )
  return {
    verdicts: new Map(),
    candidates: (look) => [
      ...new Set([
        ...withoutOneLetter(look.glance).flatMap((key) => byGlance.get(key) ?? []),
        ...(look.place === '' ? [] : (byPlace.get(look.place) ?? [])),
        ...runsOf(look.labels).flatMap((run) => byLabels.get(run) ?? []),
        ...runsOf(look.name.replaceAll('-', '.')).flatMap((run) => byName.get(run) ?? []),
      ]),
    ],
  }
}

function groupBy(
  targets: readonly DomainLook[],
  keysOf: (look: DomainLook) => readonly string[],
): ReadonlyMap<string, readonly DomainLook[]> {
  const groups = new Map<string, DomainLook[]>()
  for (const target of targets) {
    for (const key of new Set(keysOf(target))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [target])
      else group.push(target)
    }
  }
  return groups
}

const mostLabels = 20

/** Every run of whole labels. */
function runsOf(dotted: string): readonly string[] {
  const labels = dotted.split('.').slice(0, mostLabels)
  return labels.flatMap((_, from) =>
    labels.slice(from).map((_, more) => labels.slice(from, from + more + 1).join('.')),
  )
}
