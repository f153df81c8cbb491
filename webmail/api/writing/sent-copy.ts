// Where the copy of a message lies that has left: whoever was told where it waited finds it there.

import { ok, type Result } from '#core/result.ts'
import type { Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { roleNames } from '../imap/folder-names.ts'

interface SentMessage {
  /** `<…>` */
  readonly messageId: string
  readonly since: Date
}

interface SentCopy {
  readonly folder: string
  readonly uid: number
}

const dayMilliseconds = 86_400_000
/** It left a moment ago, or at the hour that was planned: nobody makes us read a folder of years for it. */
const oldestDays = 120

/** Null where there is none, or none that was filed since then; of what is older than `oldestDays`, nobody looks. */
export async function sentCopy(
  { visit }: OpenedBox,
  { messageId, since }: SentMessage,
  { ports: { connections, known, clock, log } }: Asking,
): Promise<Result<SentCopy | null, Problem>> {
  const folder = roleNames.sent
  const found = await connections.read(visit, async (client) => {
    const now = clock.now()
    const window = {
      since: new Date(Math.max(now - oldestDays * dayMilliseconds, since.getTime())),
      until: new Date(now + dayMilliseconds),
    }
    const sent = await known.references.of(client, { mailbox: visit.mailbox, folder }, window)
    return ok(sent?.withId(messageId).at(-1)?.uid ?? null)
  })
  if (!found.ok) return { ok: false, error: problemOfMail(found.error, log) }
  return ok(found.value === null ? null : { folder, uid: found.value })
}
