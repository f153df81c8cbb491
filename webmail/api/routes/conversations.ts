// Conversations of a folder, and what they say.

import { findLabels } from '#db/stores/webmail/labels.ts'
import type { FileGiven } from '#http/answer.ts'
import { notFound, type Problem } from '#http/problem.ts'
import { conversationRoutes } from '../../contract/conversation.ts'
import { parseQuery } from '../../search/parse.ts'
import { type Asking, implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { type OpenedBox, openBox } from '../http/open-box.ts'
import { openConversationPart } from '../imap/conversation.ts'
import { listConversations } from '../imap/conversation-list.ts'
import type { ListFilter } from '../imap/list-page.ts'
import { openPart } from '../imap/message-parts.ts'
import { labelIds } from '../imap/search/label-ids.ts'
import { searchMail } from '../imap/search/search-mail.ts'
import { attachmentsOf } from '../message/readable-parts.ts'
import { returnsOf, returnsOfFound } from '../snooze/snooze.ts'
import { messageViewOf, partsOf } from './message-view.ts'
import { messageAt, messageBodyOf } from './messages.ts'
import { foundView, rowView } from './rows.ts'

/** Larger than any message that Dovecot stores. */
const mostFileOctets = 1 << 30

export const conversationHandlers = implement(conversationRoutes, {
  'GET /boxes/{box}/conversations': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, offset, limit, filter = 'all', single, soon, q } = query
    if (q !== undefined) return await foundPage(opened.value, { ...query, q }, context)
    const listed = await listConversations(ports, opened.value.visit, {
      ...{ folder, offset, limit, filter, conversations: single === undefined, soon: soon !== undefined },
    })
    if (!listed.ok) return problemOfMail(listed.error, ports.log)
    const { rows, total, uidValidity, modseq, repliesMissing } = listed.value
    const place = { folder, uidValidity, uids: rows.flatMap(({ uids }) => uids) }
    const returns = await returnsOf(opened.value, place, context.database)
    return {
      rows: rows.map((row) => rowView(row, folder, opened.value.box, returns)),
      total,
      more: false,
      state: `${uidValidity}.${modseq}`,
      repliesMissing,
    }
  },

  'GET /boxes/{box}/conversation': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'read', context)
    if (!opened.ok) return opened.error
    const { ports } = context
    const { folder, uid, single, skip } = query
    const opening = { folder, uid, uidValidity: null, wholeConversation: single === undefined, skip }
    const found = await openConversationPart(ports, opened.value.visit, opening)
    if (!found.ok) return problemOfMail(found.error, ports.log)
    const { messages, uids, older } = found.value
    return {
      ...{ uids: [...uids], older },
      subject: messages[0]?.subject ?? '',
      // Of those alone that giving and taking away means: what lies in other folders keeps its own.
      labels: [...new Set(messages.flatMap((each) => (each.folder === folder ? each.labels : [])))],
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
  readonly filter?: Exclude<ListFilter, 'all'> | undefined
  readonly everywhere?: '1' | undefined
}

/** What was searched for: a row for each message, wherever it lies. */
async function foundPage(opened: OpenedBox, asked: Search, { ports, database }: Asking) {
  const { visit, box } = opened
  const { q, offset, limit } = asked
  const filter: ListFilter = asked.filter ?? 'all'
  const folder = asked.everywhere === undefined ? asked.folder : null
  const meaning = { labels: labelIds(await findLabels(database, box.id)), self: box.address }
  const request = { ...meaning, query: parseQuery(q), folder, filter, offset, limit }
  const found = await searchMail(ports, visit, request)
  if (!found.ok) return problemOfMail(found.error, ports.log)
  const { total, more, rows } = found.value
  const returns = await returnsOfFound(opened, rows, database)
  return {
    rows: rows.map((row) => foundView(row, box, returns)),
    ...{ total, more, state: `search.${total}`, repliesMissing: false },
  }
}
