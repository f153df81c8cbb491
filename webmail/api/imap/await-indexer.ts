// The indexer of Dovecot knows a folder by the path that it had: what is renamed or deleted meanwhile it makes anew there, empty
// and subscribed by nobody, with no more in it than an index.

import type { Connections, Visit } from './connections.ts'
import { faultOf } from './mail-fault.ts'

interface AwaitedFolder {
  readonly path: string
  readonly selectable: boolean
  readonly messages: number
}

/** A search has everything indexed that is not yet. Of more than these that may take minutes, and nobody waits for it. */
const mostMessages = 1_000
/** For all folders together. */
const longestMilliseconds = 8_000

/**
 * Returns when the indexer is through with what is in the folders, or not to be waited for: a search waits for it
 * (fts_search_add_missing), whether or not it finds anything. On a connection of its own, so that nothing which goes wrong keeps
 * anybody from what they wanted to do. A folder that was emptied a moment ago is not waited for.
 */
export async function awaitIndexer(
  connections: Pick<Connections, 'open'>,
  visit: Visit,
  folders: readonly AwaitedFolder[],
): Promise<void> {
  const filled = folders.filter(({ selectable, messages }) => selectable && messages > 0)
  const messages = filled.reduce((sum, folder) => sum + folder.messages, 0)
  if (messages === 0 || messages > mostMessages) return
  const opened = await connections.open(visit)
  if (!opened.ok) return
  using own = opened.value
  const { client } = own
  const end = setTimeout(() => own[Symbol.dispose](), longestMilliseconds)
  try {
    for (const { path } of filled) {
      await client.mailboxOpen(path, { readOnly: true })
      await client.search({ body: 'indexed' })
    }
  } catch (error) {
    if (faultOf(error) === null) throw error
  } finally {
    clearTimeout(end)
  }
}
