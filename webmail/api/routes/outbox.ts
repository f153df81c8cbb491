// What was sent from a box and has not left: seen, taken back and put off by whoever may send from it.

import type { z } from 'zod'
import { decodedField } from '#core/message/decoded-field.ts'
import { ok } from '#core/result.ts'
import { accessibleMailboxesStore } from '#db/stores/mailboxes/accessible-mailboxes.ts'
import { type Outgoing, outboxStore } from '#db/stores/webmail/outbox.ts'
import { notFound, Problem } from '#http/problem.ts'
import { outboxRoutes, type outgoingView } from '../../contract/outbox.ts'
import { readFutureTime } from '../http/future-time.ts'
import { type Asking, implement } from '../http/handler.ts'
import { mayIn, openBox } from '../http/open-box.ts'
import { roleNames } from '../imap/folder-names.ts'
import { sendDraft } from '../writing/send-draft.ts'
import { sentCopy } from '../writing/sent-copy.ts'

const secondMilliseconds = 1_000
const longestKey = 200

export const outboxHandlers = implement(outboxRoutes, {
  'GET /outbox/refused': async (_, context) => {
    const { database, person } = context
    const boxes = (await accessibleMailboxesStore(database).all(person.id)).filter((box) =>
      mayIn(box, 'send'),
    )
    const rows = await outboxStore(database).refusedOf(
      person.id,
      boxes.map(({ id }) => id),
    )
    return { rows: rows.map((row) => ({ ...viewOf(row, context), box: row.mailbox })) }
  },

  'GET /boxes/{box}/outbox': async ({ params }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const rows = await outboxStore(context.database).of(params.box)
    return { rows: rows.map((row) => viewOf(row, context)) }
  },

  'POST /boxes/{box}/outbox': async ({ params, body }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const { draft, revision, uid, accepted, seenAnswers = [], justification, when } = body
    const now = context.ports.clock.now()
    const sendAt =
      'at' in when
        ? readFutureTime(when.at, now, '/body/when/at')
        : ok(new Date(now + when.undoSeconds * secondMilliseconds))
    const key = context.request.headers.get('idempotency-key')?.slice(0, longestKey) ?? null
    const asked = { draft, revision, uid, accepted, seenAnswers, justification, key, sendAt }
    const sent = await sendDraft(opened.value, asked, context)
    if (!sent.ok) return sent.error
    switch (sent.value.kind) {
      case 'left':
        return sent.value
      case 'questions':
        return { kind: 'questions' as const, questions: [...sent.value.questions] }
      default:
        return { kind: sent.value.kind, outgoing: viewOf(sent.value.outgoing, context) }
    }
  },

  'GET /boxes/{box}/sent-copy': async ({ params, query: { messageId, since } }, context) => {
    const opened = await openBox(params.box, 'send', context)
    if (!opened.ok) return opened.error
    const place = await sentCopy(opened.value, { messageId, since: new Date(since) }, context)
    return place.ok ? { place: place.value } : place.error
  },

  'PATCH /boxes/{box}/outbox/{outgoing}': async ({ params: { box, outgoing }, body }, context) => {
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    const at = readFutureTime(body.sendAt, context.ports.clock.now(), '/body/sendAt')
    if (!at.ok) return at.error
    const store = outboxStore(context.database)
    if (await store.sendAt(box, outgoing, at.value)) return null
    return (await store.one(box, outgoing)) === null ? notFound('message') : onItsWay
  },

  'DELETE /boxes/{box}/outbox/{outgoing}': async ({ params: { box, outgoing } }, context) => {
    const opened = await openBox(box, 'send', context)
    if (!opened.ok) return opened.error
    const store = outboxStore(context.database)
    const row = await store.one(box, outgoing)
    if (row === null) return notFound('message')
    return (await store.takeBack(box, outgoing)) ? { draft: placeOf(row) } : onItsWay
  },
})

const onItsWay = new Problem('changed-meanwhile', 'It is on its way by now.')

const longestSubject = 300

const viewOf = (row: Outgoing, { person }: Asking): z.input<typeof outgoingView> => ({
  ...{ id: row.id, person: row.personName, me: row.person === person.id, reply: row.reply },
  recipients: [...row.recipients],
  subject: decodedField(row.head, 'subject', longestSubject),
  sendAt: row.sendAt.toISOString(),
  // What has left and is only to be filed is told by nobody, and never comes here.
  state: row.state === 'filing' ? 'sending' : row.state,
  draft: placeOf(row),
})

const placeOf = ({ draft }: Outgoing) =>
  draft === null ? null : { folder: roleNames.drafts, uid: draft.uid }
