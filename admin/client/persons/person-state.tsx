// Whether somebody’s access is open, in a word.

import { StateLabel } from '#ui/display/state-label.tsx'
import { useWords } from '../words/words.tsx'
import type { PersonRow } from './person-row.ts'

type Stated = Pick<PersonRow, 'activated' | 'suspendedAt'>

interface PersonStateProps {
  readonly person: Stated
  /** Where no heading says that it is about the access. */
  readonly alone?: boolean
}

export function PersonState({ person, alone = false }: PersonStateProps) {
  const words = useWords().persons
  const activated = alone ? words.accessIs : words.activated
  if (person.suspendedAt !== null) return <StateLabel kind="warn">{activated.suspended}</StateLabel>
  return person.activated ? (
    <StateLabel kind="ok">{activated.yes}</StateLabel>
  ) : (
    <StateLabel kind="wait">{activated.no}</StateLabel>
  )
}
