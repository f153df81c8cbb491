// The indexer of Dovecot knows a folder by the path that it had: what is renamed or deleted meanwhile it makes anew there, empty
// and subscribed by nobody, with no more in it than an index.

import type { ImapFlow } from 'imapflow'
import type { Folder } from './folders.ts'

/** For all folders together; what is still being indexed then is not waited for. */
const longestMilliseconds = 15_000

/**
 * Returns when the indexer is through with the folders; none is open afterwards. A search waits for it (fts_search_add_missing),
 * whether or not it finds anything.
 */
export async function awaitIndexer(
  client: ImapFlow,
  folders: readonly Pick<Folder, 'path' | 'selectable' | 'messages'>[],
): Promise<void> {
  const end = performance.now() + longestMilliseconds
  for (const { path } of folders.filter(({ selectable, messages }) => selectable && messages > 0)) {
    if (performance.now() > end) break
    await client.mailboxOpen(path, { readOnly: true })
    await client.search({ body: 'indexed' })
  }
  if (client.mailbox !== false) await client.mailboxClose()
}
