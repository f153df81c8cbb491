// The people of communes. Neither passwords nor secrets of factors are ever shown.

import { z } from 'zod'
import { roles } from '#core/contract.ts'
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
import { directoryFilter, givenName, line, ofCommune, writtenAddress, yesOrNo } from '../text.ts'

/** What is given here; those of the département's team are given by its own routes. */
export const communeRoles = ['manager', 'member'] as const

export const personRow = z.object({
  id: uuid,
  name: z.string(),
  email: z.string().describe('The address they sign in with.'),
  role: z.enum(roles),
  commune: ofCommune,
  activated: z.boolean().describe('They have chosen a password.'),
  secondFactor: z.boolean(),
  mailboxes: z.int().describe('How many mailboxes they may open today, their own counted.'),
  lastSignInAt: instant.nullable(),
  suspendedAt: instant.nullable(),
  createdAt: instant,
  revision,
})

export const personFilter = directoryFilter.extend({
  search: line(200).optional().describe('Part of the name or of the address.'),
  role: z.enum(roles).optional(),
  withoutFactor: z.literal('true').optional().describe('No second factor is set up.'),
  activated: yesOrNo.optional(),
  suspended: yesOrNo.optional(),
})

const named = z.object({ person: uuid })

export const newPerson = z.strictObject({
  name: givenName,
  email: writtenAddress.describe(
    'What they sign in with: in a domain of the commune, or of nobody who is hosted here.',
  ),
  role: z.enum(communeRoles).default('member'),
})

export const personRoutes = routeTable({
  'GET /persons': {
    permission: 'read:person',
    summary: 'People, by name.',
    query: pageQuery.extend({ ...personFilter.shape, ...sortQuery(['name']).shape }),
    answer: pageOf(personRow),
  },
  'GET /persons/count': {
    permission: 'read:person',
    summary: 'How many people there are.',
    query: personFilter,
    answer: counted,
  },
  'GET /persons/export': {
    permission: 'read:person',
    summary: 'Everybody of the filter, as a table for a spreadsheet.',
    query: personFilter,
    answer: { file: 'text/csv' },
  },
  'POST /communes/{commune}/persons': {
    permission: 'change:person',
    summary: 'A new person, without password: a letter with a code gives the first access.',
    params: z.object({ commune: communeId }),
    body: newPerson,
    answer: personRow,
    status: 201,
  },
  'GET /persons/{person}': {
    permission: 'read:person',
    summary: 'One person.',
    params: named,
    answer: personRow,
  },
  'PATCH /persons/{person}': {
    permission: 'change:person',
    summary: 'Changes the name or the role of a person of a commune; nobody changes their own role.',
    params: named,
    body: z.strictObject({
      revision,
      name: givenName.optional(),
      role: z.enum(communeRoles).optional(),
    }),
    answer: personRow,
  },
  'PUT /persons/{person}/suspension': {
    permission: 'change:person',
    summary: 'Suspends a person, and ends all their sessions, or ends the suspension; never oneself.',
    params: named,
    body: z.strictObject({ revision, suspended: z.boolean() }),
    answer: personRow,
  },
  'DELETE /persons/{person}': {
    permission: 'change:person',
    summary: 'Takes a person away with all their access; in-use while they own a mailbox.',
    params: named,
    answer: null,
  },
})
