// Held mail: what waits for somebody to decide about it, what it says in safe text, and what may be done with it.

import { z } from 'zod'
import { communeId, instant, pageOf, pageQuery, queueId, routeTable, uuid } from '#http/contract/route.ts'

const tenant = z.object({ id: uuid, name: z.string() })
const address = z.string().trim().min(3).max(320)
/** Named by the id that a held message has while it is held. */
const named = z.object({ queueId })

export const heldDecisions = ['release', 'delete'] as const

const heldCommon = {
  queueId: z.string(),
  author: z.string().describe('The address in From; empty when it names none that can be read.'),
  reversePath: z.string(),
  reason: z.string().describe('Why it is held, a reason of the trace: `virus`, `suspicion`, `attachment`…'),
  findings: z.array(z.string()).describe('Marks of what our filters found, from the trace.'),
  dangerous: z.boolean().describe('Harm is likely if it is opened: no mere matter of taste.'),
  score: z.number().nullable(),
  bytes: z.int(),
  since: instant,
  expiresAt: instant.describe('Deleted then, if nobody decides.'),
  deciding: z.enum(heldDecisions).nullable().describe('Asked for already, and done in a moment.'),
}

/** A message once for each commune that it is held for. */
export const heldRow = z.object({
  ...heldCommon,
  commune: tenant,
  recipients: z.array(z.string()),
})

export const heldView = z.object({
  ...heldCommon,
  receivedAs: z.string().describe('The id that the sender was told; the trace knows it by this one.'),
  recipients: z.array(
    z.object({
      address: z.string(),
      commune: tenant,
      reason: z.string(),
      since: instant,
      deciding: z.enum(heldDecisions).nullable(),
    }),
  ),
  releasable: z.boolean().describe('False for a virus: that takes the command line on the machine.'),
  client: z.string().nullable(),
  authorDomain: z.string().nullable(),
  authentication: z
    .object({ spf: z.string(), dkim: z.string(), dmarc: z.string(), arc: z.string() })
    .nullable()
    .describe('Null when the trace does not know the message any more.'),
})

const heldFilter = z.object({
  commune: communeId.optional(),
  recipient: address.optional(),
  reason: z
    .string()
    .regex(/^[a-z-]{3,40}$/)
    .optional(),
  dangerous: z.enum(['true', 'false']).optional(),
  search: z.string().max(200).optional().describe('Part of the author’s or a recipient’s address.'),
})

export const heldPreview = z.object({
  subject: z.string(),
  from: z.string().describe('As the message writes it, name and address.'),
  to: z.string(),
  date: instant.nullable(),
  text: z.string().describe('Plain text alone, HTML reduced to it; nothing is loaded.'),
  cut: z.boolean().describe('Whether there is more text than shown.'),
  links: z.array(z.string()).describe('Hosts that links lead to.'),
  suspicions: z
    .array(z.object({ mark: z.string(), resembles: z.string() }))
    .describe('Why it may not be from whom it seems, and whose name or domain it resembles.'),
  attachments: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      bytes: z.int(),
      marks: z.array(z.string()).describe('What our filters found in a file of this name.'),
    }),
  ),
})

/** Left out: everybody in whoever’s sight that it is held for. */
const recipients = z.array(address).min(1).max(500).optional()

export const heldRelease = z.strictObject({
  recipients,
  allowSender: z.boolean().default(false).describe('Take what this author sends and can prove from now on.'),
  learn: z.boolean().default(false).describe('Teach the filter that this is no spam.'),
})

export const heldDecided = z.object({
  recipients: z.array(z.string()),
  deciding: z.enum(heldDecisions),
})

export const heldRoutes = routeTable({
  'GET /held': {
    permission: 'read:held',
    summary: 'Held messages, newest first, once for each commune.',
    query: pageQuery.extend(heldFilter.shape),
    answer: pageOf(heldRow),
  },
  'GET /held/count': {
    permission: 'read:held',
    summary: 'How many held messages there are.',
    query: heldFilter,
    answer: z.object({ count: z.int(), dangerous: z.int(), communes: z.int() }),
  },
  'GET /held/export': {
    permission: 'read:held',
    summary: 'Every held message of the filter, as a table for a spreadsheet; never what it says.',
    query: heldFilter,
    answer: { file: 'text/csv' },
  },
  'GET /held/{queueId}': {
    permission: 'read:held',
    summary: 'One held message, and why.',
    params: named,
    answer: heldView,
  },
  'POST /held/{queueId}/preview': {
    permission: 'preview:held',
    summary: 'What it says, as safe text. The look is written into the audit log, where the commune sees it.',
    params: named,
    body: z.strictObject({}),
    answer: heldPreview,
  },
  'POST /held/{queueId}/release': {
    permission: 'decide:held',
    summary: 'Delivers it to the inbox. A virus is never released here.',
    params: named,
    body: heldRelease,
    answer: heldDecided,
    status: 202,
  },
  'DELETE /held/{queueId}': {
    permission: 'decide:held',
    summary: 'Deletes it, for everybody in whoever’s sight that it is held for, or for some.',
    params: named,
    query: z.object({
      recipients: z.string().max(5000).optional().describe('Addresses, separated by commas.'),
    }),
    answer: heldDecided,
    status: 202,
  },
  'POST /held/{queueId}/block-sender': {
    permission: 'decide:held',
    summary: 'Refuses what its author, or the whole domain, sends from now on, and deletes this message.',
    params: named,
    body: z.strictObject({
      kind: z.enum(['address', 'domain']).default('address'),
      everywhere: z
        .boolean()
        .default(false)
        .describe('For every commune: the département alone may ask for it.'),
    }),
    answer: z.object({ value: z.string(), deciding: z.enum(heldDecisions) }),
    status: 202,
  },
})
