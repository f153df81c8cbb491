// Conversations of a folder, and what they say.

import { findLabels } from '#db/stores/labels.ts'
import type { FileGiven } from '#http/answer.ts'
import { notFound, type Problem } from '#http/problem.ts'
import { conversationRoutes } from '../../contract/conversation.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'
import { openConversation } from '../imap/conversation.ts'
import { type ConversationRow, listConversations } from '../imap/conversation-list.ts'
import { openPart } from '../imap/message-parts.ts'
import { labelIds } from '../imap/search/label-ids.ts'
import { parseQuery } from '../imap/search/parse.ts'
import { type FoundMessage, searchMail } from '../imap/search/search-mail.ts'
import { attachmentsOf } from '../message/readable-parts.ts'
import { messageViewOf, partsOf } from './message-view.ts'
import { messageAt, messageBodyOf } from './messages.ts'

/** Larger than any message that Dovecot stores. */
const mostFileOctets = 1 << 30

export const conversationHandlers = implement(conversationRoutes, {
  'GET /boxes/{box}/conversations': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, offset, limit, filter = 'all', single, q } = query
    if (q !== undefined) return await foundPage(opened.value, { ...query, q }, context)
    const listed = await listConversations(ports, opened.value.visit, {
      ...{ folder, offset, limit, filter, conversations: single === undefined },
    })
    if (!listed.ok) return problemOfMail(listed.error, ports.log)
    const { rows, total, uidValidity, modseq } = listed.value
    return {
      rows: rows.map((row) => rowView(row, folder, opened.value)),
      total,
      state: `${uidValidity}.${modseq}`,
    }
  },

  'GET /boxes/{box}/conversation': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, uid, single } = query
    const opening = { folder, uid, uidValidity: null, wholeConversation: single === undefined }
    const found = await openConversation(ports, opened.value.visit, opening)
    if (!found.ok) return problemOfMail(found.error, ports.log)
    const messages = found.value
    return {
      subject: messages[0]?.subject ?? '',
      labels: [...new Set(messages.flatMap(({ labels }) => labels))],
      messages: messages.map((message) => messageViewOf(message, opened.value)),
    }
  },

  'GET /boxes/{box}/message': async ({ params, query: { folder, uid, images } }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    return await messageBodyOf(opened.value, { folder, uid, withImages: images !== undefined }, context)
  },

  'GET /boxes/{box}/attachment': async ({ params, query }, context): Promise<FileGiven | Problem> => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, uid, part } = query
    const message = await messageAt(opened.value, { folder, uid }, ports)
    if (!message.ok) return message.error
    const parts = partsOf(message.value)
    const file = attachmentsOf(parts, new Set()).find((each) => each.part === part)
    if (file === undefined) return notFound('file')
    const name = { folder, uid, uidValidity: message.value.uidValidity, part }
    const options = { mostOctets: mostFileOctets, charset: null }
    const content = await openPart(ports.connections, opened.value.visit, { name, options })
    return content.ok ? { name: file.name, content: content.value } : problemOfMail(content.error, ports.log)
  },
})

interface Search {
  readonly folder: string
  readonly q: string
  readonly offset: number
  readonly limit: number
  readonly everywhere?: '1' | undefined
}

/** What was searched for: a row for each message, wherever it lies. */
async function foundPage({ visit, box }: OpenedBox, asked: Search, { ports, database }: Asking) {
  const { q, offset, limit } = asked
  const folder = asked.everywhere === undefined ? asked.folder : null
  const query = parseQuery(q)
  const labels = labelIds(await findLabels(database, box.id))
  const found = await searchMail(ports, visit, { query, folder, offset, limit, labels })
  if (!found.ok) return problemOfMail(found.error, ports.log)
  const { total, rows } = found.value
  return { rows: rows.map((row) => foundView(row, box)), total, state: `search.${total}` }
}

function foundView(row: FoundMessage, box: OpenedBox['box']) {
  const { folder, uid, subject, excerpt, received, from, unread, flagged, answered, draft, labels } = row
  return {
    ...{ folder, uid, uids: [uid], subject, excerpt, count: 1, unread: unread ? 1 : 0 },
    ...{ flagged, answered, draft, attachments: row.hasAttachment, labels: [...labels] },
    at: received.toISOString(),
    people: from.map(({ name, address }) => ({ name, address, me: isBox(address, box) })),
  }
}

function rowView(row: ConversationRow, folder: string, { box }: OpenedBox) {
  const { newest: uid, uids, participants, date, hasAttachment: attachments, labels, ...same } = row
  const { subject, excerpt, count, unread, flagged, answered, draft } = same
  return {
    ...{
      folder,
      uid,
      uids: [...uids],
      subject,
      excerpt,
      count,
      unread,
      flagged,
      answered,
      draft,
      attachments,
    },
    at: date.toISOString(),
    people: participants.map(({ name, address }) => ({ name, address, me: isBox(address, box) })),
    labels: [...labels],
  }
}

const isBox = (address: string, box: OpenedBox['box']): boolean => address.toLowerCase() === box.address
