// How a delivery stands, in a word: who must act comes before what merely waits.

import { type StateKind, StateLabel } from '#ui/shown/state-label.tsx'
import { useWords } from '../../words/words.tsx'
import type { DeliveryView } from './queue-view.ts'

type Standing = Pick<DeliveryView, 'heldFor' | 'trying' | 'paused'> & {
  readonly state: DeliveryView['state']
}
type Shown = 'approval' | 'person' | 'poison' | 'trying' | 'paused' | 'waiting' | 'done'

const kinds: Readonly<Record<Shown, StateKind>> = {
  approval: 'warn',
  person: 'warn',
  poison: 'bad',
  trying: 'info',
  paused: 'warn',
  waiting: 'wait',
  done: 'ok',
}

export function standingOf({ state, heldFor, trying, paused }: Standing): Shown {
  if (state === 'done') return 'done'
  if (heldFor !== null) return heldFor
  if (trying) return 'trying'
  return paused ? 'paused' : 'waiting'
}

export function DeliveryState({ delivery }: { readonly delivery: Standing }) {
  const words = useWords().queue
  const shown = standingOf(delivery)
  return <StateLabel kind={kinds[shown]}>{words.states[shown]}</StateLabel>
}
