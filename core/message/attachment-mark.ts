// What can be dangerous about an attached file, and what may be done about it.

import { type AttachmentMark, attachmentMarks } from '../contract.ts'

export { type AttachmentMark, attachmentMarks }

/** In order of severity. */
export const attachmentActions = ['deliver', 'junk', 'hold', 'refuse'] as const
export type AttachmentAction = (typeof attachmentActions)[number]

export type AttachmentPolicy = Readonly<Record<AttachmentMark, AttachmentAction>>

/** What holds where the spec names nothing else: what runs is refused, what hides its content waits for a person. */
export const defaultAttachmentPolicy: AttachmentPolicy = {
  executable: 'refuse',
  script: 'refuse',
  macro: 'hold',
  'html-smuggling': 'refuse',
  'disk-image': 'refuse',
  shortcut: 'refuse',
  onenote: 'hold',
  'encrypted-archive': 'hold',
  'nested-archive': 'hold',
  'archive-bomb': 'refuse',
  'unreadable-archive': 'hold',
}
