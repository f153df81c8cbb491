// How much of one message is read, whatever it claims to hold: bombs run out of it, and what was not read is told.

import type { LeakKind } from '#core/policies/leak.ts'

/** What is left; readers take from it. One for each message. */
export interface Budget {
  /** Characters of text. */
  characters: number
  /** Octets that come out of archives; documents are archives, too. */
  unpacked: number
  /** Files: attached, and in archives. */
  files: number
}

/** Four times a message of 25 MB, two thousand pages. */
export const fullBudget = (): Budget => ({ characters: 8_000_000, unpacked: 100 << 20, files: 500 })

/** One entry of an archive. A sheet of 100,000 rows takes 20 MB. */
export const mostOfOneEntry = 32 << 20
/** In a directory of an archive; a workbook of 200 sheets has some 600. */
export const mostEntries = 5_000
/** A message in a message, an archive in an archive. */
export const deepest = 3
export const mostPages = 1_000

/** Whether there is nothing left of something that every file needs. */
export const isSpent = ({ characters, unpacked, files }: Budget): boolean =>
  files <= 0 || unpacked <= 0 || characters <= 0

export interface AttachedFile {
  /** As the sender wrote it; empty for none. */
  readonly name: string
  readonly content: Buffer
  /** Attached as message/rfc822, whatever its name. */
  readonly isMessage?: boolean
}

/** What reading a file brought to light. */
export interface FileReading {
  readonly texts: string[]
  /** What its kind says, and whether it could be read. */
  readonly kinds: Extract<LeakKind, 'key-file' | 'database-file' | 'encrypted-file' | 'unreadable-file'>[]
}

export const nothingRead = (): FileReading => ({ texts: [], kinds: [] })
export const unreadable = (): FileReading => ({ texts: [], kinds: ['unreadable-file'] })

/** As much of a text as may still be read; says when something is left out. */
export function textWithin(budget: Budget, text: string): FileReading {
  const taken = text.slice(0, budget.characters)
  budget.characters -= taken.length
  return { texts: [taken], kinds: taken.length < text.length ? ['unreadable-file'] : [] }
}
