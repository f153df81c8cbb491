// What every part of the settings about rules has around it: the state of the box, why it cannot be read, and other programs.

import { type ReactNode, useState } from 'react'
import { Skeleton } from '#ui/page/states.tsx'
import { type BoxView, mayManage } from '../boxes.ts'
import { Failure } from '../failure.tsx'
import { BoxChoice } from '../settings/box-choice.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { mayAnyChange } from './may-change.ts'
import { OtherProgram } from './other-program.tsx'
import type { OtherDecision, RulesView } from './types.ts'
import { type RulesChanges, useRules, useRulesChanges } from './use-rules.ts'
import './rules.css'

export interface RulesPart {
  readonly box: BoxView
  readonly view: RulesView
  readonly changes: RulesChanges
  /** Whether this person may change this part, as everything stands. */
  readonly may: boolean
}

export interface RulesOfBoxProps {
  readonly mayChange: (box: BoxView) => boolean
  readonly children: (part: RulesPart) => ReactNode
}

export const RulesOfBox = (props: RulesOfBoxProps) => (
  <div className="form">
    <BoxChoice>{(box) => <Asked key={box.id} box={box} {...props} />}</BoxChoice>
  </div>
)

function Asked({ box, ...props }: RulesOfBoxProps & { readonly box: BoxView }) {
  const { data, error: now, refetch } = useRules(box.id)
  // What went wrong stays in sight while it is asked again.
  const [error, setError] = useState(now)
  if (now !== null && now !== error) setError(now)
  const retry = () => void refetch()
  if (data !== undefined) return <Shown box={box} view={data} {...props} />
  if (error === null) return <Skeleton rows={3} onRetry={retry} />
  return <Failure error={error} onRetry={retry} />
}

interface ShownProps extends RulesOfBoxProps {
  readonly box: BoxView
  readonly view: RulesView
}

function Shown({ box, view, mayChange, children }: ShownProps) {
  const words = useAllWords().rules
  const [other, decide] = useState<OtherDecision>('keep')
  const changes = useRulesChanges(box.id, view, view.other === null ? null : other)
  const may = mayChange(box) && mayAnyChange(box, view)
  return (
    <>
      <OtherProgram
        {...{ view, other }}
        box={box.id}
        mayChange={may}
        mayDecide={mayManage(box)}
        onDecide={decide}
      />
      {!may && <p className="dialog-text">{words.readOnly}</p>}
      {children({ box, view, changes, may })}
    </>
  )
}
