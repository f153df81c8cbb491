// Signatures of ours that find no virus but a kind of file, or one that is too long, however deep in archives (the generator
// of clamd writes them), and heuristics of ClamAV that say the same. ClamAV reports a real virus before any name that begins with `PUA.`
// or `Heuristics.`, so a mark never hides one. Only what is too long may, and a message with it is never taken for clean.

import { type AttachmentMark, attachmentMarks } from '#core/message/attachment-mark.ts'

/** `PUA.<category>`: clamd is told to load this category of potentially unwanted files and no other. */
export const markCategory = 'Vaguemestre'
const prefix = `PUA.${markCategory}.`

export const markSignature = (mark: AttachmentMark, number: number): string => `${prefix}${mark}.${number}`

const tooLong = `${markCategory}.too-long.`

/**
 * Finds what is longer than clamd looks at: it reads the beginning and says nothing of the rest. No `PUA.`, for of two of those
 * clamd names either, and a mark that a policy lets through would hide this.
 */
export const tooLongSignature = (number: number): string => `${tooLong}${number}`

export const isTooLong = (name: string): boolean => name.startsWith(tooLong)

const heuristics: readonly (readonly [beginning: string, mark: AttachmentMark])[] = [
  ['Heuristics.Encrypted.', 'encrypted-archive'],
  ['Heuristics.OLE2.ContainsMacros', 'macro'],
  // The same octets as many files.
  ['Heuristics.Zip.OverlappingFiles', 'archive-bomb'],
]

/** What a name that clamd gives says about a file; null when it names a virus. */
export function markOfSignature(name: string): AttachmentMark | null {
  const known = heuristics.find(([beginning]) => name.startsWith(beginning))
  if (known !== undefined) return known[1]
  if (!name.startsWith(prefix)) return null
  return attachmentMarks.find((mark) => name.startsWith(`${prefix}${mark}.`)) ?? null
}
