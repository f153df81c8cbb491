// Many mailboxes at once, from a table: first seen row by row, then made, all of them or none.
//
// The table is CSV in UTF-8, separated by `;` or `,`, its first line naming the columns in any order:
// `adresse` (name@domain of the commune), `nom`, `type` (personnelle or partagée), `quota_mo`, `titulaire` (of a personal
// mailbox: the address of a person, or the name of a new one; empty: the name of the mailbox) and `acces` (who may open
// it: addresses with `:lecture`, `:écriture`, `:envoi` or `:gestion`, parted by blanks; `:envoi` where nothing is said;
// people of the commune, and of others too where the département imports).
// Only `adresse` must be there. A mailbox that exists already is left as it is.

import { z } from 'zod'
import { communeId, routeTable, uuid } from '#http/contract/route.ts'
import { accessRoles } from './access.ts'
import { mailboxKinds } from './mailbox.ts'

export const importColumns = ['adresse', 'nom', 'type', 'quota_mo', 'titulaire', 'acces'] as const
export const mostImportedRows = 5000
/** Of all rows together: two for each of the most there may be. */
export const mostImportedAccess = 10_000

/** Why a row cannot be used; the panel says each in words. */
export const importProblems = [
  'address-missing',
  'address-wrong',
  'address-taken',
  'address-twice',
  'domain-not-of-commune',
  'name-wrong',
  'type-wrong',
  'quota-wrong',
  'quota-not-allowed',
  'over-pooled-quota',
  'owner-unknown',
  'owner-missing',
  'owner-for-shared',
  'person-not-allowed',
  'access-wrong',
  'access-not-allowed',
  'access-person-unknown',
  'too-many-columns',
] as const

const wanted = {
  kind: z.literal('mailboxes'),
  csv: z
    .string()
    .min(1)
    .max(2_000_000)
    .describe('The whole file, at most 5,000 rows that give access 10,000 times.'),
}

export const importedValues = z.object({
  address: z.string(),
  name: z.string(),
  kind: z.enum(mailboxKinds),
  quotaBytes: z.int(),
  owner: z
    .object({ name: z.string(), email: z.string(), isNew: z.boolean() })
    .nullable()
    .describe('Null for a shared mailbox.'),
  access: z.array(z.object({ email: z.string(), role: z.enum(accessRoles) })),
})

export const previewedRow = z.object({
  line: z.int().describe('Of the file; the line of the column names is 1.'),
  state: z.enum(['new', 'exists', 'wrong']),
  address: z.string().describe('As it was read.'),
  problem: z.enum(importProblems).nullable(),
  column: z.enum(importColumns).nullable().describe('Where the problem is.'),
  values: importedValues.nullable().describe('What would be made; null for a row that is wrong.'),
})

const counts = z.object({ new: z.int(), exists: z.int(), wrong: z.int(), persons: z.int() })

const named = z.object({ commune: communeId })
const maxBodyBytes = 5_000_000

export const importRoutes = routeTable({
  'GET /imports/template': {
    permission: 'read:mailbox',
    summary: 'A table to fill in, with two rows as an example.',
    answer: { file: 'text/csv' },
  },
  'POST /communes/{commune}/imports/preview': {
    permission: 'change:mailbox',
    summary: 'What an import would do, row by row; nothing is changed.',
    params: named,
    body: z.strictObject(wanted),
    answer: z.object({
      digest: z.string().describe('Names this outcome; the import that follows gives it back.'),
      counts: counts.describe('`persons`: new people among the new rows.'),
      rows: z.array(previewedRow),
    }),
    maxBodyBytes,
    changesNothing: true,
  },
  'POST /communes/{commune}/imports': {
    permission: 'change:mailbox',
    summary:
      'Makes every new row, or none: a wrong row → invalid-input with a pointer to each; something changed since the preview → changed-meanwhile.',
    params: named,
    body: z.strictObject({ ...wanted, digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    answer: z.object({
      counts: z.object({ created: z.int(), exists: z.int(), persons: z.int() }),
      rows: z.array(
        z.object({
          line: z.int(),
          address: z.string(),
          state: z.enum(['created', 'exists']),
          mailbox: uuid,
        }),
      ),
    }),
    status: 201,
    maxBodyBytes,
  },
})
