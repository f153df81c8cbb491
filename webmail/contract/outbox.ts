// What was sent from a box and has not left yet: it can be taken back until then. Checks come first, and a person decides about what
// they find.

import { z } from 'zod'
import { leakKinds } from '#core/contract.ts'
import { instant, mailboxId, routeTable, uuid } from '#http/contract/route.ts'
import { boxParams } from './box.ts'
import { messagePlace } from './conversation.ts'
import { longestMessageId } from './draft.ts'

export const longestUndoSeconds = 30

/** A fact about what is to be sent. What is `final` cannot be waved through: it is changed, or it stays. */
export const sendingQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no-recipient'), final: z.literal(true) }),
  z.object({ kind: z.literal('bad-address'), addresses: z.array(z.string()), final: z.literal(true) }),
  /** Of a domain of ours, where nobody has this address. */
  z.object({ kind: z.literal('unknown-recipient'), addresses: z.array(z.string()), final: z.literal(true) }),
  z.object({ kind: z.literal('no-subject'), final: z.literal(false) }),
  z.object({ kind: z.literal('no-attachment'), word: z.string(), final: z.literal(false) }),
  /** Who is not of the département's communes, in an answer to a message among those who are. */
  z.object({
    kind: z.literal('outside-recipients'),
    addresses: z.array(z.string()),
    final: z.literal(false),
  }),
  /** All of them see each other's address. */
  z.object({ kind: z.literal('many-visible'), count: z.int(), final: z.literal(false) }),
  /** What it seems to hold; never the value. `final`: the commune forbids it. */
  z.object({
    kind: z.literal('leak'),
    /** `where`: `subject`, `body`, `recipients`, or the name of a file. */
    leaks: z.array(z.object({ leak: z.enum(leakKinds), count: z.int(), where: z.string() })),
    action: z.enum(['warn', 'justify', 'hold', 'refuse']),
    final: z.boolean(),
  }),
])

export const outgoingView = z.object({
  id: uuid,
  /** Who sent it. */
  person: z.string(),
  me: z.boolean(),
  recipients: z.array(z.string()),
  subject: z.string(),
  sendAt: instant,
  /**
   * `refused`: it did not leave, `reply` says why, and its author changes it or throws it away. `draft-gone`: its draft was thrown
   * away by another program.
   */
  state: z.enum(['waiting', 'sending', 'refused']),
  reply: z.string(),
  draft: messagePlace.nullable(),
})

/** `current` of `already-answered`: what a colleague answered since whoever sends now saw the conversation. */
export const answerMeanwhile = z.object({
  messageId: z.string(),
  /** Null where another program sent it, or who did is gone: nobody knows who of the box that was. */
  person: z.string().nullable(),
  at: instant,
  /** The hour that it was sent for; null where it has left, or leaves by itself in a moment. */
  leavesAt: instant.nullable(),
  /** Among the drafts as long as it waits to leave. */
  place: messagePlace.nullable(),
})
export type AnswerMeanwhile = z.output<typeof answerMeanwhile>

const outgoingParams = boxParams.extend({ outgoing: uuid })

export const outboxRoutes = routeTable({
  'GET /outbox/refused': {
    permission: 'self',
    summary: 'What whoever is signed in sent and did not leave, from all boxes that they may send from.',
    answer: z.object({ rows: z.array(outgoingView.extend({ box: mailboxId })) }),
  },
  'GET /boxes/{box}/outbox': {
    permission: 'self',
    summary: 'What has not left yet, the soonest first.',
    params: boxParams,
    answer: z.object({ rows: z.array(outgoingView) }),
  },
  'POST /boxes/{box}/outbox': {
    permission: 'self',
    summary:
      'Sends a draft, once what is asked about it is answered. The same change again sends nothing: it says what became of it.',
    params: boxParams,
    body: z.strictObject({
      draft: uuid,
      revision: uuid,
      /** Where it was saved: another message that calls itself the same is not what was seen. */
      uid: z.int().min(1),
      when: z.union([
        z.strictObject({ undoSeconds: z.int().min(0).max(longestUndoSeconds) }),
        z.strictObject({ at: instant }),
      ]),
      /** Kinds of questions that the person has seen and goes past. */
      accepted: z.array(z.string().max(40)).max(20),
      /** Message-IDs of the answers of colleagues that `already-answered` told of: the author sends theirs beside them. */
      seenAnswers: z.array(z.string().max(longestMessageId)).max(50).optional(),
      /** Why it leaves all the same, where the commune wants to know. */
      justification: z.string().max(500).optional(),
    }),
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('waiting'), outgoing: outgoingView }),
      /** Asked for before: this change of the draft has left by now. */
      z.object({ kind: z.literal('left') }),
      /** Asked for before under the same Idempotency-Key, and it was refused meanwhile. */
      z.object({ kind: z.literal('refused'), outgoing: outgoingView }),
      z.object({ kind: z.literal('questions'), questions: z.array(sendingQuestion).min(1) }),
    ]),
  },
  'GET /boxes/{box}/sent-copy': {
    permission: 'self',
    summary: 'Where the copy of what has left lies among what was sent, by its Message-ID.',
    params: boxParams,
    query: z.object({
      messageId: z.string().min(1).max(longestMessageId),
      /** It was sent then, or later. */
      since: instant,
    }),
    answer: z.object({ place: messagePlace.nullable() }),
  },
  'PATCH /boxes/{box}/outbox/{outgoing}': {
    permission: 'self',
    summary: 'Sends it at another hour.',
    params: outgoingParams,
    body: z.strictObject({ sendAt: instant }),
    answer: null,
  },
  'DELETE /boxes/{box}/outbox/{outgoing}': {
    permission: 'self',
    summary: 'Takes it back: its draft is where it was.',
    params: outgoingParams,
    answer: z.object({ draft: messagePlace.nullable() }),
  },
})
