// An error of the API in words: as a page where a screen has nothing to show, as a sentence beside a form.

import { ProblemError } from '#ui/api/problem-error.ts'
import { ErrorState } from '#ui/page/states.tsx'
import type { ClientProblem } from './api.ts'
import type { Words } from './words/fr.ts'
import { useWords } from './words/words.tsx'

/** Title and text for whatever was thrown; what is not a problem of the API is a mistake of ours. */
export function problemWords(
  error: unknown,
  words: Words,
): { readonly title: string; readonly text: string } {
  const code = error instanceof ProblemError ? error.code : 'bug'
  return Object.hasOwn(words.problems, code) ? words.problems[code as ClientProblem] : words.problems.bug
}

/** Where choices would stand that have not come: why not, or that they are coming. Never that there are none. */
export const nothingYet = (error: unknown, words: Words): string =>
  error === null ? words.ui.loading : problemWords(error, words).title

/** What is wrong with this field of the form, or null. */
export function fieldProblem(error: unknown, field: string, words: Words): string | null {
  if (!(error instanceof ProblemError)) return null
  const code = error.fields.get(field)
  return code === undefined ? null : (words.fieldProblems[code] ?? words.fieldProblem)
}

/** The title says it all, and nobody needs to be called about it. */
const passing: ReadonlySet<string> = new Set(['try-later', 'unreachable', 'too-many-requests'])

export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords()
  const { title, text } = problemWords(error, words)
  const code = error instanceof ProblemError ? error.code : 'bug'
  return (
    <ErrorState
      title={title}
      {...(passing.has(code) ? {} : { code })}
      {...(onRetry === undefined ? {} : { onRetry })}
    >
      <p>{text}</p>
    </ErrorState>
  )
}
