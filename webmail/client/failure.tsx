// An error of the API in words: as a page where a view has nothing to show, as a sentence beside something that failed.

import { CloudOff } from 'lucide-react'
import { ProblemError } from '#ui/api/problem-error.ts'
import { EmptyState, ErrorState } from '#ui/page/states.tsx'
import { useSession } from './session.tsx'
import type { Words } from './words/fr.ts'
import { useWords } from './words/words.tsx'

/** Title and text for whatever was thrown; what is not a problem of the API is a mistake of ours. */
export function problemWords(
  error: unknown,
  { problems, frame }: Pick<Words, 'problems' | 'frame'>,
): { readonly title: string; readonly text: string } {
  const code = codeOf(error)
  if (error instanceof ProblemError && code === 'forbidden')
    return { ...problems.forbidden, text: frame.canGrant(error.grantors) }
  return Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : problems.bug
}

const codeOf = (error: unknown): string => (error instanceof ProblemError ? error.code : 'bug')

/** The title says it all, and nobody needs to be called about it. */
const passing: ReadonlySet<string> = new Set(['try-later', 'unreachable', 'rules-away', 'too-many-requests'])

/** Whom to call about an error, and by which code they know it; nothing for what passes by itself. */
export function ToCall({ error }: { readonly error: unknown }) {
  const { ui, frame } = useWords()
  const { phone } = useSession().department
  const code = codeOf(error)
  if (passing.has(code)) return null
  return (
    <>
      {phone !== null && (
        <p>
          {frame.support} <b className="nowrap">{phone}</b>
        </p>
      )}
      <p>
        <small>{ui.errorCode(code)}</small>
      </p>
    </>
  )
}

export interface FailureProps {
  readonly error: unknown
  readonly onRetry?: () => void
  /** Nobody asks for it again but whoever presses the button. */
  readonly byHand?: boolean
}

export function Failure({ error, onRetry, byHand = false }: FailureProps) {
  const { title, text } = problemWords(error, useWords())
  if (codeOf(error) === 'unreachable' && !byHand) return <NotHere />
  return (
    <ErrorState title={title} {...(onRetry === undefined ? {} : { onRetry })}>
      <p>{text}</p>
      <ToCall error={error} />
    </ErrorState>
  )
}

/** What was never read here, while there is no network: it is asked for by itself once there is one. */
export function NotHere() {
  const { unseen } = useWords().offline
  return (
    <div role="status">
      <EmptyState title={unseen.title} icon={CloudOff}>
        <p>{unseen.text}</p>
      </EmptyState>
    </div>
  )
}
