// Where the mail of a mailbox is sent on to: inside the département, and for a time outside, where the département allows it.

import { z } from 'zod'
import { communeId, instant, mailboxId, revision, routeTable, uuid } from '#http/contract/route.ts'
import { line, writtenAddress } from '../text.ts'

export const externalForwardRow = z.object({
  target: z.string(),
  reason: z.string(),
  until: instant,
  state: z.enum(['current', 'over']),
  createdAt: instant,
})

export const forwardsView = z.object({
  mailbox: z.object({ id: uuid, address: z.string(), revision }),
  targets: z.array(z.string()),
  keepsCopy: z.boolean().describe('Delivered here and sent on; false: only sent on.'),
  external: z.array(externalForwardRow),
  externalForbidden: z
    .boolean()
    .describe('The policy of the département or of the commune forbids all of them: none has any effect.'),
})

const mailboxNamed = z.object({ mailbox: mailboxId })
const externalNamed = z.object({ mailbox: mailboxId, target: writtenAddress })

export const forwardRoutes = routeTable({
  'GET /forwards/export': {
    permission: 'read:address',
    summary: 'Every forward of the filter, to inside and to outside, as a table for a spreadsheet.',
    query: z.object({ commune: communeId.optional(), mailbox: mailboxId.optional() }),
    answer: { file: 'text/csv' },
  },
  'GET /mailboxes/{mailbox}/forwards': {
    permission: 'read:address',
    summary: 'Where the mail of a mailbox is sent on to.',
    params: mailboxNamed,
    answer: forwardsView,
  },
  'PUT /mailboxes/{mailbox}/forwards': {
    permission: 'change:address',
    summary:
      'Where the mail of a mailbox is sent on to inside the département, in place of what was before; a key takes targets away and adds none.',
    params: mailboxNamed,
    body: z.strictObject({
      revision: revision.describe('Of the mailbox.'),
      targets: z.array(writtenAddress).max(50).describe('Addresses of this house, of any commune.'),
      keepsCopy: z.boolean(),
    }),
    answer: forwardsView,
  },
  'DELETE /mailboxes/{mailbox}/forwards': {
    permission: 'change:address',
    summary: 'Ends every forward inside the département.',
    params: mailboxNamed,
    answer: null,
  },
  'PUT /mailboxes/{mailbox}/external-forwards/{target}': {
    permission: 'allow:external-forward',
    summary: 'Allows mail to be sent on to an address outside, for a year at most; an alert says so.',
    params: externalNamed,
    body: z.strictObject({ reason: line(500).min(3), until: instant }),
    answer: forwardsView,
  },
  'DELETE /mailboxes/{mailbox}/external-forwards/{target}': {
    permission: 'change:address',
    summary: 'Ends a forward to the outside.',
    params: externalNamed,
    answer: null,
  },
})
