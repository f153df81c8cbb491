// What a draft must remember of itself that no field of a message says, in one field of our own: what it answers, and recipients
// as they were typed where some are no addresses yet. Whoever forges it in their own box opens their own draft wrongly, and
// nothing else.

import { z } from 'zod'
import { rawField } from '#core/message/decoded-field.ts'
import { ownFieldPrefix } from '#core/message/own-header-fields.ts'
import { draftContent } from '../../contract/draft.ts'

export const notesFieldName = `${ownFieldPrefix}Draft`

const { about, to } = draftContent.shape

const draftNotes = z.object({
  about,
  /** Null where the fields of the message say the same. */
  typed: z.object({ to, cc: to, bcc: to }).nullable(),
  /** Who saved it last; null where nobody knows. */
  by: z.uuid().nullable().default(null),
  /** What is answered was among addresses of the département's communes. */
  amongUs: z.boolean(),
  /** Ids of its files, in the order of the message. */
  files: z.array(z.uuid()).default([]),
  /** Nobody has written anything into it yet. */
  empty: z.boolean(),
  /** Versions that it is but for files added since, each with how many it had: who wrote on one of them need know nothing of that. */
  addedTo: z.array(z.object({ revision: z.uuid(), files: z.int().min(0) })).default([]),
})

export type DraftNotes = z.output<typeof draftNotes>

const noNotes: DraftNotes = {
  about: null,
  typed: null,
  by: null,
  amongUs: false,
  files: [],
  empty: false,
  addedTo: [],
}
const lineOctets = 64

/** Words that a field can be folded between. */
export const notesField = (notes: DraftNotes): string =>
  (
    Buffer.from(JSON.stringify(notes))
      .toString('base64url')
      .match(new RegExp(`.{1,${lineOctets}}`, 'g')) ?? []
  ).join(' ')

/** Of the head of a draft; nothing where there are none, or none that can be read. */
export function notesIn(fields: Buffer): DraftNotes {
  const written = rawField(fields, notesFieldName.toLowerCase()).replace(/\s/g, '')
  if (written === '') return noNotes
  try {
    const read = draftNotes.safeParse(JSON.parse(Buffer.from(written, 'base64url').toString()))
    return read.success ? read.data : noNotes
  } catch {
    return noNotes
  }
}
