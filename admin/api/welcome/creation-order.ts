// In which order the communes of a batch are created: whoever is to open mailboxes in a second commune comes with their own
// commune first. Pure.

import type { WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'

/** Sign-in address → name of everybody whom these communes bring. */
export const peopleOf = (rows: Iterable<WelcomedRow>): ReadonlyMap<string, string> =>
  new Map(
    Array.from(rows).flatMap(({ domain, people }) =>
      people
        .filter(({ existing }) => existing === null)
        .map(({ localPart, name }) => [`${localPart}@${domain}`, name] as const),
    ),
  )

/** As given, but for those that wait for another one; two that wait for each other keep their places at the end. */
export function creationOrder(rows: readonly WelcomedRow[]): readonly WelcomedRow[] {
  const ordered: WelcomedRow[] = []
  let rest = rows
  while (rest.length > 0) {
    const coming = peopleOf(rest)
    const ready = rest.filter(({ people }) => people.every(({ existing }) => !coming.has(existing ?? '')))
    if (ready.length === 0) return [...ordered, ...rest]
    ordered.push(...ready)
    rest = rest.filter((row) => !ready.includes(row))
  }
  return ordered
}
