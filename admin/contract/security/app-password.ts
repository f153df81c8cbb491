// App passwords as those see and revoke them who look after a commune.

import { z } from 'zod'
import { ownAppPassword } from '#http/contract/own-app-password.ts'
import { communeId, counted, mailboxId, pageOf, pageQuery, routeTable, uuid } from '#http/contract/route.ts'

export const appPasswordRow = ownAppPassword.extend({
  person: z.object({ id: uuid, name: z.string(), email: z.string() }),
  commune: z.object({ id: uuid, name: z.string() }),
})

const appPasswordFilter = z.object({
  commune: communeId.optional(),
  mailbox: mailboxId.optional(),
  search: z.string().max(200).optional().describe('Part of the mailbox’s address, the label or the person.'),
  unused: z.enum(['true', 'false']).optional().describe('Not used for 90 days, or used since.'),
})

const named = z.object({ id: uuid })

export const appPasswordRoutes = routeTable({
  'GET /app-passwords': {
    permission: 'read:app-password',
    summary: 'App passwords, by mailbox.',
    query: pageQuery.extend(appPasswordFilter.shape),
    answer: pageOf(appPasswordRow),
  },
  'GET /app-passwords/count': {
    permission: 'read:app-password',
    summary: 'How many app passwords there are.',
    query: appPasswordFilter,
    answer: counted,
  },
  'GET /app-passwords/export': {
    permission: 'read:app-password',
    summary: 'Every app password of the filter, as a table for a spreadsheet; never a password itself.',
    query: appPasswordFilter,
    answer: { file: 'text/csv' },
  },
  'DELETE /app-passwords/{id}': {
    permission: 'revoke:app-password',
    summary: 'Revokes an app password; what it opened ends at once.',
    params: named,
    answer: null,
  },
})
