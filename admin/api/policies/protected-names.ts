// Names that a message from outside must not borrow: elected officials above all.

import { comparableAddress } from '#core/address/comparable-address.ts'
import type { CommuneId } from '#core/address/directory.ts'
import { type EmailAddress, parseEmailAddress } from '#core/address/email-address.ts'
import { difference } from '#db/stores/audit.ts'
import {
  changeProtectedName,
  deleteProtectedName,
  findOwnProtectedName,
  findProtectedNames,
  insertProtectedName,
  type ProtectedNameRow,
} from '#db/stores/policies/protected-names.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { protectedNameRoutes } from '../../contract/policies/protected-name.ts'
import { implement } from '../http/handler.ts'
import { requestedTenant } from '../requested-tenant.ts'
import { exportProtectedNames } from './export-policies.ts'

export const protectedNameHandlers = implement(protectedNameRoutes, {
  'GET /protected-names': async ({ query }, { actor, database }) => {
    const { rows, next } = await findProtectedNames(database, actor.scope, query)
    return { rows: rows.map(view), next }
  },

  'GET /protected-names/export': async ({ query }, context) => await exportProtectedNames(context, query),

  'POST /protected-names': async ({ body }, context) => {
    const meant = await requestedTenant(context, body.commune)
    if (meant instanceof Problem) return meant
    const knownAddresses = written(body.knownAddresses)
    if (knownAddresses instanceof Problem) return knownAddresses
    const { actor, transaction, audit } = context
    const fields = { name: body.name, knownAddresses }
    const id = await insertProtectedName(transaction, meant.id, fields)
    await audit({
      action: 'create:protected-name',
      commune: body.commune === null ? null : meant.id,
      entityId: id,
      entity: body.name,
      after: fields,
    })
    const made = await findOwnProtectedName(transaction, actor.scope, id)
    return made === null ? notFound('name') : view(made)
  },

  'PATCH /protected-names/{name}': async ({ params, body }, { actor, transaction, audit }) => {
    const before = await findOwnProtectedName(transaction, actor.scope, params.name)
    if (before === null) return notFound('name')
    const knownAddresses = body.knownAddresses && written(body.knownAddresses)
    if (knownAddresses instanceof Problem) return knownAddresses
    const read = { id: before.id, version: new Date(body.version) }
    if (!(await changeProtectedName(transaction, read, { name: body.name, knownAddresses })))
      return changedMeanwhile(view(before))
    const after = await findOwnProtectedName(transaction, actor.scope, params.name)
    if (after === null) return notFound('name')
    await audit({
      action: 'change:protected-name',
      commune: communeOf(after),
      entityId: after.id,
      entity: after.name,
      ...difference(fieldsOf(before), fieldsOf(after)),
    })
    return view(after)
  },

  'DELETE /protected-names/{name}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findOwnProtectedName(transaction, actor.scope, params.name)
    if (found === null || !(await deleteProtectedName(transaction, found.id))) return notFound('name')
    await audit({
      action: 'delete:protected-name',
      commune: communeOf(found),
      entityId: found.id,
      entity: found.name,
      before: fieldsOf(found),
    })
    return null
  },
})

/** In the form that mail is compared with, each once. */
function written(addresses: readonly string[]): readonly EmailAddress[] | Problem {
  const known = new Set<EmailAddress>()
  for (const [index, text] of addresses.entries()) {
    const read = parseEmailAddress(comparableAddress(text))
    if (!read.ok)
      return wrongField(
        `/body/knownAddresses/${index}`,
        'invalid-address',
        `This is not usable: ${read.error}.`,
      )
    known.add(read.value)
  }
  return [...known]
}

const fieldsOf = ({ name, knownAddresses }: ProtectedNameRow) => ({ name, knownAddresses })

const communeOf = ({ commune }: ProtectedNameRow): CommuneId | null =>
  commune.kind === 'department' ? null : commune.id

const view = ({ createdAt, version, cursor: _, ...row }: ProtectedNameRow) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  version: version.toISOString(),
})
