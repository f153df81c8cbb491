// A mailbox as it is shown, and what of it the log tells.

import type { MailboxDetails, MailboxRow } from '#db/stores/mailboxes/mailboxes.ts'
import type { SendingStop } from '#db/stores/sending/sending-stops.ts'
import { iso } from '../http/query-values.ts'

/** The details are left out of a list, whose contract does not ask for them. */
export const mailboxView = (row: MailboxRow & Partial<MailboxDetails>) => ({
  ...row,
  expiresAt: iso(row.expiresAt),
  suspendedAt: iso(row.suspendedAt),
  createdAt: iso(row.createdAt),
  fullSince: iso(row.fullSince ?? null),
  lastSignInAt: iso(row.lastSignInAt ?? null),
  sendingStop: stopView(row.sendingStop ?? null),
})

const stopView = (stop: SendingStop | null) =>
  stop === null ? null : { ...stop.facts, since: stop.since.toISOString(), held: stop.held }

export const auditedMailbox = (row: MailboxRow) => ({
  name: row.name,
  kind: row.kind,
  owner: row.owner?.email ?? null,
  quotaBytes: row.quotaBytes,
  expiresAt: iso(row.expiresAt),
  suspendedAt: iso(row.suspendedAt),
  forwardKeepsCopy: row.forwardKeepsCopy,
})
