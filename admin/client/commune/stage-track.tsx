// The way of a commune as dots on a line, a ring on where it stands, then the word: the picture says nothing by itself.

import { StateLabel } from '#ui/shown/state-label.tsx'
import { useWords } from '../words/words.tsx'
import { type CommuneRow, stageOf, stages } from './stage.ts'
import './commune.css'

type Staged = Pick<CommuneRow, 'domains' | 'mailboxes' | 'suspendedAt'>

export function StageTrack({ commune }: { readonly commune: Staged }) {
  const words = useWords().communes.stages
  const stage = stageOf(commune)
  if (stage === 'suspended') return <StateLabel kind="warn">{words.suspended}</StateLabel>
  const at = stages.indexOf(stage)
  const done = stage === 'open'
  return (
    <span className={done ? 'track' : 'track track-wait'}>
      <svg width="34" height="12" viewBox="0 0 34 12" aria-hidden="true" focusable="false">
        {stages.map((each, index) => (
          <Dot
            key={each}
            index={index}
            state={index < at || done ? 'past' : index === at ? 'now' : 'ahead'}
          />
        ))}
      </svg>
      {words[stage]}
    </span>
  )
}

function Dot({ index, state }: { readonly index: number; readonly state: 'past' | 'now' | 'ahead' }) {
  const x = 5 + index * 12
  return (
    <>
      {index > 0 && <path className={`track-line track-${state}`} d={`M${x - 9} 6H${x - 4}`} />}
      <circle className={`track-dot track-${state}`} cx={x} cy="6" r={state === 'now' ? 3.8 : 2.6} />
    </>
  )
}
