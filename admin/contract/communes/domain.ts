// The domains of communes. A domain that is an alias of another has the addresses of that one and none of its own.

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
} from '#http/contract/route.ts'
import { directoryFilter, ofCommune, someText, writtenAddress } from '../text.ts'

const domainName = someText(253).describe('With accents or as an A-label; it is kept as an A-label.')

export const domainRow = z.object({
  name: z.string().describe('A-label, in lower case.'),
  commune: ofCommune,
  aliasOf: z.string().nullable().describe('Every address of that domain exists under this name too.'),
  catchAll: z.string().nullable().describe('Takes what is sent to an address that does not exist.'),
  mailboxes: z.int(),
  aliases: z.int(),
  lists: z.int(),
  aliasDomains: z.array(z.string()).describe('Domains that are an alias of this one.'),
  createdAt: instant,
  revision,
})

const named = z.object({ domain: domainName })

export const newDomain = z.strictObject({
  name: domainName,
  aliasOf: domainName.nullable().default(null).describe('A domain of the same commune.'),
})

export const domainChange = z.strictObject({
  revision,
  aliasOf: domainName.nullable().optional(),
  catchAll: writtenAddress.nullable().optional().describe('An address of the same commune.'),
})

export const domainRoutes = routeTable({
  'GET /domains': {
    permission: 'read:domain',
    summary: 'Domains, by name.',
    query: pageQuery.extend({ ...directoryFilter.shape, ...sortQuery(['name']).shape }),
    answer: pageOf(domainRow),
  },
  'GET /domains/count': {
    permission: 'read:domain',
    summary: 'How many domains there are.',
    query: directoryFilter,
    answer: counted,
  },
  'GET /domains/export': {
    permission: 'read:domain',
    summary: 'Every domain of the filter, as a table for a spreadsheet.',
    query: directoryFilter,
    answer: { file: 'text/csv' },
  },
  'GET /domains/{domain}': {
    permission: 'read:domain',
    summary: 'One domain.',
    params: named,
    answer: domainRow,
  },
  'POST /communes/{commune}/domains': {
    permission: 'change:domain',
    summary: 'A new domain of a commune.',
    params: z.object({ commune: communeId }),
    body: newDomain,
    answer: domainRow,
    status: 201,
  },
  'PATCH /domains/{domain}': {
    permission: 'change:domain',
    summary:
      'Makes a domain the alias of another one, or chooses who takes mail for addresses it does not have.',
    params: named,
    body: domainChange,
    answer: domainRow,
  },
  'DELETE /domains/{domain}': {
    permission: 'change:domain',
    summary: 'Takes a domain away; in-use while it has addresses or another domain is its alias.',
    params: named,
    answer: null,
  },
})
