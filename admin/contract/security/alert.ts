// What somebody must look at.

import { z } from 'zod'
import { takeoverSignals } from '#core/contract.ts'
import { instant, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'

const alertFilter = z.object({ seen: z.enum(['true', 'false']).optional() })

export const alertRow = z.object({
  id: uuid,
  kind: z.string().describe('`password-guessing`, `distributed-guessing`, `credential-stuffing`…'),
  subject: z.string(),
  commune: z.object({ id: uuid, name: z.string() }).nullable(),
  facts: z
    .object({
      until: instant.optional().describe('When such an act ends by itself.'),
      failures: z.int().optional().describe('Wrong passwords.'),
      logins: z.int().optional().describe('Logins that were tried.'),
      networks: z.int().optional().describe('Networks that tried.'),
      network: z.string().optional().describe('The one that tried.'),
      closedMinutes: z.int().optional().describe('How long it is closed to whoever tried.'),
      recipients: z.int().optional().describe('Of what a mailbox sent within a quarter of an hour.'),
      firstTime: z.int().optional().describe('Of an hour those whom its commune never corresponded with.'),
      signals: z
        .array(z.enum(takeoverSignals))
        .readonly()
        .optional()
        .describe('What speaks for a stolen password.'),
      queueId: z.string().optional().describe('The outgoing message that it is about.'),
    })
    .describe('What is known of it besides; each only where it has a meaning.'),
  by: z.string().nullable().describe('Who did it last, where it is an act and no attack.'),
  to: z.string().nullable().describe('The address that such an act gives mail to.'),
  mailbox: uuid.nullable().describe('The one that it is about, where its page is where to do something.'),
  stoppedMailbox: uuid.nullable().describe('Whose sending is suspended still, where it is about that.'),
  since: instant,
  lastAt: instant,
  times: z.int(),
  seenAt: instant.nullable(),
})

export const alertRoutes = routeTable({
  'GET /alerts': {
    permission: 'read:security',
    summary: 'What somebody must look at, newest first.',
    query: pageQuery.extend(alertFilter.shape),
    answer: pageOf(alertRow),
  },
  'GET /alerts/export': {
    permission: 'read:security',
    summary: 'Every alert of the filter, as a table for a spreadsheet.',
    query: alertFilter,
    answer: { file: 'text/csv' },
  },
  'PUT /alerts/{alert}/seen': {
    permission: 'release:block',
    summary: 'Somebody looked; the next time raises it anew.',
    params: z.object({ alert: uuid }),
    answer: null,
  },
})
