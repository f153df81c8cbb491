// What saving needs of the world around it, where it begins, and what it says of how far it is.

import type { MessageView } from '../boxes.ts'
import type { Attachment, Attachments } from './attachments.ts'
import type { Copied, DraftContent, SavedDraft } from './draft.ts'
import type { LocalCopies } from './local-copies.ts'

export interface Revised {
  readonly revision: string
  readonly basedOn: string | null
}

export interface SavingPorts {
  readonly write: (
    draft: string,
    body: Revised & { content: DraftContent; keep: string[]; copies: Copied[] },
  ) => Promise<SavedDraft>
  readonly upload: (draft: string, asked: Revised & Upload) => Promise<SavedDraft>
  readonly copies: LocalCopies
  /** Gives what stops it. */
  readonly after: (ms: number, run: () => void) => () => void
  readonly now: () => string
  readonly newId: () => string
  /** Whether it is worth asking again by itself: nothing answered, or nobody is signed in. */
  readonly passes: (error: unknown) => boolean
}

export interface Upload {
  readonly file: File
  readonly progress: (sent: number) => void
  readonly signal: AbortSignal
}

/** Where writing begins, or goes on. */
export interface SavingStart {
  readonly box: string
  readonly draft: string
  readonly basedOn: string | null
  readonly place: MessageView['place'] | null
  readonly savedAt: string | null
  readonly content: DraftContent
  readonly attachments: Attachments
  readonly quote: string
  /** The server lacks it. */
  readonly unsaved: boolean
}

export type SavingPhase = 'untouched' | 'changed' | 'saving' | 'saved' | 'here-only' | 'failed'

export interface SavingState extends Omit<SavingStart, 'attachments' | 'unsaved'> {
  readonly attachments: readonly Attachment[]
  readonly phase: SavingPhase
  readonly problem: unknown
  /** Somebody else had changed the draft: both are kept. */
  readonly conflict: boolean
}

export interface Saving {
  readonly state: () => SavingState
  readonly watch: (listener: () => void) => () => void
  readonly change: (patch: Partial<DraftContent>) => void
  readonly attach: (files: readonly File[]) => void
  readonly detach: (key: string) => void
  /** Saves all that is to be saved, now; false where it could not be. `as-ours`: also what nobody changed since it was opened. */
  readonly flush: (how?: 'as-ours') => Promise<boolean>
  /** Something that stood in the way may be gone. */
  readonly wake: () => void
  /** The copy in this browser, without waiting for a pause. */
  readonly keepHere: () => void
  /** Nothing is asked for any more; gives what it was, to go on with. `forget`: without the copy in this browser. */
  readonly end: (how: 'forget' | 'keep') => Promise<SavingStart>
}
