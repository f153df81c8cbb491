// The copy for this browser of what is being written now, and what a window begins with that goes on with one.

import { type Attachments, keptFiles, noAttachments } from '../attachments/attachments.ts'
import type { LocalCopy } from './local-copies.ts'
import type { SavingStart, SavingState } from './saving-state.ts'

export const localCopyOf = (
  {
    box,
    draft,
    basedOn,
    content,
    quote,
    attachments: shown,
  }: Pick<SavingState, 'box' | 'draft' | 'basedOn' | 'content' | 'quote' | 'attachments'>,
  { copied, pictures }: Attachments,
  at: string,
): LocalCopy => ({
  ...{ box, draft, basedOn, content, quote, copied, at },
  attachments: shown.flatMap((file) => (file.state === 'kept' ? { ...file, id: file.key } : [])),
  pictures: pictures.flatMap(({ contentId, name, type, bytes, kept }) =>
    kept ? { contentId, name, type, bytes } : [],
  ),
})

export const startOf = ({
  box,
  draft,
  basedOn,
  content,
  attachments,
  copied,
  pictures,
  quote,
}: LocalCopy): SavingStart => ({
  ...{ box, draft, basedOn, content, quote },
  ...{ place: null, savedAt: null, unsaved: true },
  attachments: {
    ...{ ...noAttachments, kept: keptFiles(attachments), copied },
    pictures: (pictures ?? []).map((picture) => ({
      ...{ ...picture, octets: null, kept: true, part: null, refused: false, problem: null },
    })),
  },
})
