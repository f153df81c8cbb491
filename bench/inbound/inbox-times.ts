// When each message of a run was in its inbox. Dovecot gives a message of its own file its name when it is delivered, and a
// rename sets the change time of the file: read after the run, it costs neither side anything, and is as fine as
// the kernel's tick (4 ms).

import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { openInbox } from './open-inbox.ts'
import type { Target } from './target.ts'

/** Milliseconds since 1970 by Message-ID, of what has come since `nextUid`; the last inbox counts where one message is in several. */
export async function inboxTimes(
  target: Target,
  nextUid: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const folders = await inboxFolders(target)
  const times = new Map<string, number>()
  for (const account of target.accounts) {
    const since = nextUid.get(account.address) ?? 1
    const { imap } = await openInbox(target.imap, account)
    // A range that ends with * has the last message whatever its UID.
    for await (const { uid, envelope } of imap.fetch(`${since}:*`, { envelope: true }, { uid: true })) {
      const messageId = envelope?.messageId
      if (uid < since || messageId === undefined) continue
      const { ctimeMs } = await stat(`${folders.get(account.address)}/u.${uid}`)
      times.set(messageId, Math.max(ctimeMs, times.get(messageId) ?? 0))
    }
    await imap.logout()
  }
  return times
}

/** The folder of each account with one file for each message of its inbox. */
async function inboxFolders({ database, context }: Target): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.pool.query('select login, home from dovecot.userdb')
  const homes = z.array(z.object({ login: z.string(), home: z.string() })).parse(rows)
  return new Map(
    homes.map(({ login, home }) => [login, `${context.paths.mail}/${home}/sdbox/mailboxes/INBOX/dbox-Mails`]),
  )
}
