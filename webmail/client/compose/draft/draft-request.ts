// One request of those by which a draft is kept, and what its answer means for the files.

import type { Attachments, CopiedFile, Upload } from '../attachments/attachments.ts'
import type { DraftContent, SavedDraft } from './draft.ts'
import type { Revised } from './saving-state.ts'

export type DraftRequest = Revised & { readonly upTo: number } & (
    | {
        readonly kind: 'write'
        readonly content: DraftContent
        readonly keep: readonly string[]
        readonly copies: readonly CopiedFile[]
      }
    | ({ readonly kind: 'upload' } & Upload)
  )

/** Keys of the files that are in the draft after it. */
export const expectedOf = (change: DraftRequest, { kept }: Attachments): readonly string[] => {
  if (change.kind === 'write') return [...change.keep, ...change.copies.map(({ key }) => key)]
  return [...kept.map(({ key }) => key), ...(change.isPicture ? [] : [change.key])]
}

/** A file that was taken away while it was on its way. */
export const isUnwanted = (
  change: DraftRequest,
  { sending }: Attachments,
): change is Extract<DraftRequest, { kind: 'upload' }> =>
  change.kind === 'upload' && !change.isPicture && !sending.some(({ key }) => key === change.key)

/** A picture that the server has, and does not put into a text that names it no more. */
export const isLeftOut = (
  change: DraftRequest,
  { pictures }: SavedDraft,
): change is Extract<DraftRequest, { kind: 'upload' }> =>
  change.kind === 'upload' && change.isPicture && pictures.every(({ contentId }) => contentId !== change.key)
