// The security log: what looked like an attack. The département’s alone.

import { z } from 'zod'
import { sendingBounds, smugglingManners, takeoverSignals } from '#core/contract.ts'
import { instant, pageOf, pageQuery, routeTable } from '#http/contract/route.ts'
import { network } from './network.ts'

const securityEventFilter = z.object({
  kind: z.string().max(50).optional(),
  network: network.optional(),
  since: instant.optional(),
})

export const securityEventRow = z.object({
  id: z.int(),
  at: instant,
  kind: z.string(),
  network: z.string(),
  facts: z
    .object({
      login: z.string().optional().describe('What somebody tried to sign in with.'),
      failures: z.int().optional().describe('Different wrong passwords.'),
      logins: z.int().optional().describe('Logins that were tried.'),
      closedMinutes: z.int().optional().describe('How long it is closed to whoever tried.'),
      connections: z.int().optional().describe('More than so many at once.'),
      refusedSeconds: z.int().optional().describe('How long nothing is taken from there.'),
      manner: z.enum(smugglingManners).optional().describe('How a message was to be hidden in another.'),
      mailbox: z.string().optional().describe('Which mailbox sends.'),
      bound: z.enum(sendingBounds).optional().describe('What its sending reached.'),
      most: z.int().optional().describe('How many recipients that allows.'),
      recipients: z.int().optional().describe('Of its messages within a quarter of an hour.'),
      firstTime: z.int().optional().describe('Of an hour those whom its commune never corresponded with.'),
      signals: z
        .array(z.enum(takeoverSignals))
        .readonly()
        .optional()
        .describe('What speaks for a stolen password.'),
    })
    .describe('What is known of it besides; each only where it has a meaning.'),
})

export const securityEventRoutes = routeTable({
  'GET /security-events': {
    permission: 'read:security',
    summary:
      'What looked like an attack, newest first. The département’s alone: attacks are not a commune’s.',
    query: pageQuery.extend(securityEventFilter.shape),
    answer: pageOf(securityEventRow),
  },
  'GET /security-events/export': {
    permission: 'read:security',
    summary: 'The same rows as a table for a spreadsheet, newest first; 100,000 at most.',
    query: securityEventFilter,
    answer: { file: 'text/csv' },
  },
})
