// Dovecot needs nothing that the filters find to look a mailbox up, so it does meanwhile. Only where one mailbox is written
// to, as nearly always: with several, what becomes of each is known too late to name them.

import type { EarlyDelivery } from '#daemons/lmtp/early-lmtp-delivery.ts'
import type { LmtpEnvelope } from '#daemons/lmtp/lmtp-transaction.ts'
import type { Authenticated } from '../stages.ts'

export type BeginToMailboxes = (envelope: LmtpEnvelope) => EarlyDelivery

/** Null where nothing can begin yet. */
export function beginDelivery(
  { targets, reversePath }: Authenticated,
  { beginToMailboxes }: { readonly beginToMailboxes: BeginToMailboxes },
): EarlyDelivery | null {
  const [only, ...others] = targets
  if (only?.kind !== 'mailbox' || others.length > 0) return null
  return beginToMailboxes({ reversePath, recipients: [only.address] })
}
