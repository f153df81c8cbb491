// Addresses that lead to others: aliases, lists, and forwards of mailboxes. All of them stay inside the département, but
// for external forwards, which the département allows for a time.

import { z } from 'zod'
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
} from './route.ts'
import { directoryFilter, givenName, line, ofCommune, someText, writtenAddress } from './text.ts'

export const listSenders = ['anyone', 'department', 'members'] as const

const filter = directoryFilter.extend({
  search: line(200).optional().describe('Part of the address, or of the name of a list.'),
  target: writtenAddress.optional().describe('Those that lead to this address at once.'),
})

const newAddress = {
  localPart: someText(64).describe('What stands before the @.'),
  domain: someText(253).describe('A domain of the commune that is no alias.'),
}

const targets = z.array(writtenAddress).min(1).max(200).describe('Addresses of this house, of any commune.')
const members = z.array(writtenAddress).max(2000).describe('Addresses of this house, of any commune.')

export const aliasRow = z.object({
  id: uuid,
  address: z.string(),
  commune: ofCommune,
  targets: z.array(z.string()),
  createdAt: instant,
  revision,
})

export const listRow = z.object({
  id: uuid,
  address: z.string(),
  name: z.string(),
  commune: ofCommune,
  senders: z.enum(listSenders).describe('From whom it takes mail.'),
  members: z.int(),
  createdAt: instant,
  revision,
})

export const listView = listRow.extend({ memberAddresses: z.array(z.string()) })

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
})

const aliasNamed = z.object({ alias: uuid })
const listNamed = z.object({ list: uuid })
const mailboxNamed = z.object({ mailbox: mailboxId })
const communeNamed = z.object({ commune: communeId })
const externalNamed = z.object({ mailbox: mailboxId, target: writtenAddress })

export const aliasRoutes = routeTable({
  'GET /aliases': {
    permission: 'read:address',
    summary: 'Aliases, by address.',
    query: pageQuery.extend({ ...filter.shape, ...sortQuery(['address']).shape }),
    answer: pageOf(aliasRow),
  },
  'GET /aliases/count': {
    permission: 'read:address',
    summary: 'How many aliases there are.',
    query: filter,
    answer: counted,
  },
  'GET /aliases/export': {
    permission: 'read:address',
    summary: 'Every alias of the filter, as a table for a spreadsheet.',
    query: filter,
    answer: { file: 'text/csv' },
  },
  'POST /communes/{commune}/aliases': {
    permission: 'change:address',
    summary: 'A new alias.',
    params: communeNamed,
    body: z.strictObject({ ...newAddress, targets }),
    answer: aliasRow,
    status: 201,
  },
  'GET /aliases/{alias}': {
    permission: 'read:address',
    summary: 'One alias.',
    params: aliasNamed,
    answer: aliasRow,
  },
  'PATCH /aliases/{alias}': {
    permission: 'change:address',
    summary: 'Where an alias leads from now on.',
    params: aliasNamed,
    body: z.strictObject({ revision, targets }),
    answer: aliasRow,
  },
  'DELETE /aliases/{alias}': {
    permission: 'change:address',
    summary: 'Takes an alias away; in-use while another alias has no other target.',
    params: aliasNamed,
    answer: null,
  },
})

export const listRoutes = routeTable({
  'GET /lists': {
    permission: 'read:address',
    summary: 'Lists, by address.',
    query: pageQuery.extend({ ...filter.shape, ...sortQuery(['address']).shape }),
    answer: pageOf(listRow),
  },
  'GET /lists/count': {
    permission: 'read:address',
    summary: 'How many lists there are.',
    query: filter,
    answer: counted,
  },
  'GET /lists/export': {
    permission: 'read:address',
    summary: 'Every list of the filter, as a table for a spreadsheet.',
    query: filter,
    answer: { file: 'text/csv' },
  },
  'POST /communes/{commune}/lists': {
    permission: 'change:address',
    summary: 'A new list.',
    params: communeNamed,
    body: z.strictObject({
      ...newAddress,
      name: givenName,
      senders: z.enum(listSenders).default('anyone'),
      members: members.default([]),
    }),
    answer: listView,
    status: 201,
  },
  'GET /lists/{list}': {
    permission: 'read:address',
    summary: 'One list with its members.',
    params: listNamed,
    answer: listView,
  },
  'PATCH /lists/{list}': {
    permission: 'change:address',
    summary: 'Changes a list; members that are given replace those before.',
    params: listNamed,
    body: z.strictObject({
      revision,
      name: givenName.optional(),
      senders: z.enum(listSenders).optional(),
      members: members.optional(),
    }),
    answer: listView,
  },
  'DELETE /lists/{list}': {
    permission: 'change:address',
    summary: 'Takes a list away; in-use while an alias has no other target.',
    params: listNamed,
    answer: null,
  },
})

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
    summary: 'Where the mail of a mailbox is sent on to inside the département, in place of what was before.',
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
