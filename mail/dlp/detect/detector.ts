// What every detector of values gives back. Values live only as long as one message is looked at, to count each once.

import type { LeakKind } from '#core/policies/leak.ts'

export interface Value {
  readonly kind: LeakKind
  /** In one spelling, whatever the text has. */
  readonly value: string
}

export interface ReadText {
  /** As it was written, with its lines. */
  readonly written: string
  /** In the manner of `confusableSkeleton`: lower case, no accents, every space a space. */
  readonly plain: string
}

export type Detector = (text: ReadText) => readonly Value[]
