// App passwords: one for each device and mailbox, made by the person who uses it, shown once and revoked by them.

import { z } from 'zod'
import { knownPassword } from './person-fields.ts'
import { instant, mailboxId, routeTable, uuid } from './route.ts'

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

export const newAppPassword = z
  .strictObject({
    mailbox: mailboxId,
    label: z.string().trim().min(1).max(100).describe('The device: « Téléphone de Marie ».'),
    imap: z.boolean().default(true),
    smtp: z.boolean().default(true),
    password: knownPassword.describe('One’s own: what is made here opens mail for years.'),
  })
  .refine(({ imap, smtp }) => imap || smtp, { path: ['imap'], message: 'It must open something.' })

export const ownAppPasswordRoutes = routeTable({
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
    params: z.object({ id: uuid }),
    answer: null,
  },
})
