// Who else writes an answer in the same conversation of a box that several people share: by their drafts, which say who saved
// them last. Nobody is kept from anything by it.

import { rawField } from '#core/message/decoded-field.ts'
import { ok, type Result } from '#core/result.ts'
import { findMailboxUserNames } from '#db/stores/mailboxes/mailbox-user-names.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { latestDrafts } from '../imap/drafts.ts'
import { type MessageHead, readMessageHead } from '../imap/message-head.ts'
import { messageIdsIn } from '../imap/message-ids.ts'
import { notesIn } from './draft-notes.ts'

export interface Writer {
  readonly person: string
  /** When they saved it last. */
  readonly at: Date
}

/** An answer that was begun the day before yesterday is nobody's work of this moment. */
const dayMilliseconds = 86_400_000

/** Each once, the latest first. */
export async function otherWriters(
  opened: OpenedBox,
  place: { readonly folder: string; readonly uid: number },
  { ports, person, database }: Asking,
): Promise<Result<readonly Writer[], Problem>> {
  const { connections, log, clock } = ports
  const asked = { ...place, fields: ['References'] }
  const original = await readMessageHead(connections, opened.visit, asked)
  if (!original.ok) return { ok: false, error: problemOfMail(original.error, log) }
  const drafts = await latestDrafts(connections, opened.visit)
  if (!drafts.ok) return { ok: false, error: problemOfMail(drafts.error, log) }
  const conversation = new Set([...messageIdsIn(original.value.messageId), ...idsOf(original.value)])
  const latest = new Map<string, Date>()
  for (const draft of drafts.value) {
    const { by } = notesIn(draft.fields)
    if (by === null || by === person.id || clock.now() - draft.received.getTime() > dayMilliseconds) continue
    if (idsOf(draft).some((id) => conversation.has(id))) latest.set(by, draft.received)
  }
  const names = await findMailboxUserNames(database, opened.box.id, [...latest.keys()])
  return ok(
    [...latest]
      .flatMap(([id, at]) => {
        const name = names.get(id)
        return name === undefined ? [] : { person: name, at }
      })
      .toSorted((one, other) => other.at.getTime() - one.at.getTime()),
  )
}

/** What it answers, however far back. */
const idsOf = ({ inReplyTo, fields }: Pick<MessageHead, 'inReplyTo' | 'fields'>): readonly string[] => [
  ...messageIdsIn(inReplyTo),
  ...messageIdsIn(rawField(fields, 'references')),
]
