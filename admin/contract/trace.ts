// What became of messages: the search by address, and the journey of one in steps that a client says in words.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, queueId, routeTable, uuid } from '#http/contract/route.ts'

export const outcomes = [
  'delivered',
  'junk',
  'forwarded',
  'held',
  'waiting',
  'refused',
  'deferred',
  'deleted',
  'expired',
  'sent',
  'returned',
] as const

const tenant = z.object({ id: uuid, name: z.string() })

export const traceRow = z.object({
  id: z.int(),
  at: instant,
  queueId: z.string(),
  commune: tenant,
  reversePath: z.string().describe('The envelope sender; empty for a notification.'),
  authorDomain: z.string().nullable(),
  recipient: z.string().describe('The mailbox.'),
  given: z.array(z.string()).describe('What the sender named, where that was not the mailbox alone.'),
  bytes: z.int(),
  outcome: z.enum(outcomes),
  reason: z.string(),
})

const step = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ kind: z.literal(kind), at: instant, ...shape })

/** In the order they happened. */
export const traceStep = z.discriminatedUnion('kind', [
  step('received', { client: z.string(), reversePath: z.string(), bytes: z.int() }),
  step('authenticated', {
    authorDomain: z.string().nullable(),
    spf: z.string(),
    dkim: z.array(z.object({ domain: z.string(), result: z.string() })),
    dmarc: z.string(),
    arc: z.string(),
  }),
  step('filtered', {
    score: z.number().nullable(),
    symbols: z.record(z.string(), z.number()).describe('Rules that moved the score most.'),
    findings: z.array(z.string()),
  }),
  step('released', {
    recipients: z.array(z.string()),
    by: z
      .string()
      .nullable()
      .describe('Who chose it; null where nobody signed in for it, as by a link of the daily letter.'),
  }),
  step('settled', {
    recipients: z.array(z.string()),
    outcome: z.enum(outcomes),
    reason: z.string(),
    reply: z.string().describe('The server’s exact reply; empty where there was none.'),
    later: z.boolean().describe('False for what was decided while the sender waited for its answer.'),
    by: z
      .string()
      .nullable()
      .describe('Who deleted it from quarantine; null otherwise, and where nobody signed in for it.'),
    takenBy: z
      .object({
        host: z.string(),
        address: z.string(),
        tls: z
          .string()
          .describe(
            'What protected it, `TLSv1.3`, and after it what the server was proven by: `dane`, `mta-sts`, or `verified` for a relay of ours; empty for nothing.',
          ),
      })
      .nullable()
      .describe('The mail host that took it; null for what was not sent, and for what was sent long ago.'),
  }),
  step('next-try', {
    recipients: z.array(z.string()),
    attempts: z.int(),
    reply: z.string().describe('What was answered to the last try.'),
  }),
])
export type TraceStep = z.infer<typeof traceStep>

export const traceView = z.object({
  queueId: z.string(),
  receivedAt: instant,
  reversePath: z.string(),
  recipients: z.array(
    z.object({
      address: z.string(),
      given: z.array(z.string()),
      commune: tenant,
      outcome: z.enum(outcomes).describe('As it stands now.'),
      heldAs: z.string().nullable().describe('Where it is held: its id among held messages.'),
    }),
  ),
  steps: z.array(traceStep),
})

const traceFilter = z.object({
  address: z
    .string()
    .trim()
    .min(2)
    .max(320)
    .optional()
    .describe('Sender, mailbox, or what was named; `<>` for notifications.'),
  commune: communeId.optional(),
  queueId: queueId.optional(),
  outcome: z.enum(outcomes).optional(),
  since: instant.optional(),
  until: instant.optional(),
})

export const traceRoutes = routeTable({
  'GET /traces': {
    permission: 'read:trace',
    summary: 'What became of messages, newest first, once for each mailbox.',
    query: pageQuery.extend(traceFilter.shape),
    answer: pageOf(traceRow),
  },
  'GET /traces/export': {
    permission: 'read:trace',
    summary: 'The same rows as a table for a spreadsheet, newest first; 100,000 at most.',
    query: traceFilter,
    answer: { file: 'text/csv' },
  },
  'GET /traces/{queueId}': {
    permission: 'read:trace',
    summary: 'The journey of one message, as far as its recipients are in sight.',
    params: z.object({ queueId }),
    answer: traceView,
  },
})
