// A plan as a person reads it: one line a file, then the lines that differ.

import type { Change } from './plan.ts'

const marks = { create: '+', update: '~', remove: '-' } as const

export function showChanges(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing to change: the files on disk are what the spec gives.'
  return changes
    .map((change) => [`${marks[change.kind]} ${change.path}`, ...changedLines(change)].join('\n'))
    .join('\n')
}

/** Lines only on one side, in order: enough to review a configuration, and no diff algorithm of our own. */
function changedLines({ before, after }: Change): readonly string[] {
  const old = new Set((before ?? '').split('\n'))
  const fresh = new Set((after ?? '').split('\n'))
  const gone = [...old].filter((line) => line !== '' && !fresh.has(line)).map((line) => `    - ${line}`)
  const come = [...fresh].filter((line) => line !== '' && !old.has(line)).map((line) => `    + ${line}`)
  return [...gone, ...come]
}
