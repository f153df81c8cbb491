// What is read of the scripts of a box, and what is decided about those of other programs.

import type { ScriptContent } from './write-script.ts'

export interface BoxScript {
  /** Of all that was read. */
  readonly revision: string
  /** False while ours is there and out of use. */
  readonly active: boolean
  /** A script of another program that is in use, or what another program made of ours. */
  readonly other: { readonly name: string; readonly altered: boolean } | null
  readonly content: ScriptContent
}

/** What becomes of a script of another program; null where there is none to decide about. */
export type Decided = 'keep' | 'replace' | null
