// What went wrong with a form, above its buttons: fields say theirs themselves.

import { ProblemError } from '#ui/api/problem-error.ts'
import { Banner } from '#ui/display/banner.tsx'
import { problemWords } from '../failure.tsx'
import { useWords } from '../words/words.tsx'

export function FormProblem({ error }: { readonly error: unknown }) {
  const words = useWords()
  if (error === null || error === undefined) return null
  // The frame asks to sign in again over the form; once that is done nothing is wrong any more.
  if (error instanceof ProblemError && error.code === 'not-signed-in') return null
  const { title, text } = problemWords(error, words)
  return (
    <Banner kind="bad" urgent>
      <b>{title}.</b> {text}
    </Banner>
  )
}
