// What saving needs of the world around it, where it begins, and what it says of how far it is.

import type { MessageView } from '../../boxes.ts'
import type { Attachment, Attachments, CopiedFile } from '../attachments/attachments.ts'
import type { GivenPicture, Picture } from '../editor/pictures.ts'
import type { DraftContent, NamedCopy, SavedDraft } from './draft.ts'
import type { LocalCopies } from './local-copies.ts'

export interface Revised {
  readonly revision: string
  readonly basedOn: string | null
}

export interface SavingPorts {
  readonly write: (
    draft: string,
    body: Revised & { content: DraftContent; keep: string[]; copies: NamedCopy[] },
  ) => Promise<SavedDraft>
  readonly upload: (draft: string, asked: Revised & UploadAsked) => Promise<SavedDraft>
  readonly copies: LocalCopies
  /** Gives what stops it. */
  readonly after: (ms: number, run: () => void) => () => void
  readonly now: () => string
  readonly newId: () => string
  /** Whether it is worth asking again by itself: nothing answered, or nobody is signed in. */
  readonly passes: (error: unknown) => boolean
  /** Whether the draft is not what it was: somebody else wrote it anew, or threw it away. */
  readonly isOutrun: (error: unknown) => boolean
  /** Whether the file could not be read, here. */
  readonly isUnreadable: (error: unknown) => boolean
}

export interface UploadAsked {
  /** Its id in the draft. */
  readonly id: string
  readonly file: File
  /** The text names it. */
  readonly isPicture: boolean
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

/** A change that was asked for, and that nobody ever confirmed. */
export interface Unconfirmed extends Revised {
  readonly content: DraftContent
  readonly keep: readonly string[]
  readonly copies: readonly CopiedFile[]
}

/** What it was in the end, to go on with. */
export interface Ended extends SavingStart {
  readonly unconfirmed: Unconfirmed | null
}

export type SavingPhase = 'untouched' | 'changed' | 'saving' | 'saved' | 'here-only' | 'failed'

export interface SavingState extends Omit<SavingStart, 'attachments' | 'unsaved'> {
  readonly attachments: readonly Attachment[]
  readonly pictures: readonly Picture[]
  readonly phase: SavingPhase
  readonly problem: unknown
  /** Somebody else had changed the draft: both are kept. */
  readonly conflict: boolean
  /** What the server lacks is in this browser, and would be there if the page went away now. */
  readonly keptHere: boolean
}

export interface Saving {
  readonly state: () => SavingState
  readonly watch: (listener: () => void) => () => void
  readonly change: (patch: Partial<DraftContent>) => void
  readonly attach: (files: readonly File[]) => void
  readonly detach: (key: string) => void
  /** What the text is about to name. */
  readonly show: (pictures: readonly GivenPicture[]) => void
  /** Pictures that are still looked into: whatever is flushed meanwhile waits for them. */
  readonly expect: (work: Promise<unknown>) => void
  /** Of a picture that the server had. */
  readonly octetsCame: (contentId: string, octets: File) => void
  /** Saves all that is to be saved, now; false where it could not be. `as-ours`: also what nobody changed since it was opened. */
  readonly flush: (how?: 'as-ours') => Promise<boolean>
  /**
   * What is written here becomes a draft of its own: `beside` what somebody else made of it, or `as-copy` of one that takes no
   * change. False where it could not be saved.
   */
  readonly keepMine: (how: 'beside' | 'as-copy') => Promise<boolean>
  /** Something that stood in the way may be gone. */
  readonly wake: () => void
  /** The copy in this browser, without waiting for a pause. */
  readonly keepHere: () => void
  /** Nothing is asked for any more; gives what it was, to go on with. `forget`: without the copy in this browser. */
  readonly end: (how: 'forget' | 'keep') => Promise<Ended>
}
