// What is done about one kind for one audience, from how many values on: a line for each step.

import { useWords } from '../words/words.tsx'
import { type Steps, stepsThatDo } from './leak-policy.ts'

export function LeakSteps({ steps }: { readonly steps: Steps }) {
  const say = useWords().leaks
  const shown = stepsThatDo(steps)
  if (shown.length === 0) return <span className="quiet">{say.actions.allow}</span>
  return shown.map(({ from, action }) => <span key={action}>{say.step(from, say.actions[action])}</span>)
}
