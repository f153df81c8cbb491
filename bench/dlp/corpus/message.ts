// A message of the corpus: what stands in it, and what should be found.

import type { LeakKind } from '#core/policies/leak.ts'

export type FileFormat = 'pdf' | 'docx' | 'xlsx' | 'odt' | 'csv' | 'txt' | 'rtf'

/** Where the lines stand in a document, when it is not where they usually do: `other-forms.ts`. */
export type FileForm = 'web' | 'diagram' | 'page' | 'strings' | 'comments' | 'text-box' | 'pivot' | 'object'

export interface CorpusFile {
  readonly name: string
  readonly format: FileFormat
  readonly form?: FileForm
  /** Lines; cells apart by tabs. */
  readonly lines: readonly string[]
  /** Instead of the lines, one sign for each octet. */
  readonly octets?: string
}

export interface LeakCase {
  /** The kind of text it was made from; the worst cases show one of each first. */
  readonly family: string
  readonly subject: string
  readonly text: string
  readonly html: boolean
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly files: readonly CorpusFile[]
  /** With the number of values, where one is meant. */
  readonly expected: Readonly<Partial<Record<LeakKind, number>>>
}
