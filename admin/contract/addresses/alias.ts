// Addresses that lead to others, inside the département.

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
import { ofCommune, writtenAddress } from '../text.ts'
import { aliasOrListFilter, newAddress } from './alias-or-list.ts'

const targets = z.array(writtenAddress).min(1).max(200).describe('Addresses of this house, of any commune.')

export const aliasRow = z.object({
  id: uuid,
  address: z.string(),
  commune: ofCommune,
  targets: z.array(z.string()),
  createdAt: instant,
  revision,
})

const aliasNamed = z.object({ alias: uuid })
const communeNamed = z.object({ commune: communeId })

export const aliasRoutes = routeTable({
  'GET /aliases': {
    permission: 'read:address',
    summary: 'Aliases, by address.',
    query: pageQuery.extend({ ...aliasOrListFilter.shape, ...sortQuery(['address']).shape }),
    answer: pageOf(aliasRow),
  },
  'GET /aliases/count': {
    permission: 'read:address',
    summary: 'How many aliases there are.',
    query: aliasOrListFilter,
    answer: counted,
  },
  'GET /aliases/export': {
    permission: 'read:address',
    summary: 'Every alias of the filter, as a table for a spreadsheet.',
    query: aliasOrListFilter,
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
