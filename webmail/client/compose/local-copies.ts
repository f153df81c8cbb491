// Copies of what is being written, in this browser, for as long as the server lacks them: a tab that is killed or a line that
// is cut loses nothing. One for each draft, by person; signing out takes them away. Files are not in them.

import type { AttachmentView } from '../boxes.ts'
import type { DraftContent } from './draft.ts'

export interface LocalCopy {
  readonly box: string
  readonly draft: string
  /** What the server had when it was kept. */
  readonly basedOn: string | null
  readonly content: DraftContent
  /** Of the draft that it is based on, those that stay. */
  readonly attachments: readonly AttachmentView[]
  /** What is quoted below. */
  readonly quote: string
  readonly at: string
}

export interface LocalCopies {
  readonly put: (copy: LocalCopy) => void
  readonly remove: (draft: string) => void
  readonly all: () => readonly LocalCopy[]
}

const prefix = 'vaguemestre.writing.'

/** Of one person; a browser that keeps nothing has none. */
export function localCopies(person: string, storage: Storage): LocalCopies {
  const own = `${prefix}${person}.`
  return {
    put(copy) {
      try {
        storage.setItem(own + copy.draft, JSON.stringify(copy))
      } catch {
        // Full, or forbidden: the server is asked every five seconds all the same.
      }
    },
    remove: (draft) => storage.removeItem(own + draft),
    all: () =>
      keysOf(storage, own)
        .flatMap((key) => readCopy(storage.getItem(key)) ?? [])
        .sort((one, other) => other.at.localeCompare(one.at)),
  }
}

/** Whoever signs out leaves nothing behind. */
export function wipeLocalCopies(storage: Storage): void {
  for (const key of keysOf(storage, prefix)) storage.removeItem(key)
}

const keysOf = (storage: Storage, start: string): readonly string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(start),
  )

/** Anything else could stand there: another version of the webmail wrote it, or a person. */
function readCopy(text: string | null): LocalCopy | null {
  try {
    const copy = JSON.parse(text ?? 'null') as Partial<LocalCopy> | null
    const { content } = copy ?? {}
    const whole =
      typeof copy?.box === 'string' &&
      typeof copy.draft === 'string' &&
      typeof copy.at === 'string' &&
      typeof content?.html === 'string' &&
      typeof content.subject === 'string' &&
      [content.to, content.cc, content.bcc, copy.attachments].every(Array.isArray)
    return whole ? (copy as LocalCopy) : null
  } catch {
    return null
  }
}
