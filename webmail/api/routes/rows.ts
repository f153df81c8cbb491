// Rows of a list as the contract has them, whichever list that is.

import type { AccessibleMailbox } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import type { ConversationRow } from '../imap/conversation-list.ts'
import { roleNames } from '../imap/folder-names.ts'
import type { FoundMessage } from '../imap/search/search-mail.ts'

/** When messages that were put off return, by uid. */
export type Returns = ReadonlyMap<number, Date>

const none: Returns = new Map()

/** Of a search: a row for one message. `returns`: of what was put off, whose uids others may have elsewhere. */
export function foundView(row: FoundMessage, box: AccessibleMailbox, returns: Returns = none) {
  const { folder, uid, subject, excerpt, received, from, unread, flagged, answered, draft, labels } = row
  return {
    ...{ box: box.id, folder, uid, uids: [uid], subject, excerpt, count: 1, unread: unread ? 1 : 0 },
    ...{ flagged, answered, draft, attachments: row.hasAttachment, labels: [...labels] },
    at: received.toISOString(),
    people: from.map(({ name, address }) => ({ name, address, me: isBox(address, box) })),
    ...(folder === roleNames.snoozed ? returnOf([uid], returns) : {}),
  }
}

export function rowView(
  row: ConversationRow,
  folder: string,
  box: AccessibleMailbox,
  returns: Returns = none,
) {
  const { newest: uid, uids, participants, date, hasAttachment: attachments, labels, ...same } = row
  const { subject, excerpt, count, unread, flagged, answered, draft } = same
  return {
    ...{ box: box.id, folder, uid, uids: [...uids], subject, excerpt, count, unread },
    ...{ flagged, answered, draft, attachments, labels: [...labels] },
    at: date.toISOString(),
    people: participants.map(({ name, address }) => ({ name, address, me: isBox(address, box) })),
    ...returnOf(uids, returns),
  }
}

/** Of the first of them. */
function returnOf(uids: readonly number[], returns: Returns): { readonly returnsAt?: string } {
  const hours = uids.flatMap((uid) => returns.get(uid)?.getTime() ?? [])
  return hours.length === 0 ? {} : { returnsAt: new Date(Math.min(...hours)).toISOString() }
}

const isBox = (address: string, box: AccessibleMailbox): boolean => address.toLowerCase() === box.address
