// What was put off and came back: it bears a keyword, and stands in the inbox where it came back. Its date of arrival stays what it
// was, for other programs and for whoever looks it up.

import type { ImapFlow } from 'imapflow'
import { returnedKeyword } from '#core/message/snoozed-folder.ts'
import { atom } from './command.ts'
import { noReturns, type Returns } from './folder-index.ts'
import { roleNames } from './folder-names.ts'
import { internalDates } from './internal-dates.ts'
import { found, savedAt } from './thread-command.ts'

/** Messages that came back, the last ones. */
const mostReturned = 200
/** Newest messages of which it is asked when they came. What came back before all of them is where it first came. */
const mostCame = 5_000
const askedAtOnce = 500

interface Read {
  readonly folder: string
  /** Uids as they came. */
  readonly arrival: Uint32Array
  /** As it was read before in this folder of this uidvalidity: what a uid stands for never changes. */
  readonly known: Returns
}

/** Of the folder that is open. */
export async function returnedSnoozed(client: ImapFlow, { folder, arrival, known }: Read): Promise<Returns> {
  // Dovecot names all keywords that were ever given in a folder when it opens.
  if (folder !== roleNames.inbox || client.mailbox === false || !client.mailbox.flags.has(returnedKeyword))
    return noReturns
  const marked = await found(client, [atom('UNDELETED'), atom('KEYWORD'), atom(returnedKeyword)])
  const uids = [...marked.toSorted().slice(-mostReturned)]
  const saved = await savedAt(
    client,
    uids.filter((uid) => !known.returned.has(uid)),
  )
  const returned = uids.flatMap((uid) => {
    const at = known.returned.get(uid) ?? saved.get(uid)
    return at === undefined ? [] : [[uid, at] as const]
  })
  if (returned.length === 0) return noReturns
  const first = Math.min(...returned.map(([, at]) => at))
  const { came, since } = await cameSince(client, first, { arrival, known })
  return { returned: new Map(returned.filter(([, at]) => at >= since)), came }
}

/** Of the newest messages back to one that had come by `first`. `since`: when the first of them came, where there are too many. */
async function cameSince(
  client: ImapFlow,
  first: number,
  { arrival, known }: Pick<Read, 'arrival' | 'known'>,
): Promise<{ readonly came: ReadonlyMap<number, number>; readonly since: number }> {
  const came = new Map<number, number>()
  const last = Math.max(0, arrival.length - mostCame)
  let since = 0
  for (let end = arrival.length; end > last; end -= askedAtOnce) {
    const uids = [...arrival.subarray(Math.max(last, end - askedAtOnce), end)]
    const asked = await internalDates(
      client,
      uids.filter((uid) => !known.came.has(uid)),
    )
    for (const uid of uids) came.set(uid, known.came.get(uid) ?? asked.get(uid) ?? 0)
    since = came.get(uids[0] ?? 0) ?? 0
    if (since <= first) return { came, since: 0 }
  }
  return { came, since: last === 0 ? 0 : since }
}
