// Mailboxes: a person's own, or an office's that outlives who holds it.

import { z } from 'zod'
import { takeoverSignals } from '#core/contract.ts'
import {
  communeId,
  counted,
  instant,
  mailboxId,
  pageOf,
  pageQuery,
  revision,
  routeTable,
  sortQuery,
  uuid,
} from '#http/contract/route.ts'
import { directoryFilter, givenName, line, ofCommune, someText, yesOrNo } from '../text.ts'

export const mailboxKinds = ['personal', 'shared'] as const
/** The first that holds; `not-ready`: Dovecot has not made it yet; `sending-stopped`: it receives and sends nothing. */
export const mailboxStates = [
  'suspended',
  'expired',
  'not-ready',
  'sending-stopped',
  'full',
  'active',
] as const

const gigabyte = 1_000_000_000
/** What a mailbox gets where nobody says, and the most that whoever has no `change:quota` gives where no pool is set. */
export const defaultQuotaBytes = gigabyte

const quotaBytes = z
  .int()
  .min(1_000_000)
  .max(1000 * gigabyte)

export const mailboxRow = z.object({
  id: uuid,
  address: z.string(),
  name: z.string().describe('How people call it; may be empty.'),
  kind: z.enum(mailboxKinds),
  state: z.enum(mailboxStates),
  commune: ofCommune,
  owner: z
    .object({ id: uuid, name: z.string(), email: z.string() })
    .nullable()
    .describe('Whose personal mailbox it is; null for a shared one.'),
  usedBytes: z.int().describe('As Dovecot counts it.'),
  messages: z.int(),
  quotaBytes: z.int(),
  people: z.int().describe('How many people may open it today, the owner counted.'),
  aliases: z.array(z.string()).describe('Aliases that lead to it at once, the first twenty.'),
  forwards: z.int().describe('Addresses of this house that its mail is sent on to.'),
  externalForwards: z.int().describe('Addresses outside that its mail may be sent on to today.'),
  forwardKeepsCopy: z.boolean().describe('Delivered here and sent on; false: only sent on.'),
  expiresAt: instant.nullable(),
  suspendedAt: instant.nullable(),
  createdAt: instant,
  revision,
})

export const mailboxView = mailboxRow.extend({
  lastSignInAt: instant.nullable().describe('The last time that somebody opened it with a mail program.'),
  fullSince: instant.nullable(),
  sendingStop: z
    .object({
      since: instant,
      signals: z.array(z.enum(takeoverSignals)).readonly().describe('What speaks for a stolen password.'),
      network: z.string().describe('Where the message came from that led to it.'),
      recipients: z.int().describe('Of its messages within a quarter of an hour.'),
      firstTime: z.int().describe('Of an hour those whom the commune never corresponded with.'),
      held: z.int().describe('Messages of it that wait for somebody.'),
    })
    .nullable()
    .describe('It sends nothing and receives all; null while it may send.'),
})

export const mailboxFilter = directoryFilter.extend({
  search: line(200).optional().describe('Part of the address or of the name.'),
  kind: z.enum(mailboxKinds).optional(),
  suspended: yesOrNo.optional(),
  expired: yesOrNo.optional(),
  nearlyFull: z.literal('true').optional().describe('Nine tenths of its quota or more are used.'),
})

const named = z.object({ mailbox: mailboxId })

export const newMailbox = z.strictObject({
  localPart: someText(64).describe('What stands before the @.'),
  domain: someText(253).describe('A domain of the commune that is no alias.'),
  kind: z.enum(mailboxKinds),
  name: line(200).default('').describe('Left out for a personal one: the name of its owner.'),
  owner: z
    .union([
      z.strictObject({ person: uuid }),
      z.strictObject({ name: givenName, role: z.enum(['manager', 'member']).default('member') }),
    ])
    .nullable()
    .default(null)
    .describe(
      'For a personal mailbox: a person of the commune, or a new one who signs in with its address (change:person).',
    ),
  quotaBytes: quotaBytes.default(defaultQuotaBytes),
  expiresAt: instant.nullable().default(null),
})

export const mailboxChange = z.strictObject({
  revision,
  name: line(200).optional(),
  quotaBytes: quotaBytes
    .optional()
    .describe('More than before takes change:quota, or a pooled quota of the commune that has room for it.'),
  expiresAt: instant.nullable().optional(),
  forwardKeepsCopy: z.boolean().optional(),
})

export const mailboxRoutes = routeTable({
  'GET /mailboxes': {
    permission: 'read:mailbox',
    summary: 'Mailboxes, by address, or by what they hold.',
    query: pageQuery.extend({ ...mailboxFilter.shape, ...sortQuery(['address', 'usage']).shape }),
    answer: pageOf(mailboxRow),
  },
  'GET /mailboxes/count': {
    permission: 'read:mailbox',
    summary: 'How many mailboxes there are.',
    query: mailboxFilter,
    answer: counted,
  },
  'GET /mailboxes/export': {
    permission: 'read:mailbox',
    summary: 'Every mailbox of the filter, as a table for a spreadsheet.',
    query: mailboxFilter,
    answer: { file: 'text/csv' },
  },
  'POST /communes/{commune}/mailboxes': {
    permission: 'change:mailbox',
    summary: 'A new mailbox; it takes mail once Dovecot has made its folders, a moment later.',
    params: z.object({ commune: communeId }),
    body: newMailbox,
    answer: mailboxView,
    status: 201,
  },
  'GET /mailboxes/{mailbox}': {
    permission: 'read:mailbox',
    summary: 'One mailbox.',
    params: named,
    answer: mailboxView,
  },
  'PATCH /mailboxes/{mailbox}': {
    permission: 'change:mailbox',
    summary: 'Changes what is known of a mailbox.',
    params: named,
    body: mailboxChange,
    answer: mailboxView,
  },
  'PUT /mailboxes/{mailbox}/suspension': {
    permission: 'suspend:mailbox',
    summary: 'Suspends a mailbox or ends its suspension: nobody opens it, nothing is received, files stay.',
    params: named,
    body: z.strictObject({ revision, suspended: z.boolean() }),
    answer: mailboxView,
  },
  'DELETE /mailboxes/{mailbox}/sending-stop': {
    permission: 'release:block',
    summary:
      'Lets a mailbox send again whose sending was suspended because it looked like a stolen password. What is held because of it stays so unless it is asked for.',
    params: named,
    query: z.object({ releaseHeld: yesOrNo.default('false') }),
    answer: null,
  },
  'PUT /mailboxes/{mailbox}/owner': {
    permission: 'suspend:mailbox',
    summary:
      'Gives a mailbox to another person of the commune, or makes it an office’s: the end of a mandate.',
    params: named,
    body: z.strictObject({ revision, owner: uuid.nullable() }),
    answer: mailboxView,
  },
  'DELETE /mailboxes/{mailbox}': {
    permission: 'suspend:mailbox',
    summary:
      'Takes a suspended mailbox out of the directory; in-use before it is suspended, or while an alias has no other target; department-decides while its sending is suspended, without release:block. Its files stay on disk.',
    params: named,
    answer: null,
  },
})
