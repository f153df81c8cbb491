// The communes of the département.

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

export const communeRow = z.object({
  id: uuid,
  name: z.string(),
  inseeCode: z.string(),
  postcode: z.string().nullable(),
  population: z.int().nullable(),
  domains: z.array(z.string()),
  mailboxes: z.int(),
  usedBytes: z.int().describe('What its mailboxes hold, as Dovecot counts it.'),
  allowedBytes: z.int().describe('The sum of its mailboxes’ quotas, or the pooled quota where it has one.'),
  cameIn: z
    .boolean()
    .describe('One of its people, or somebody who opens a mailbox of it, has opened their access.'),
  lettersAt: instant
    .nullable()
    .describe('When a code of first access was made last for one of its people; null for never.'),
  suspendedAt: instant.nullable(),
  createdAt: instant,
})

export const communeView = communeRow.extend({
  siren: z.string().nullable(),
  siret: z.string().nullable(),
  quotaBytes: z.int().nullable(),
  revision,
})

const communeFilter = z.object({
  search: z.string().max(200).optional().describe('Part of the name, INSEE code or postcode.'),
  suspended: z.enum(['true', 'false']).optional(),
})

const named = z.object({ commune: communeId })

export const communeChange = z.strictObject({
  revision,
  name: z.string().trim().min(1).max(200).optional(),
  postcode: z
    .string()
    .regex(/^\d{5}$/)
    .nullable()
    .optional(),
  population: z.int().min(0).max(100_000_000).nullable().optional(),
  siren: z
    .string()
    .regex(/^\d{9}$/)
    .nullable()
    .optional(),
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .nullable()
    .optional(),
  quotaBytes: z.int().min(1_000_000).max(1_000_000_000_000_000).nullable().optional(),
})

export const newCommune = z.strictObject({
  name: z.string().trim().min(1).max(200),
  inseeCode: z.string().regex(/^(\d{2}|2[AB])\d{3}$/),
  postcode: z
    .string()
    .regex(/^\d{5}$/)
    .nullable()
    .default(null),
  population: z.int().min(0).max(100_000_000).nullable().default(null),
  siren: z
    .string()
    .regex(/^\d{9}$/)
    .nullable()
    .default(null),
})

export const communeRoutes = routeTable({
  'GET /communes': {
    permission: 'read:commune',
    summary: 'Communes, by name, or by what their mailboxes come to.',
    query: pageQuery.extend({ ...communeFilter.shape, ...sortQuery(['name', 'mailboxes', 'usage']).shape }),
    answer: pageOf(communeRow),
  },
  'GET /communes/count': {
    permission: 'read:commune',
    summary: 'How many communes there are.',
    query: communeFilter,
    answer: counted,
  },
  'GET /communes/export': {
    permission: 'read:commune',
    summary: 'Every commune of the filter, as a table for a spreadsheet.',
    query: communeFilter,
    answer: { file: 'text/csv' },
  },
  'POST /communes': {
    permission: 'create:commune',
    summary: 'A new commune, without domain or mailbox.',
    body: newCommune,
    answer: communeView,
    status: 201,
  },
  'GET /communes/{commune}': {
    permission: 'read:commune',
    summary: 'One commune.',
    params: named,
    answer: communeView,
  },
  'PATCH /communes/{commune}': {
    permission: 'change:commune',
    summary: 'Changes what is known of a commune.',
    params: named,
    body: communeChange,
    answer: communeView,
  },
  'PUT /communes/{commune}/suspension': {
    permission: 'suspend:commune',
    summary: 'Suspends a commune or ends its suspension: nobody signs in, nothing is received, files stay.',
    params: named,
    body: z.strictObject({ revision, suspended: z.boolean() }),
    answer: communeView,
  },
})
