// What was found in outgoing mail: how often, and in which messages somebody answers for it. Kinds and numbers, never a value.

import { z } from 'zod'
import { leakKinds } from '#core/contract.ts'
import { communeId, instant, pageOf, pageQuery, queueId, routeTable } from '#http/contract/route.ts'
import { ofCommune } from '../text.ts'
import { leakActions } from './leak-policy.ts'

/** What became of a message: what was decided, or that its author said why it leaves. */
export const leakOutcomes = [...leakActions, 'justified'] as const

const leakRow = z.object({
  queueId: z.string(),
  at: instant,
  commune: ofCommune,
  mailbox: z.string().nullable().describe('The address it was sent from; null once that is gone.'),
  person: z.string().nullable().describe('Who signed in; null where nobody knows any more.'),
  findings: z.partialRecord(z.enum(leakKinds), z.int()).describe('Different values of each kind.'),
  reason: z.string().nullable().describe('Why it leaves, in its author’s words; null where nobody asked.'),
  approval: z
    .object({
      became: z.enum(['waiting', 'released', 'deleted', 'partly', 'expired']),
      decidedAt: instant.nullable(),
    })
    .nullable()
    .describe('Of a message that somebody had to agree to.'),
})

export const leakRoutes = routeTable({
  'GET /leaks': {
    permission: 'read:trace',
    summary: 'Messages that left for a reason that was asked for, or had to be agreed to, newest first.',
    query: pageQuery.extend({ commune: communeId.optional() }),
    answer: pageOf(leakRow),
  },
  'GET /leaks/{queueId}': {
    permission: 'read:trace',
    summary: 'What was found in one such message, and who answers for it.',
    params: z.object({ queueId }),
    answer: leakRow,
  },
  'GET /leak-counts': {
    permission: 'read:policy',
    summary: 'In how many messages of the last days each kind was found, and what became of them.',
    query: z.object({
      commune: communeId.optional(),
      days: z.coerce.number().int().min(1).max(366).default(30),
    }),
    answer: z.object({
      counts: z.array(
        z.object({ kind: z.enum(leakKinds), outcome: z.enum(leakOutcomes), messages: z.int() }),
      ),
    }),
  },
})
