// The files of a message that is being written: in its draft, on their way there, or copied from the message that is passed on.
// A draft is written anew with each change, and its parts are numbered anew: each file keeps its id, which is its key here.

import type { DraftFileView } from '../../boxes.ts'
import type { Copied } from '../draft/draft.ts'
import type { SavedPicture } from '../editor/pictures.ts'
import { type Picture, picturesToSend, takePictures } from '../editor/pictures.ts'

interface Named {
  readonly key: string
  readonly name: string
  readonly type: string
  readonly bytes: number
}

/** In the draft as the server has it. */
export interface KeptFile extends Named {
  readonly state: 'kept'
  readonly part: string
}

/** Goes along with the next change. */
export interface CopiedFile extends Named {
  readonly state: 'copied'
  readonly from: Copied
}

export interface SentFile extends Named {
  readonly state: 'sending'
  readonly file: File
  /** Octets that are on the server. */
  readonly sent: number
}

/** `unreadable`: here, where it lay. `gone`: somebody else took it out of the draft. `refused`: the server will not have it. */
export type WhyNot = 'unreadable' | 'gone' | 'refused'

/** It is not in the draft, and trying again would change nothing. */
export interface RefusedFile extends Named {
  readonly state: 'refused'
  readonly why: WhyNot
  /** What came instead of an answer; null where it was not the server that refused it. */
  readonly problem: unknown
}

export type Attachment = KeptFile | CopiedFile | SentFile | RefusedFile

export interface Attachments {
  readonly kept: readonly KeptFile[]
  /** Keys of those that are to be gone with the next change. */
  readonly removed: ReadonlySet<string>
  readonly copied: readonly CopiedFile[]
  readonly sending: readonly (SentFile | RefusedFile)[]
  /** Those that the text shows, which are not among the files. */
  readonly pictures: readonly Picture[]
}

export const noAttachments: Attachments = {
  ...{ kept: [], removed: new Set(), copied: [], sending: [] },
  pictures: [],
}

/** What is still to come to the server: files by their ids, pictures by what the text calls them. */
export interface Upload {
  readonly key: string
  readonly file: File
  readonly isPicture: boolean
}

export const uploadsOf = ({ sending, pictures }: Attachments, html: string): readonly Upload[] => [
  ...picturesToSend(pictures, html).flatMap(({ contentId, octets }) =>
    octets === null ? [] : { key: contentId, file: octets, isPicture: true },
  ),
  ...sending.flatMap((file) =>
    file.state === 'sending' ? { key: file.key, file: file.file, isPicture: false } : [],
  ),
]

export const keptFiles = (views: readonly DraftFileView[]): readonly KeptFile[] =>
  views.map(({ id, part, name, type, bytes }) => ({ key: id, part, name, type, bytes, state: 'kept' }))

/** As the author sees them. */
export const shownFiles = ({ kept, removed, copied, sending }: Attachments): readonly Attachment[] => [
  ...kept.filter(({ key }) => !removed.has(key)),
  ...copied,
  ...sending,
]

export const bytesOf = (files: readonly Attachment[]): number =>
  files.reduce((sum, file) => sum + (file.state === 'refused' ? 0 : file.bytes), 0)

/** Those that are in the draft now. One that was expected there and is not was taken out by somebody else: that is said of it. */
export function takeKept(
  attachments: Attachments,
  expected: readonly string[],
  saved: { readonly attachments: readonly DraftFileView[]; readonly pictures: readonly SavedPicture[] },
): Attachments {
  const kept = keptFiles(saved.attachments)
  const keys = new Set(kept.map(({ key }) => key))
  const isElsewhere = (file: Named): boolean => !keys.has(file.key)
  const gone = attachments.kept.filter(
    (file) => isElsewhere(file) && expected.includes(file.key) && !attachments.removed.has(file.key),
  )
  return {
    kept,
    removed: new Set([...attachments.removed].filter((key) => keys.has(key))),
    copied: attachments.copied.filter(isElsewhere),
    sending: [...attachments.sending.filter(isElsewhere), ...gone.map((file) => refused(file, 'gone', null))],
    pictures: takePictures(attachments.pictures, saved.pictures),
  }
}

const refused = ({ key, name, type, bytes }: Named, why: WhyNot, problem: unknown): RefusedFile => ({
  ...{ key, name, type, bytes, why, problem },
  state: 'refused',
})

/** Without one of them: at once where it never came, else with the next change. */
export function withoutFile(attachments: Attachments, key: string): Attachments {
  const { kept, removed, copied, sending, pictures } = attachments
  const others = <File extends Named>(files: readonly File[]) => files.filter((file) => file.key !== key)
  return {
    kept,
    removed: kept.some((file) => file.key === key) ? new Set([...removed, key]) : removed,
    copied: others(copied),
    sending: others(sending),
    pictures,
  }
}

/** As files of the message that they are in, for a draft that does not follow it. */
export const asCopies = (attachments: Attachments, place: Omit<Copied, 'part'>): Attachments => ({
  ...attachments,
  kept: [],
  removed: new Set(),
  copied: [
    ...attachments.kept.flatMap(({ part, ...file }) =>
      attachments.removed.has(file.key)
        ? []
        : { ...file, state: 'copied' as const, key: crypto.randomUUID(), from: { ...place, part } },
    ),
    ...attachments.copied,
  ],
  // Their octets are here: they go to the new draft as they went to the first.
  pictures: attachments.pictures.map((picture) => ({ ...picture, kept: false, part: null })),
})

export const progressOf = (attachments: Attachments, key: string, sent: number): Attachments => ({
  ...attachments,
  sending: attachments.sending.map((file) =>
    file.key === key && file.state === 'sending' ? { ...file, sent } : file,
  ),
})

/** A file by its key, or a picture by its Content-ID. */
export const refuseFile = (
  attachments: Attachments,
  key: string,
  why: WhyNot,
  problem: unknown = null,
): Attachments => ({
  ...attachments,
  sending: attachments.sending.map((file) => (file.key === key ? refused(file, why, problem) : file)),
  pictures: attachments.pictures.map((each) =>
    each.contentId === key ? { ...each, refused: true, problem } : each,
  ),
})
