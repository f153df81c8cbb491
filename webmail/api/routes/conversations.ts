// Conversations of a folder, and what they say.

import { conversationRoutes } from '../../contract/conversation.ts'
import { implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'
import { type ConversationRow, listConversations } from '../imap/conversation-list.ts'

export const conversationHandlers = implement(conversationRoutes, {
  'GET /boxes/{box}/conversations': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, offset, limit, filter = 'all', single } = query
    const listed = await listConversations(ports, opened.value.visit, {
      ...{ folder, offset, limit, filter, conversations: single === undefined },
    })
    if (!listed.ok) return problemOfMail(listed.error, ports.log)
    const { rows, total, uidValidity, modseq } = listed.value
    return { rows: rows.map((row) => rowView(row, opened.value)), total, state: `${uidValidity}.${modseq}` }
  },
})

function rowView(row: ConversationRow, { box }: OpenedBox) {
  const { newest: uid, uids, participants, date, hasAttachment: attachments, labels, ...same } = row
  const { subject, excerpt, count, unread, flagged, answered, draft } = same
  return {
    ...{ uid, uids: [...uids], subject, excerpt, count, unread, flagged, answered, draft, attachments },
    at: date.toISOString(),
    people: participants.map(({ name, address }) => ({ name, address, me: isBox(address, box) })),
    labels: [...labels],
  }
}

const isBox = (address: string, box: OpenedBox['box']): boolean => address.toLowerCase() === box.address
