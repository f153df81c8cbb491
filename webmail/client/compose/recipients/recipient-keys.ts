// What a key means in the field of recipients, where the list of suggestions has not taken it.

export interface RecipientKey {
  readonly key: string
  /** What was typed so far. */
  readonly text: string
  /** A suggestion is pointed at: the key is for it. */
  readonly choosing: boolean
  /** The cursor stands before the first letter. */
  readonly atStart: boolean
  /** Somebody is chosen already. */
  readonly any: boolean
}

/** `add`: what was typed is somebody. `chips`: back to those that are chosen. Null: a letter as any other. */
export function meaningOf({
  key,
  text,
  choosing,
  atStart,
  any,
}: RecipientKey): 'add' | 'add-and-leave' | 'chips' | null {
  if ((key === 'Backspace' || key === 'ArrowLeft') && atStart && any) return 'chips'
  if (choosing || text.trim() === '') return null
  if (key === 'Enter') return 'add'
  if (key === 'Tab') return 'add-and-leave'
  // Inside quotes they are part of a name.
  const quoted = (text.match(/"/g)?.length ?? 0) % 2 === 1
  return (key === ',' || key === ';') && !quoted ? 'add' : null
}

export interface ListKey {
  readonly key: string
  /** Which suggestion is pointed at. */
  readonly pointed: number | null
  readonly count: number
}

/** While suggestions are shown: the one that is pointed at next, that the one pointed at is chosen, or that they go. */
export function meaningInList({ key, pointed, count }: ListKey): number | 'choose' | 'shut' | null {
  if (key === 'ArrowDown') return pointed === null ? 0 : (pointed + 1) % count
  if (key === 'ArrowUp') return ((pointed ?? 0) + count - 1) % count
  if (key === 'Escape') return 'shut'
  return pointed !== null && (key === 'Enter' || key === 'Tab') ? 'choose' : null
}
