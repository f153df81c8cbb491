// Copies of what is being written, in this browser, for as long as the server lacks them: a tab that is killed or a line that
// is cut loses nothing. One for each draft, by person; signing out takes those of this person away. Files are not in them, but
// what says where the server has them.

import type { DraftFileView } from '../../boxes.ts'
import type { CopiedFile } from '../attachments/attachments.ts'
import type { Picture } from '../editor/pictures.ts'
import type { DraftContent } from './draft.ts'

export interface LocalCopy {
  readonly box: string
  readonly draft: string
  /** What the server had when it was kept. */
  readonly basedOn: string | null
  readonly content: DraftContent
  /** Of the draft that it is based on, those that stay. */
  readonly attachments: readonly DraftFileView[]
  /** Files of another message that are to go along. */
  readonly copied: readonly CopiedFile[]
  /** Pictures that the text shows, where the server has them; none in what an older page kept. */
  readonly pictures?: readonly Pick<Picture, 'contentId' | 'name' | 'type' | 'bytes'>[]
  /** What is quoted below. */
  readonly quote: string
  readonly at: string
}

export interface LocalCopies {
  /** False where this browser does not keep it: it is full, or may not. */
  readonly put: (copy: LocalCopy) => boolean
  readonly remove: (draft: string) => void
  readonly all: () => readonly LocalCopy[]
}

/** Held by whoever is writing it, in whichever tab. */
export const lockName = (draft: string): string => `vaguemestre.writing.${draft}`

const prefix = 'vaguemestre.writing.'

/** Of one person; a browser that keeps nothing has none. */
export function localCopies(person: string, storage: Storage): LocalCopies {
  const own = ofPerson(person)
  return {
    put(copy) {
      try {
        storage.setItem(own + copy.draft, JSON.stringify(copy))
        return true
      } catch {
        // What was kept before says less than what is written now: the server is asked every five seconds all the same.
        return false
      }
    },
    remove: (draft) => storage.removeItem(own + draft),
    all: () =>
      keysOf(storage, own)
        .flatMap((key) => readCopy(storage.getItem(key)) ?? [])
        .sort((one, other) => other.at.localeCompare(one.at)),
  }
}

/** Whoever signs out leaves nothing behind; what others left on this computer is theirs. */
export function wipeLocalCopies(person: string, storage: Storage): void {
  for (const key of keysOf(storage, ofPerson(person))) storage.removeItem(key)
}

const ofPerson = (person: string): string => `${prefix}${person}.`

/** Of this browser; where it allows none, one that keeps nothing. */
export function browserStorage(): Storage {
  try {
    return localStorage
  } catch {
    return noStorage
  }
}

const noStorage: Storage = {
  length: 0,
  clear: () => undefined,
  getItem: () => null,
  key: () => null,
  removeItem: () => undefined,
  setItem() {
    throw new DOMException('nothing is kept', 'QuotaExceededError')
  },
}

const keysOf = (storage: Storage, start: string): readonly string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(start),
  )

/** Anything else could stand there: another version of the webmail wrote it, or a person. */
export function readCopy(text: string | null): LocalCopy | null {
  try {
    const copy = JSON.parse(text ?? 'null') as Partial<LocalCopy> | null
    const { content, attachments } = copy ?? {}
    const whole =
      typeof copy?.box === 'string' &&
      typeof copy.draft === 'string' &&
      typeof copy.at === 'string' &&
      typeof content?.html === 'string' &&
      typeof content.subject === 'string' &&
      [content.to, content.cc, content.bcc, copy.copied].every(Array.isArray) &&
      attachments?.every(({ id }) => typeof id === 'string') === true
    return whole ? (copy as LocalCopy) : null
  } catch {
    return null
  }
}
