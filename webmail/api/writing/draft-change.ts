// A change of a draft, as somebody asks for it.

import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import type { FileOfMessage } from './build-message.ts'
import type { DraftContent, ReadDraft } from './read-draft.ts'

export interface DraftChange {
  readonly draft: string
  readonly revision: string
  readonly basedOn: string | null
  /** Null: as it is. */
  readonly content: DraftContent | null
  /** Null: all that there are. */
  readonly keep: readonly string[] | null
  readonly copies: readonly { readonly folder: string; readonly uid: number; readonly part: string }[]
  readonly added: FileOfMessage | null
}

/** Who asks for it, where. */
export interface Saving {
  readonly opened: OpenedBox
  readonly change: DraftChange
  readonly context: Asking
}

/** What the draft was. */
export interface Old {
  readonly version: DraftVersion
  readonly read: ReadDraft
}
