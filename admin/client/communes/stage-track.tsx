// The way of a commune as dots on a line, a ring on where it stands, half full where only its people are missing, then the
// word: the picture says nothing by itself.

import { StateLabel } from '#ui/display/state-label.tsx'
import { useWords } from '../words/words.tsx'
import { type Stage, type Staged, stageOf, stages } from './stage.ts'
import './commune.css'

type DotState = 'past' | 'now' | 'half' | 'ahead'

export function StageTrack({ commune }: { readonly commune: Staged }) {
  const words = useWords().communes.stages
  const stage = stageOf(commune)
  if (stage === 'suspended') return <StateLabel kind="warn">{words.suspended}</StateLabel>
  return (
    <span className={stage === 'open' ? 'track' : 'track track-wait'}>
      <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true" focusable="false">
        {dotsOf(stage).map((state, index) => (
          <Dot key={stages[index]} index={index} state={state} />
        ))}
      </svg>
      {words[stage]}
    </span>
  )
}

function dotsOf(stage: Exclude<Stage, 'suspended'>): readonly DotState[] {
  switch (stage) {
    case 'domain':
      return ['now', 'ahead', 'ahead']
    case 'mailboxes':
      return ['past', 'now', 'ahead']
    case 'letters':
    case 'entry':
      return ['past', 'past', 'half']
    case 'open':
      return ['past', 'past', 'past']
  }
}

function Dot({ index, state }: { readonly index: number; readonly state: DotState }) {
  const x = 5 + index * 12
  const isRing = state === 'now' || state === 'half'
  const look = isRing ? 'now' : state
  return (
    <>
      {index > 0 && <path className={`track-line track-${look}`} d={`M${x - 9} 6H${x - 4}`} />}
      <circle className={`track-dot track-${look}`} cx={x} cy="6" r={isRing ? 3.8 : 2.6} />
      {state === 'half' && <path className="track-half" d={`M${x} 2.2A3.8 3.8 0 0 0 ${x} 9.8Z`} />}
    </>
  )
}
