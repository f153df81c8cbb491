// People of communes: listed, made, changed, suspended, taken away. Those of the département's team are shown here and
// changed by the routes of the team alone.

import type { z } from 'zod'
import { difference } from '#db/stores/audit.ts'
import { findTenant } from '#db/stores/communes/tenants.ts'
import { changePerson, deletePerson, endSessions } from '#db/stores/persons/change-persons.ts'
import { countPersons, findPerson, findPersonPage, type PersonRow } from '#db/stores/persons/persons.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { communeRoles, type personFilter, personRoutes } from '../../contract/persons/person.ts'
import { readAddress } from '../addresses/read-address.ts'
import { exportPersons } from '../communes/export-directory.ts'
import { type Changing, implement } from '../http/handler.ts'
import { flag, iso } from '../http/query-values.ts'
import { makePerson } from './make-person.ts'
import { refuseRole } from './refuse-role.ts'

export const personHandlers = implement(personRoutes, {
  'GET /persons': async ({ query }, { actor, database }) => {
    const { rows, next } = await findPersonPage(database, actor.scope, { ...query, ...filterOf(query) })
    return { rows: rows.map(view), next }
  },

  'GET /persons/count': async ({ query }, { actor, database }) => ({
    count: await countPersons(database, actor.scope, filterOf(query)),
  }),

  'GET /persons/export': async ({ query }, context) => exportPersons(context, filterOf(query)),

  'POST /communes/{commune}/persons': async ({ params, body }, context) => {
    const { actor, transaction } = context
    const tenant = await findTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const email = readAddress(body.email)
    if (!email.ok) return wrongField('/body/email', 'invalid-address', email.error)
    const made = await makePerson(context, tenant, { ...body, email: email.value })
    if (made instanceof Problem) return made
    const shown = await findPerson(transaction, actor.scope, made.id)
    return shown === null ? notFound('person') : view(shown)
  },

  'GET /persons/{person}': async ({ params }, { actor, database }) => {
    const found = await findPerson(database.drizzle, actor.scope, params.person)
    return found === null ? notFound('person') : view(found)
  },

  'PATCH /persons/{person}': async ({ params, body: { revision, ...fields } }, context) => {
    const before = await findChangeable(context, params.person)
    if (before instanceof Problem) return before
    if (fields.role !== undefined && fields.role !== before.role && before.id === context.actor.id)
      return new Problem('same-person', 'Somebody else changes your role.')
    const refused = fields.role === undefined ? null : refuseRole(context.actor, fields.role)
    if (refused !== null) return refused
    return await change(before, { revision, ...fields }, context)
  },

  'PUT /persons/{person}/suspension': async ({ params, body: { revision, suspended } }, context) => {
    const before = await findChangeable(context, params.person)
    if (before instanceof Problem) return before
    if (before.id === context.actor.id) return new Problem('same-person', 'Somebody else suspends you.')
    const suspendedAt = suspended ? (before.suspendedAt ?? new Date(context.ports.clock.now())) : null
    if (suspended) await endSessions(context.transaction, before.id)
    return await change(before, { revision, suspendedAt }, context)
  },

  'DELETE /persons/{person}': async ({ params }, context) => {
    const { actor, transaction, audit } = context
    const found = await findChangeable(context, params.person)
    if (found instanceof Problem) return found
    if (found.id === actor.id) return new Problem('same-person', 'Somebody else takes you away.')
    if (!(await deletePerson(transaction, found.id))) return notFound('person')
    await audit({
      action: 'delete:person',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.email,
      before: { email: found.email, ...audited(found) },
    })
    return null
  },
})

async function findChangeable({ actor, transaction }: Changing, id: string): Promise<PersonRow | Problem> {
  const found = await findPerson(transaction, actor.scope, id)
  if (found === null) return notFound('person')
  if (!communeRoles.some((role) => role === found.role))
    return new Problem('forbidden', 'This person belongs to the département’s team.')
  return refuseRole(actor, found.role) ?? found
}

async function change(
  before: PersonRow,
  { revision, ...fields }: Parameters<typeof changePerson>[2] & { readonly revision: number },
  { actor, transaction, audit }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const { id } = before
  if (!(await changePerson(transaction, { id, revision }, fields))) {
    const current = await findPerson(transaction, actor.scope, id)
    return current === null ? notFound('person') : changedMeanwhile(view(current))
  }
  const after = await findPerson(transaction, actor.scope, id)
  if (after === null) return notFound('person')
  await audit({
    action: 'suspendedAt' in fields ? 'suspend:person' : 'change:person',
    commune: before.commune.id,
    entityId: id,
    entity: before.email,
    ...difference(audited(before), audited(after)),
  })
  return view(after)
}

const audited = ({ name, role, suspendedAt }: PersonRow) => ({ name, role, suspendedAt: iso(suspendedAt) })

const view = (row: PersonRow) => ({
  ...row,
  lastSignInAt: iso(row.lastSignInAt),
  suspendedAt: iso(row.suspendedAt),
  createdAt: iso(row.createdAt),
})

const filterOf = ({ commune, search, role, ...flags }: z.output<typeof personFilter>) => ({
  ...{ commune, search, role },
  withoutFactor: flag(flags.withoutFactor),
  activated: flag(flags.activated),
  suspended: flag(flags.suspended),
})
