// A draft thrown away: into the trash, from where it can be brought back, unless nobody had written anything into it.

import { failed, ok, type Result } from '#core/result.ts'
import { outboxStore } from '#db/stores/webmail/outbox.ts'
import { changedMeanwhile, type Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { moveToRole } from '../imap/actions.ts'
import { findDraft, removeVersions } from '../imap/drafts.ts'
import { isRefused, placeOf } from './draft-in-outbox.ts'
import { notesIn } from './draft-notes.ts'

/** One that is gone already is thrown away. */
export async function discardDraft(
  { box, visit }: OpenedBox,
  { draft, revision }: { readonly draft: string; readonly revision: string },
  { ports, database }: Asking,
): Promise<Result<null, Problem>> {
  const { connections, log, writing } = ports
  using _turn = await writing.ofOneDraft.take(`${box.id} ${draft}`)
  const seen = await findDraft(connections, visit, { draft, role: 'drafts' })
  if (!seen.ok) return failed(problemOfMail(seen.error, log))
  const { uidValidity, versions } = seen.value
  const newest = versions.at(-1)
  if (newest === undefined) return ok(null)
  if (newest.revision !== revision) return failed(changedMeanwhile(undefined))
  const refused = await isRefused(box, newest, { database })
  if (!refused.ok) return refused
  // Before it goes: where it then cannot go, it is a draft like any other.
  if (refused.value) await outboxStore(database).forgetRefused(box.id, [placeOf(newest)])
  const isEmpty = notesIn(newest.fields).empty
  if (!isEmpty) {
    const messages = { folder: newest.folder, uidValidity, uids: [newest.uid] }
    const moved = await moveToRole(connections, visit, { messages, role: 'trash' })
    if (!moved.ok) return failed(problemOfMail(moved.error, log))
  }
  const left = isEmpty ? versions : versions.slice(0, -1)
  if (left.length === 0) return ok(null)
  const removed = await removeVersions(connections, visit, { uidValidity, versions: left })
  return removed.ok ? ok(null) : failed(problemOfMail(removed.error, log))
}
