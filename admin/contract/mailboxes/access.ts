// Who may open which mailbox, as what and for how long. A secretary may have access in several communes.

import { z } from 'zod'
import { instant, mailboxId, routeTable, uuid } from '#http/contract/route.ts'
import { ofCommune, writtenAddress } from '../text.ts'
import { mailboxKinds } from './mailbox.ts'

export const accessRoles = ['read', 'write', 'send', 'manage'] as const
/** `owner` needs no row: it is the person of a personal mailbox. */
export const shownAccessRoles = ['owner', ...accessRoles] as const

const granted = {
  role: z.enum(shownAccessRoles),
  from: instant.nullable().describe('Null for the owner.'),
  until: instant.nullable(),
  state: z.enum(['future', 'current', 'over']),
}

/** One person's access to the mailbox that was asked for. */
export const accessRow = z.object({
  person: z.object({
    id: uuid,
    name: z.string(),
    email: z.string(),
    commune: ofCommune,
    suspended: z.boolean(),
  }),
  ...granted,
})

/** One mailbox that the person who was asked for may open. */
export const openedMailbox = z.object({
  mailbox: z.object({
    id: uuid,
    address: z.string(),
    name: z.string(),
    kind: z.enum(mailboxKinds),
    commune: ofCommune,
  }),
  ...granted,
})

const term = {
  role: z.enum(accessRoles),
  from: instant.optional().describe('Left out: as it was, or from now on.'),
  until: instant.nullable().default(null).describe('Null: until it is taken away.'),
}

const named = z.object({ mailbox: mailboxId })
const pair = z.object({ mailbox: mailboxId, person: uuid })

export const accessRoutes = routeTable({
  'GET /mailboxes/{mailbox}/access': {
    permission: 'read:access',
    summary: 'Who may open a mailbox, its owner first.',
    params: named,
    answer: z.object({ rows: z.array(accessRow) }),
  },
  'GET /mailboxes/{mailbox}/access/export': {
    permission: 'read:access',
    summary: 'Who may open a mailbox, as a table for a spreadsheet.',
    params: named,
    answer: { file: 'text/csv' },
  },
  'POST /mailboxes/{mailbox}/access': {
    permission: 'change:access',
    summary: 'Opens a mailbox to a person named by the address they sign in with, of whatever commune.',
    params: named,
    body: z.strictObject({ email: writtenAddress, ...term }),
    answer: accessRow,
    status: 201,
  },
  'PUT /mailboxes/{mailbox}/access/{person}': {
    permission: 'change:access',
    summary: 'What one person may do with a mailbox, in place of what they could before.',
    params: pair,
    body: z.strictObject(term),
    answer: accessRow,
  },
  'DELETE /mailboxes/{mailbox}/access/{person}': {
    permission: 'change:access',
    summary: 'Takes a person’s access to a mailbox away, and revokes their app passwords for it.',
    params: pair,
    answer: null,
  },
  'GET /persons/{person}/access': {
    permission: 'read:access',
    summary: 'The mailboxes that a person may open, as far as whoever asks may see them.',
    params: z.object({ person: uuid }),
    answer: z.object({ rows: z.array(openedMailbox) }),
  },
})
