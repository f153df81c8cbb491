// How many rows of a table are shown, of how many that fit its filters.

import { useFormat } from '#ui/format/use-format.ts'
import { useWords } from '../words/words.tsx'

/** `count`: undefined while it is counted, and then nothing is said. */
export function RowCount({ shown, count }: { readonly shown: number; readonly count: number | undefined }) {
  const { rows } = useWords().directory
  const { number } = useFormat()
  if (count === undefined) return null
  return (
    <span className="tools-count" role="status">
      {rows(number(shown), number(count))}
    </span>
  )
}
