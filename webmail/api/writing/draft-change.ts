// A change of a draft, as somebody asks for it.

import type { Asking } from '../http/handler.ts'
import type { OpenedBox } from '../http/open-box.ts'
import type { DraftVersion } from '../imap/drafts.ts'
import type { CopiedFile, GatheredFile } from './draft-files.ts'
import type { DraftContent, ReadDraft } from './read-draft.ts'

export interface DraftChange {
  readonly draft: string
  readonly revision: string
  readonly basedOn: string | null
  /** Null: as it is. */
  readonly content: DraftContent | null
  /** Ids of files; null: all that there are. */
  readonly keep: readonly string[] | null
  readonly copies: readonly CopiedFile[]
  readonly added: GatheredFile | null
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
