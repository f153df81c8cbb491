// Whether somebody’s access is open, in a word.

import { StateLabel } from '#ui/shown/state-label.tsx'
import { useWords } from '../words/words.tsx'
import type { PersonRow } from './person-row.ts'

type Stated = Pick<PersonRow, 'activated' | 'suspendedAt'>

export function PersonState({ person }: { readonly person: Stated }) {
  const { activated } = useWords().persons
  if (person.suspendedAt !== null) return <StateLabel kind="warn">{activated.suspended}</StateLabel>
  return person.activated ? (
    <StateLabel kind="ok">{activated.yes}</StateLabel>
  ) : (
    <StateLabel kind="wait">{activated.no}</StateLabel>
  )
}
