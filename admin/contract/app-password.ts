// App passwords: one for each device and mailbox, made by the person who uses it, shown once, revoked by them or by those
// who look after the commune.

import { z } from 'zod'
import {
  communeId,
  counted,
  instant,
  mailboxId,
  pageOf,
  pageQuery,
  routeTable,
  uuid,
} from '#http/contract/route.ts'
import { knownPassword } from './person-fields.ts'

export const ownMailbox = z.object({
  id: uuid,
  address: z.string(),
  name: z.string(),
  kind: z.enum(['personal', 'shared']),
  role: z.enum(['owner', 'read', 'write', 'send', 'manage']),
  /** What an app password of this person may open there; both false: the webmail only. */
  imap: z.boolean(),
  smtp: z.boolean(),
  until: instant.nullable().describe('When the access ends; null for never.'),
})

export const ownAppPassword = z.object({
  id: uuid,
  label: z.string(),
  mailbox: z.object({ id: uuid, address: z.string() }),
  imap: z.boolean(),
  smtp: z.boolean(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
})

export const appPasswordRow = ownAppPassword.extend({
  person: z.object({ id: uuid, name: z.string(), email: z.string() }),
  commune: z.object({ id: uuid, name: z.string() }),
})

export const newAppPassword = z
  .strictObject({
    mailbox: mailboxId,
    label: z.string().trim().min(1).max(100).describe('The device: « Téléphone de Marie ».'),
    imap: z.boolean().default(true),
    smtp: z.boolean().default(true),
    password: knownPassword.describe('One’s own: what is made here opens mail for years.'),
  })
  .refine(({ imap, smtp }) => imap || smtp, { path: ['imap'], message: 'It must open something.' })

const appPasswordFilter = z.object({
  commune: communeId.optional(),
  mailbox: mailboxId.optional(),
  search: z.string().max(200).optional().describe('Part of the mailbox’s address, the label or the person.'),
  unused: z.enum(['true', 'false']).optional().describe('Not used for 90 days, or used since.'),
})

const named = z.object({ id: uuid })

export const appPasswordRoutes = routeTable({
  'GET /self/mailboxes': {
    permission: 'self',
    summary: 'The mailboxes that one may open.',
    answer: z.object({ rows: z.array(ownMailbox) }),
  },
  'GET /self/app-passwords': {
    permission: 'self',
    summary: 'One’s own app passwords.',
    answer: z.object({ rows: z.array(ownAppPassword) }),
  },
  'POST /self/app-passwords': {
    permission: 'self',
    summary: 'A new app password, shown in this answer and never again.',
    body: newAppPassword,
    answer: ownAppPassword.extend({ password: z.string() }),
    // Not 201: an answer that may be asked for again would be kept, and the password with it.
  },
  'DELETE /self/app-passwords/{id}': {
    permission: 'self',
    summary: 'Revokes one of one’s own; what it opened ends at once.',
    params: named,
    answer: null,
  },
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
