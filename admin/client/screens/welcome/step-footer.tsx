// The end of a step: back, what is kept, and on. The way on may first do something.

import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { ButtonLink } from '#ui/control/button.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import { useWords } from '../../words/words.tsx'
import type { Batch } from './batch.ts'
import { addressOfStep, type Step, stepAfter, stepBefore } from './steps.ts'

export interface StepFooterProps {
  readonly batch: Batch
  readonly step: Step
  /** On the button to the next step. */
  readonly onward?: string
  readonly disabled?: boolean
  /** In place of when it was saved. */
  readonly said?: string
  /** In place of the link to the next step. */
  readonly children?: ReactNode
}

export function StepFooter({ batch, step, onward, disabled = false, said, children }: StepFooterProps) {
  const { welcome: words, common } = useWords()
  const format = useFormat()
  const before = stepBefore(step)
  return (
    <div className="wizard-foot">
      {before !== null && (
        <ButtonLink href={addressOfStep(batch.id, before)}>
          <ArrowLeft aria-hidden className="small" />
          {common.back}
        </ButtonLink>
      )}
      <p role="status">{said ?? words.savedAt(format.moment(batch.updatedAt))}</p>
      {children ?? (
        <ButtonLink look="primary" href={addressOfStep(batch.id, stepAfter(step))} isDisabled={disabled}>
          {onward ?? common.continue}
        </ButtonLink>
      )}
    </div>
  )
}
