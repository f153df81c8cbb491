// How full a mailbox is, as its own quota counts (RFC 9208).

import type { ImapFlow } from 'imapflow'

export interface Quota {
  readonly usedOctets: number
  readonly limitOctets: number
}

/** Null where there is no limit, or the server does not say. */
export async function readQuota(client: ImapFlow): Promise<Quota | null> {
  const quota = await client.getQuota()
  const storage = quota === false || quota === undefined ? undefined : quota.storage
  if (storage === undefined || !((storage.limit ?? 0) > 0)) return null
  return { usedOctets: storage.usage ?? 0, limitOctets: storage.limit ?? 0 }
}
