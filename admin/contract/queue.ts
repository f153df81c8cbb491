// Outgoing mail: what waits or is held, for whom and why, and what may be done with it; where it goes, and pauses there. Never
// what a message says.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, queueId, routeTable } from '#http/contract/route.ts'
import { replyKind } from './reply-kind.ts'
import { line, ofCommune, someText, yesOrNo } from './text.ts'

export const heldReasons = ['approval', 'person', 'poison', 'stop'] as const
export const queueStates = ['waiting', 'held'] as const
export const queueOrigins = ['submission', 'forward', 'sieve', 'report'] as const

const heldFor = z
  .enum(heldReasons)
  .nullable()
  .describe(
    '`approval`: leak prevention asks for somebody’s agreement; `person`: somebody held it; `poison`: three tries ended without an answer; `stop`: the sending of its mailbox was suspended.',
  )
/** `local` for our own mailboxes. */
const destination = someText(253).describe('The domain that it goes to; `local` for our own mailboxes.')
const named = z.object({ queueId })
const trying = z.boolean().describe('At this very moment.')

const common = {
  queueId: z.string(),
  commune: ofCommune,
  origin: z.enum(queueOrigins).describe('What put it into the queue.'),
  reversePath: z.string().describe('The envelope sender; empty for a report of ours.'),
  bytes: z.int(),
  acceptedAt: instant,
}

export const queueRow = z.object({
  ...common,
  destination: z.string(),
  recipients: z.array(z.string()).describe('The first of those who do not have it yet.'),
  recipientCount: z.int().describe('Those who do not have it yet.'),
  state: z.enum(queueStates),
  heldFor,
  sendingStopped: z
    .boolean()
    .describe(
      'The sending of its mailbox is suspended: what of it is held leaves by the département’s word.',
    ),
  trying,
  attempts: z.int().describe('Times that all its recipients were tried.'),
  nextAttemptAt: instant.nullable(),
  expiresAt: instant.describe('What has not arrived by then fails, and its sender is told.'),
  kind: replyKind.nullable().describe('What was last answered about them; null before anything was.'),
  paused: z.boolean().describe('Nothing is tried there, because somebody said so.'),
})

const recipient = z.object({
  address: z.string(),
  settledAs: z.enum(['delivered', 'failed', 'expired', 'deleted']).nullable().describe('Null: not yet.'),
  settledAt: instant.nullable(),
  kind: replyKind.nullable(),
  reply: z.string().describe('What the server answered about it, exactly.'),
})

const attempt = z.object({
  at: instant,
  milliseconds: z.int(),
  host: z.string().nullable().describe('The mail host; null when none was reached.'),
  address: z.string().nullable(),
  tls: z.string().describe('What protected it; empty for nothing.'),
  delivered: z.int(),
  failed: z.int(),
  deferred: z.int(),
  kind: replyKind.describe('Of the recipient that fared worst.'),
  reply: z.string(),
})

export const queuedDelivery = z.object({
  destination: z.string(),
  state: z.enum([...queueStates, 'done']),
  heldFor,
  trying,
  paused: z.boolean(),
  attempts: z.int(),
  nextAttemptAt: instant.nullable(),
  expiresAt: instant,
  recipientCount: z.int(),
  recipients: z.array(recipient).describe('The first hundred, the open ones before the others.'),
  history: z.array(attempt).describe('The last twenty attempts, the newest first.'),
})

export const queuedMessage = z.object({
  ...common,
  mailbox: z.string().nullable().describe('The mailbox that it was sent from.'),
  stoppedMailbox: z
    .uuid()
    .nullable()
    .describe('That mailbox, while its sending is suspended, or was when it was deleted.'),
  leaks: z
    .array(z.object({ kind: z.string(), count: z.int(), fr: z.string(), en: z.string() }))
    .describe('What leak prevention found: kinds and how many, never a value.'),
  deliveryCount: z.int(),
  deliveries: z.array(queuedDelivery).describe('The first fifty, the open ones before the others.'),
})

const queueFilter = z.object({
  commune: communeId.optional(),
  state: z.enum(queueStates).optional(),
  heldFor: z.enum(heldReasons).optional(),
  destination: destination.optional(),
  search: line(200).optional().describe('Part of an address or of the destination, or a whole id.'),
})

/** Left out: wherever it goes. */
const chosen = z.strictObject({ destination: destination.optional() })
const decided = z.object({ deliveries: z.int().min(1).describe('How many it was done to.') })

export const destinationRow = z.object({
  destination: z.string(),
  waiting: z.int(),
  held: z.int(),
  trying: z.int(),
  oldestAt: instant.nullable().describe('When the oldest of them was accepted.'),
  paused: z
    .object({
      since: instant,
      until: instant.nullable().describe('Null until somebody resumes it.'),
      reason: z.string(),
    })
    .nullable(),
  trouble: z
    .object({
      since: instant,
      atOnce: z.int().describe('Deliveries that are tried at once, for as long as it has trouble.'),
      restsUntil: instant.nullable().describe('Nothing is tried before.'),
      kind: replyKind,
      reply: z.string().nullable().describe('Null for whoever looks after one commune: it may name others.'),
    })
    .nullable()
    .describe('Null where all is well.'),
})

const destinationFilter = z.object({
  search: line(200).optional().describe('Part of the name.'),
  stopped: yesOrNo.optional().describe('Paused, or in trouble.'),
})

export const pauseWish = z.strictObject({
  reason: someText(200),
  until: instant.nullable().default(null).describe('Null until somebody resumes it.'),
})

const atDestination = z.object({ destination })

export const queueRoutes = routeTable({
  'GET /queue': {
    permission: 'read:queue',
    summary:
      'Outgoing mail that is not delivered yet: a message once for each domain it goes to, newest first.',
    query: pageQuery.extend(queueFilter.shape),
    answer: pageOf(queueRow),
  },
  'GET /queue/count': {
    permission: 'read:queue',
    summary: 'How much outgoing mail waits and is held.',
    query: queueFilter,
    answer: z.object({ count: z.int(), waiting: z.int(), held: z.int(), approval: z.int() }),
  },
  'GET /queue/export': {
    permission: 'read:queue',
    summary: 'The same rows as a table for a spreadsheet; never what a message says.',
    query: queueFilter,
    answer: { file: 'text/csv' },
  },
  'GET /queue/{queueId}': {
    permission: 'read:queue',
    summary: 'One outgoing message: recipients, attempts and what each server answered.',
    params: named,
    answer: queuedMessage,
  },
  'POST /queue/{queueId}/hold': {
    permission: 'change:queue',
    summary: 'Holds what waits of it. What is being tried goes on, and is held when it must wait.',
    params: named,
    body: chosen,
    answer: decided,
  },
  'POST /queue/{queueId}/release': {
    permission: 'change:queue',
    summary:
      'Lets it go, for whatever reason it is held: tried at once. Agrees to what leak prevention holds. Without release:block it is department-decides where it is set aside, or the sending of its mailbox suspended.',
    params: named,
    body: chosen,
    answer: decided,
  },
  'POST /queue/{queueId}/retry': {
    permission: 'change:queue',
    summary: 'Tries it now, although it were to rest; for the département although its destination were to.',
    params: named,
    body: chosen,
    answer: decided,
  },
  'DELETE /queue/{queueId}': {
    permission: 'change:queue',
    summary: 'Deletes it; nobody is told. What is being tried at this moment is not deleted.',
    params: named,
    query: chosen,
    answer: decided,
  },
  'GET /destinations': {
    permission: 'read:queue',
    summary: 'Where outgoing mail goes, the busiest first, with pauses and trouble.',
    query: pageQuery.extend(destinationFilter.shape),
    answer: pageOf(destinationRow),
  },
  'GET /destinations/export': {
    permission: 'read:queue',
    summary: 'The same rows as a table for a spreadsheet.',
    query: destinationFilter,
    answer: { file: 'text/csv' },
  },
  'PUT /destinations/{destination}/pause': {
    permission: 'pause:destination',
    summary:
      'Nothing is tried there until it is resumed, for all communes; what waits does not expire meanwhile.',
    params: atDestination,
    body: pauseWish,
    answer: destinationRow,
  },
  'DELETE /destinations/{destination}/pause': {
    permission: 'pause:destination',
    summary: 'Resumes it: what waits is tried as it is due, with a day to go at least.',
    params: atDestination,
    answer: destinationRow,
  },
})
