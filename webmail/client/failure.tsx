// An error of the API in words: as a page where a view has nothing to show, as a sentence beside something that failed.

import { ProblemError } from '#ui/api/problem-error.ts'
import { ErrorState } from '#ui/page/states.tsx'
import { useSession } from './session.tsx'
import type { Words } from './words/fr.ts'
import { useWords } from './words/words.tsx'

/** Title and text for whatever was thrown; what is not a problem of the API is a mistake of ours. */
export function problemWords(
  error: unknown,
  { problems }: Pick<Words, 'problems'>,
): { readonly title: string; readonly text: string } {
  const code = error instanceof ProblemError ? error.code : 'bug'
  return Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : problems.bug
}

/** The title says it all, and nobody needs to be called about it. */
const passing: ReadonlySet<string> = new Set(['try-later', 'unreachable', 'too-many-requests'])

export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords()
  const { phone } = useSession().department
  const { title, text } = problemWords(error, words)
  const code = error instanceof ProblemError ? error.code : 'bug'
  return (
    <ErrorState
      title={title}
      {...(passing.has(code) ? {} : { code })}
      {...(onRetry === undefined ? {} : { onRetry })}
    >
      <p>{text}</p>
      {!passing.has(code) && phone !== null && (
        <p>
          {words.frame.support} <b className="nowrap">{phone}</b>
        </p>
      )}
    </ErrorState>
  )
}
