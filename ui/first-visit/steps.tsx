// Where one is in the first visit.

import { Check } from 'lucide-react'
import { useSignInWords } from '../sign-in/words.tsx'
import './first-visit.css'

export type VisitStep = 'code' | 'password' | 'factor' | 'done'
const order: readonly VisitStep[] = ['code', 'password', 'factor', 'done']

export function VisitSteps({ current }: { readonly current: VisitStep }) {
  const words = useSignInWords().firstVisit
  const at = order.indexOf(current)
  return (
    <ol className="entrance-steps" aria-label={words.steps}>
      {order.map((step, index) => (
        <li
          key={step}
          data-done={index < at ? '' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span>{index < at ? <Check aria-hidden className="small" /> : index + 1}</span>
          {words.stepNames[step]}
        </li>
      ))}
    </ol>
  )
}
