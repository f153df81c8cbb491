// Communes: listed, made, changed, suspended.

import type { CommuneId } from '#core/address/directory.ts'
import { difference } from '#db/stores/audit.ts'
import { findCommunePage } from '#db/stores/communes/commune-pages.ts'
import {
  type CommuneRow,
  changeCommune,
  countCommunes,
  departmentOf,
  findCommune,
  insertCommune,
} from '#db/stores/communes/communes.ts'
import { changedMeanwhile, notFound, type Problem } from '#http/problem.ts'
import { communeRoutes } from '../../contract/communes/commune.ts'
import { type Changing, implement } from '../http/handler.ts'
import { exportCommunes } from './export-directory.ts'

export const communeHandlers = implement(communeRoutes, {
  'GET /communes': async ({ query }, { actor, database }) => {
    const { rows, next } = await findCommunePage(database, actor.scope, {
      ...query,
      suspended: flag(query.suspended),
    })
    return { rows: rows.map(view), next }
  },

  'GET /communes/count': async ({ query }, { actor, database }) => ({
    count: await countCommunes(database, actor.scope, { ...query, suspended: flag(query.suspended) }),
  }),

  'GET /communes/export': async ({ query }, context) =>
    exportCommunes(context, { ...query, suspended: flag(query.suspended) }),

  'GET /communes/{commune}': async ({ params }, { actor, database }) => {
    const found = await findCommune(database.drizzle, actor.scope, params.commune)
    return found === null ? notFound('commune') : view(found)
  },

  'POST /communes': async ({ body }, { actor, transaction, audit }) => {
    const id = await insertCommune(transaction, await departmentOf(transaction, actor.commune), body)
    await audit({ action: 'create:commune', commune: id, entityId: id, entity: body.name, after: body })
    const made = await findCommune(transaction, actor.scope, id)
    return made === null ? notFound('commune') : view(made)
  },

  'PATCH /communes/{commune}': async ({ params, body: { revision, ...fields } }, context) =>
    await change({ id: params.commune, revision }, fields, context),

  'PUT /communes/{commune}/suspension': async ({ params, body: { revision, suspended } }, context) =>
    await change(
      { id: params.commune, revision },
      { suspendedAt: suspended ? new Date(context.ports.clock.now()) : null },
      context,
    ),
})

async function change(
  { id, revision }: { readonly id: CommuneId; readonly revision: number },
  fields: Parameters<typeof changeCommune>[2],
  { actor, transaction, audit }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const before = await findCommune(transaction, actor.scope, id)
  if (before === null) return notFound('commune')
  if (!(await changeCommune(transaction, { id, revision }, fields))) return changedMeanwhile(view(before))
  const after = await findCommune(transaction, actor.scope, id)
  if (after === null) return notFound('commune')
  const { revision: _, ...changed } = difference(view(before), view(after)).after
  await audit({
    action: 'suspendedAt' in fields ? 'suspend:commune' : 'change:commune',
    commune: id,
    entityId: id,
    entity: after.name,
    before: difference(view(before), view(after)).before,
    after: changed,
  })
  return view(after)
}

const view = ({ nameKey: _, ...row }: CommuneRow) => ({
  ...row,
  lettersAt: row.lettersAt?.toISOString() ?? null,
  suspendedAt: row.suspendedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})

const flag = (text: 'true' | 'false' | undefined) => (text === undefined ? undefined : text === 'true')
