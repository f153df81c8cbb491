// How many messages of late held one kind, and what became of them.

import { useFormat } from '#ui/format/use-format.ts'
import { useWords } from '../words/words.tsx'
import type { KindCounts, LeakOutcome } from './leak-counts.ts'

/** What a person wants to know first. */
const shown = ['refuse', 'hold', 'justify', 'justified', 'warn'] as const satisfies readonly LeakOutcome[]

export function LeakFrequency({ counts }: { readonly counts: KindCounts | undefined }) {
  const say = useWords().leaks.found
  const format = useFormat()
  if (counts === undefined || counts.size === 0) return <span className="quiet">{say.none}</span>
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const parts = shown.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0
    return count === 0 ? [] : [say.outcomes[outcome](count, format.number(count))]
  })
  return (
    <span className="leak-cell">
      <span>{say.messages(total, format.number(total))}</span>
      {parts.map((part) => (
        <small key={part}>{part}</small>
      ))}
    </span>
  )
}
