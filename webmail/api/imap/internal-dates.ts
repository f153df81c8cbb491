// When messages of the folder that is open came (INTERNALDATE), in milliseconds, by uid.

import type { ImapFlow } from 'imapflow'
import { uidSets } from './uid-set.ts'

export async function internalDates(
  client: ImapFlow,
  uids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const arrivals = new Map<number, number>()
  for (const set of uidSets(uids))
    for (const { uid, internalDate } of await client.fetchAll(set, { internalDate: true }, { uid: true }))
      arrivals.set(uid, new Date(internalDate ?? 0).getTime())
  return arrivals
}
