// A letter to one person in blocks, before it is plain text and HTML. Text of strangers comes in as single lines.

import type { Language } from '#core/language.ts'

export type LetterBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** What somebody wrote, apart from what we say. */
  | { readonly kind: 'quote'; readonly label: string; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

export interface Letter {
  readonly language: Language
  readonly subject: string
  readonly blocks: readonly [LetterBlock, ...LetterBlock[]]
  /** What a person names when they ask about it. */
  readonly reference: string
  /** Whom it is from. */
  readonly team: string
}
