// Addresses that reach several people of the house at once.

import { z } from 'zod'
import {
  communeId,
  counted,
  instant,
  pageOf,
  pageQuery,
  revision,
  routeTable,
  sortQuery,
  uuid,
} from '#http/contract/route.ts'
import { givenName, ofCommune, writtenAddress } from '../text.ts'
import { aliasOrListFilter, newAddress } from './alias-or-list.ts'

export const listSenders = ['anyone', 'department', 'members'] as const

const members = z.array(writtenAddress).max(2000).describe('Addresses of this house, of any commune.')

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

const listNamed = z.object({ list: uuid })
const communeNamed = z.object({ commune: communeId })

export const listRoutes = routeTable({
  'GET /lists': {
    permission: 'read:address',
    summary: 'Lists, by address.',
    query: pageQuery.extend({ ...aliasOrListFilter.shape, ...sortQuery(['address']).shape }),
    answer: pageOf(listRow),
  },
  'GET /lists/count': {
    permission: 'read:address',
    summary: 'How many lists there are.',
    query: aliasOrListFilter,
    answer: counted,
  },
  'GET /lists/export': {
    permission: 'read:address',
    summary: 'Every list of the filter, as a table for a spreadsheet.',
    query: aliasOrListFilter,
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
