// The département's own team: administrators, support, auditors. One administrator who can sign in always remains.

import { z } from 'zod'
import { emailAddress, personName } from '#http/contract/person-fields.ts'
import { instant, revision, routeTable, uuid } from '#http/contract/route.ts'
import { issuedCode } from './activation.ts'

const teamRole = z.enum(['administrator', 'support', 'auditor'])

export const teamMember = z.object({
  id: uuid,
  name: z.string(),
  email: z.string(),
  role: teamRole,
  /** Whether any second factor is set up. */
  secondFactor: z.boolean(),
  /** False until the code was used. */
  activated: z.boolean(),
  lastSignInAt: instant.nullable(),
  suspendedAt: instant.nullable(),
  createdAt: instant,
  revision,
})

const params = z.object({ person: uuid })

export const teamRoutes = routeTable({
  'GET /team': {
    permission: 'read:team',
    summary: 'Everybody of the département’s team, by name.',
    answer: z.object({ rows: z.array(teamMember) }),
  },
  'GET /team/export': {
    permission: 'read:team',
    summary: 'Everybody of the team as a table for a spreadsheet.',
    answer: { file: 'text/csv' },
  },
  // No 201: its answer would be kept for an Idempotency-Key, and a code never is. A second try is told by its address.
  'POST /team': {
    permission: 'change:team',
    summary: 'Adds somebody, and gives the code of their first access.',
    body: z.strictObject({ name: personName, email: emailAddress, role: teamRole }),
    answer: z.object({ member: teamMember, activation: issuedCode }),
  },
  'PATCH /team/{person}': {
    permission: 'change:team',
    summary:
      'Changes name or role; nobody changes their own role. Ends the sessions of whoever gets another role.',
    params,
    body: z.strictObject({ revision, name: personName.optional(), role: teamRole.optional() }),
    answer: teamMember,
  },
  'PUT /team/{person}/suspension': {
    permission: 'change:team',
    summary: 'Suspends, or lets in again.',
    params,
    body: z.strictObject({ revision, suspended: z.boolean() }),
    answer: teamMember,
  },
  'DELETE /team/{person}': {
    permission: 'change:team',
    summary: 'Removes somebody with all that opens their account; what the log says of them stays.',
    params,
    answer: null,
  },
})
