// Has the INBOX of each mailbox that changed indexed for full-text search, so that what came within a while is one write of
// the index and not one for each message. Who searches meanwhile is answered all the same: Dovecot then indexes first what
// is missing.

import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import type { ChangedMailbox, UnindexedMail } from '#db/stores/mailboxes/unindexed-mail.ts'

/** Of one request, which Dovecot answers as soon as all have been given to its indexer. */
const asked = 50
/** Of one question to the database, which costs the same for one. */
const read = 1_000

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
      const mailboxes = await unindexed.changed(after, read)
      more = mailboxes.length === read
      for (let at = 0; at < mailboxes.length; at += asked) {
        const together = mailboxes.slice(at, at + asked)
        after = together.at(-1)?.address ?? after
        failed += await indexAll(together)
      }
    }
    after = ''
    if (failed > 0) throw new Error(`${failed} mailboxes were not taken; what Dovecot says is in its log`)
    return false
  }

  async function indexAll(mailboxes: readonly ChangedMailbox[]): Promise<number> {
    const addresses = mailboxes.map(({ address }) => address)
    const outcomes = await doveadm.index(addresses, 'INBOX')
    if (!outcomes.ok) throw new Error(outcomes.error.cause)
    let failed = 0
    for (const [at, mailbox] of mailboxes.entries()) {
      const taken = outcomes.value[at]
      // Who is gone has nothing to index; the figures go with the mailbox.
      if (taken?.ok === true || taken?.error.kind === 'no-user') await unindexed.indexed(mailbox)
      else failed += 1
    }
    return failed
  }
}
