// What was left in this browser and never reached the server, saved before it is wiped: whoever signs out may have forgotten it.

import { browserStorage, type LocalCopies, type LocalCopy, localCopies, lockName } from './local-copies.ts'
import { savingPorts } from './saving-ports.ts'
import type { SavingPorts } from './saving-state.ts'

export interface LocalCopyPorts {
  readonly copies: Pick<LocalCopies, 'all' | 'remove'>
  readonly write: (copy: LocalCopy) => Promise<unknown>
  /** Whether another tab, or a window of this one, is still writing it. */
  readonly isWritten: (draft: string) => boolean
}

/** False where something of it is nowhere but here. */
export async function saveLocalCopies({ copies, write, isWritten }: LocalCopyPorts): Promise<boolean> {
  let saved = true
  for (const copy of copies.all()) {
    // Whoever writes it saves it.
    if (isWritten(copy.draft)) saved = false
    else
      try {
        await write(copy)
        copies.remove(copy.draft)
      } catch {
        saved = false
      }
  }
  return saved
}

/** Of one person, in this browser. */
export async function saveAllLocalCopies(person: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  const written = new Set(held.map(({ name }) => name))
  return await saveLocalCopies({
    copies: localCopies(person, browserStorage()),
    write: (copy) => writeCopy(copy, savingPorts(person, copy.box)),
    isWritten: (draft) => written.has(lockName(draft)),
  })
}

const writeCopy = (
  { draft, basedOn, content, attachments, copied }: LocalCopy,
  { write, newId }: Pick<SavingPorts, 'write' | 'newId'>,
) =>
  write(draft, {
    ...{ revision: newId(), basedOn, content },
    keep: attachments.map(({ id }) => id),
    copies: copied.map(({ key, from }) => ({ ...from, id: key })),
  })
