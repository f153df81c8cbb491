// How a delivery stands, in a word.

import { type StateKind, StateLabel } from '#ui/display/state-label.tsx'
import { useWords } from '../../words/words.tsx'
import { type Standing, type Stands, standingOf } from './delivery-standing.ts'

const kinds: Readonly<Record<Stands, StateKind>> = {
  approval: 'warn',
  person: 'warn',
  poison: 'bad',
  trying: 'info',
  paused: 'warn',
  waiting: 'wait',
  delivered: 'ok',
  failed: 'bad',
  partly: 'warn',
}

export function DeliveryState({ delivery }: { readonly delivery: Standing }) {
  const words = useWords().queue
  const shown = standingOf(delivery)
  return <StateLabel kind={kinds[shown]}>{words.states[shown]}</StateLabel>
}
