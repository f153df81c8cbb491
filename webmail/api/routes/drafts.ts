// Drafts of a box, and what an answer begins with.

import { ok } from '#core/result.ts'
import { notFound, Problem } from '#http/problem.ts'
import { draftRoutes, mostAttachedBytes } from '../../contract/draft.ts'
import { implement } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import { openBox } from '../http/open-box.ts'
import { draftFields, findDraft, versionOf } from '../imap/drafts.ts'
import { readMessageHead } from '../imap/message-head.ts'
import { beginAnswer } from '../writing/begin-answer.ts'
import { discardDraft } from '../writing/discard-draft.ts'
import { otherWriters } from '../writing/other-writers.ts'
import { pictureOf } from '../writing/picture.ts'
import { contentOf, readDraft, savedOf, shownQuote } from '../writing/read-draft.ts'
import { type DraftSaved, saveDraft } from '../writing/save-draft.ts'
import { sendersOf } from '../writing/senders.ts'

export const draftHandlers = implement(draftRoutes, {
  'GET /boxes/{box}/senders': async ({ params }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const rows = await sendersOf(opened.value.box, context)
    return { rows: [...rows] }
  },

  'GET /boxes/{box}/answer': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const begun = await beginAnswer(opened.value, query, context)
    return begun.ok ? begun.value : begun.error
  },

  'GET /boxes/{box}/writers': async ({ params, query }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const writers = await otherWriters(opened.value, query, context)
    if (!writers.ok) return writers.error
    return { rows: writers.value.map(({ person, at }) => ({ person, at: at.toISOString() })) }
  },

  'GET /boxes/{box}/draft': async ({ params, query: { folder, uid } }, context) => {
    const opened = await openBox(params.box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const head = await readMessageHead(connections, opened.value.visit, { folder, uid, fields: draftFields })
    if (!head.ok) return problemOfMail(head.error, log)
    const version = versionOf(head.value)
    const read = await readDraft(opened.value, version, context.ports)
    if (!read.ok) return read.error
    return {
      ...savedOf(version, read.value),
      content: contentOf(version, read.value, opened.value.box.address),
      quote: shownQuote(version, read.value.written.quote, { opened: opened.value, context }),
    }
  },

  'GET /boxes/{box}/drafts/{draft}': async ({ params: { box, draft } }, context) => {
    const opened = await openBox(box, 'write', context)
    if (!opened.ok) return opened.error
    const { connections, log } = context.ports
    const seen = await findDraft(connections, opened.value.visit, { draft, role: 'drafts' })
    if (!seen.ok) return problemOfMail(seen.error, log)
    const newest = seen.value.versions.at(-1)
    return newest === undefined ? notFound('draft') : { place: { folder: newest.folder, uid: newest.uid } }
  },

  'PUT /boxes/{box}/drafts/{draft}': async ({ params: { box, draft }, body }, context) => {
    const opened = await openBox(box, 'write', context)
    if (!opened.ok) return opened.error
    const saved = await saveDraft(opened.value, { draft, ...body, added: null }, context)
    return saved.ok ? answerOf(saved.value) : saved.error
  },

  'POST /boxes/{box}/drafts/{draft}/attachments': async (
    { params: { box, draft }, query, upload },
    context,
  ) => {
    const opened = await openBox(box, 'write', context)
    if (!opened.ok) return opened.error
    const { revision, basedOn, id, name, type, shown } = query
    using room = context.ports.writing.uploads.take(upload.most)
    if (room === null)
      return new Problem('others-at-work', 'Files of others are coming; this one in a moment.')
    const octets = await upload.octets()
    if (octets === null) return new Problem('too-large', `A file may have ${mostAttachedBytes} octets.`)
    const content = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
    const added =
      shown === 'in-text'
        ? pictureOf({ id, name, content })
        : ok({ id, name, type, content, contentId: null })
    if (!added.ok) return added.error
    const change = { draft, revision, basedOn, content: null, keep: null, copies: [], added: added.value }
    const saved = await saveDraft(opened.value, change, context)
    return saved.ok ? answerOf(saved.value) : saved.error
  },

  'DELETE /boxes/{box}/drafts/{draft}': async ({ params: { box, draft }, query }, context) => {
    const opened = await openBox(box, 'write', context)
    if (!opened.ok) return opened.error
    const thrown = await discardDraft(opened.value, { draft, revision: query.revision }, context)
    return thrown.ok ? null : thrown.error
  },
})

const answerOf = ({ version, read, conflict }: DraftSaved) => ({
  ...savedOf(version, read),
  conflict,
})
