// The files of a message that is being written: in its draft, on their way there, or copied from the message that is passed on.
// A draft is written anew with each change, and its parts are numbered anew: each file keeps a key of its own.

import type { AttachmentView } from '../boxes.ts'
import type { Copied } from './draft.ts'

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

/** It did not get there, and trying again would change nothing. */
export interface RefusedFile extends Named {
  readonly state: 'refused'
}

export type Attachment = KeptFile | CopiedFile | SentFile | RefusedFile

export interface Attachments {
  readonly kept: readonly KeptFile[]
  /** Keys of those that are to be gone with the next change. */
  readonly removed: ReadonlySet<string>
  readonly copied: readonly CopiedFile[]
  readonly sending: readonly (SentFile | RefusedFile)[]
}

export const noAttachments: Attachments = { kept: [], removed: new Set(), copied: [], sending: [] }

export const keptFiles = (views: readonly AttachmentView[]): readonly KeptFile[] =>
  views.map((view) => ({ ...view, key: crypto.randomUUID(), state: 'kept' }))

/** As the author sees them. */
export const shownFiles = ({ kept, removed, copied, sending }: Attachments): readonly Attachment[] => [
  ...kept.filter(({ key }) => !removed.has(key)),
  ...copied,
  ...sending,
]

export const bytesOf = (files: readonly Attachment[]): number =>
  files.reduce((sum, file) => sum + (file.state === 'refused' ? 0 : file.bytes), 0)

/** Those that are in the draft now, under the keys they had: the server keeps their order. */
export function takeKept(
  attachments: Attachments,
  expected: readonly string[],
  views: readonly AttachmentView[],
): Attachments {
  const known = expected.length === views.length
  const kept = keptFiles(views).map((file, index) => {
    const key = known ? expected[index] : undefined
    return key === undefined ? file : { ...file, key }
  })
  const keys = new Set(kept.map(({ key }) => key))
  const arrived = (file: Named): boolean => !keys.has(file.key)
  return {
    kept,
    removed: new Set([...attachments.removed].filter((key) => keys.has(key))),
    copied: attachments.copied.filter(arrived),
    sending: attachments.sending.filter(arrived),
  }
}

/** Without one of them: at once where it never came, else with the next change. */
export function withoutFile(attachments: Attachments, key: string): Attachments {
  const { kept, removed, copied, sending } = attachments
  const others = <File extends Named>(files: readonly File[]) => files.filter((file) => file.key !== key)
  return {
    kept,
    removed: kept.some((file) => file.key === key) ? new Set([...removed, key]) : removed,
    copied: others(copied),
    sending: others(sending),
  }
}

export const progressOf = (attachments: Attachments, key: string, sent: number): Attachments => ({
  ...attachments,
  sending: attachments.sending.map((file) =>
    file.key === key && file.state === 'sending' ? { ...file, sent } : file,
  ),
})

export const refuseFile = (attachments: Attachments, key: string): Attachments => ({
  ...attachments,
  sending: attachments.sending.map((file) => {
    if (file.key !== key) return file
    const { name, type, bytes } = file
    return { key, name, type, bytes, state: 'refused' }
  }),
})
