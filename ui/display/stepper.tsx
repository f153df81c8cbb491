// The way through something long: what is behind, where one stands, what comes. Steps behind may be links back.

import { Check } from 'lucide-react'
import { Link } from 'react-aria-components'
import './stepper.css'

export interface Step {
  readonly id: string
  readonly label: string
  /** What was chosen there: « 4 communes ». */
  readonly note?: string
  readonly href?: string
}

export interface StepperProps {
  readonly label: string
  readonly steps: readonly Step[]
  readonly current: string
}

export function Stepper({ label, steps, current }: StepperProps) {
  const at = steps.findIndex((step) => step.id === current)
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          className={index < at ? 'step-done' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="step-disc">
            {index < at ? <Check aria-hidden className="small" /> : index + 1}
          </span>
          <span>
            {index < at && step.href !== undefined ? (
              <Link href={step.href}>{step.label}</Link>
            ) : (
              <b>{step.label}</b>
            )}
            {step.note !== undefined && <small>{step.note}</small>}
          </span>
        </li>
      ))}
    </ol>
  )
}
