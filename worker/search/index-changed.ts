// Has the INBOX of each mailbox that changed indexed for full-text search, so that what came within a while is one write of
// the index and not one for each message. Who searches meanwhile is answered all the same: Dovecot then indexes first what
// is missing.

import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import type { ChangedMailbox, UnindexedMail } from '#db/stores/unindexed-mail.ts'

/** One request each, which Dovecot answers as soon as all have been given to its indexer. */
const batch = 50

export interface IndexingPorts {
  readonly unindexed: UnindexedMail
  readonly doveadm: Pick<Doveadm, 'index'>
}

/**
 * One turn through all that changed, which never asks for another. A mailbox that fails keeps no other from its turn; rejects
 * then, once all have had theirs. Without an answer the turn ends, and the next one begins with those that come after: requests
 * that Dovecot chokes on shut nobody out.
 */
export function changedIndexing({ unindexed, doveadm }: IndexingPorts): () => Promise<false> {
  let after = ''
  return async () => {
    let failed = 0
    for (let more = true; more; ) {
      const mailboxes = await unindexed.changed(after, batch)
      more = mailboxes.length === batch
      after = more ? (mailboxes.at(-1)?.address ?? '') : ''
      failed += await indexAll(mailboxes)
    }
    if (failed > 0) throw new Error(`${failed} mailboxes were not taken; what Dovecot says is in its log`)
    return false
  }

  async function indexAll(mailboxes: readonly ChangedMailbox[]): Promise<number> {
    if (mailboxes.length === 0) return 0
    const asked = await doveadm.index(
      mailboxes.map(({ address }) => address),
      'INBOX',
    )
    if (!asked.ok) throw new Error(asked.error.cause)
    let failed = 0
    for (const [at, mailbox] of mailboxes.entries()) {
      const taken = asked.value[at]
      // Who is gone has nothing to index; the figures go with the mailbox.
      if (taken?.ok === true || taken?.error.kind === 'no-user') await unindexed.indexed(mailbox)
      else failed += 1
    }
    return failed
  }
}
