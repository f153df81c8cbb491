// Keys of programs: listed, made, revoked.

import { findCommune } from '#db/stores/communes/communes.ts'
import {
  type ApiKeyRow,
  findApiKey,
  findApiKeys,
  insertApiKey,
  revokeApiKey,
} from '#db/stores/persons/api-keys.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { makeApiKey } from '#identity/api-key.ts'
import { permissionsOf } from '#identity/permissions.ts'
import { apiKeyRoutes } from '../../contract/persons/api-key.ts'
import { implement } from '../http/handler.ts'
import { apiKeyState } from './api-key-state.ts'
import { exportApiKeys } from './export-access.ts'

const day = 86_400_000

export const apiKeyHandlers = implement(apiKeyRoutes, {
  'GET /api-keys': async (_, { actor, database, ports }) => {
    const rows = await findApiKeys(database.drizzle, actor.scope)
    return { rows: rows.map((row) => view(row, ports.clock.now())) }
  },

  'GET /api-keys/export': (_, context) => exportApiKeys(context),

  'POST /api-keys': async ({ body }, { actor, transaction, audit, ports }) => {
    const missing = body.permissions.filter((name) => !actor.permissions.has(name))
    if (missing.length > 0) return new Problem('forbidden', `You have not ${missing.join(', ')} yourself.`)
    const forAll = body.commune === null
    if (forAll && actor.scope.kind !== 'department')
      return new Problem('forbidden', 'The département alone makes keys that see all communes.')
    const commune = body.commune ?? actor.commune
    if (!forAll && (await findCommune(transaction, actor.scope, commune)) === null) return notFound('commune')
    const beyond = forAll ? [] : body.permissions.filter((name) => !permissionsOf('manager').has(name))
    if (beyond.length > 0)
      return wrongField(
        '/body/permissions',
        'beyond-commune',
        `For one commune nobody may ${beyond.join(', ')}: that is the département’s.`,
      )
    const { key, ...kept } = makeApiKey()
    const id = await insertApiKey(transaction, {
      ...kept,
      name: body.name,
      permissions: body.permissions,
      commune,
      tenantKind: forAll ? 'department' : 'commune',
      expiresAt: new Date(ports.clock.now() + body.expiresInDays * day),
      createdBy: actor.kind === 'person' ? actor.id : null,
    })
    const made = await findApiKey(transaction, actor.scope, id)
    if (made === null) return notFound('API key')
    const { name, selector, permissions, expiresAt } = made
    await audit({
      action: 'create:api-key',
      commune: forAll ? null : commune,
      entityId: id,
      entity: name,
      after: { selector, permissions, expiresAt: expiresAt.toISOString() },
    })
    return { ...view(made, ports.clock.now()), key: key.reveal() }
  },

  'DELETE /api-keys/{key}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findApiKey(transaction, actor.scope, params.key)
    if (found === null || !(await revokeApiKey(transaction, found.id))) return notFound('API key')
    const { id, name, selector, commune } = found
    await audit({
      action: 'delete:api-key',
      commune: commune.kind === 'department' ? null : commune.id,
      entityId: id,
      entity: name,
      before: { selector },
    })
    return null
  },
})

const view = ({ createdAt, expiresAt, lastUsedAt, revokedAt, ...row }: ApiKeyRow, now: number) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
  state: apiKeyState({ revokedAt, expiresAt }, now),
})
