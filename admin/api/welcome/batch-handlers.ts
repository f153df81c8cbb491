// Batches: listed, made, renamed, left at a step, forgotten.

import {
  changeWelcome,
  deleteWelcome,
  findWelcome,
  findWelcomePage,
  insertWelcome,
} from '#db/stores/communes/welcomes.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import type { welcomeRoutes } from '../../contract/communes/welcome.ts'
import type { Handlers } from '../http/handler.ts'
import { rowView, welcomeView } from './welcome-view.ts'

type BatchHandlers = Pick<
  Handlers<typeof welcomeRoutes>,
  | 'GET /welcomes'
  | 'POST /welcomes'
  | 'GET /welcomes/{welcome}'
  | 'PATCH /welcomes/{welcome}'
  | 'DELETE /welcomes/{welcome}'
>

export const batchHandlers: BatchHandlers = {
  'GET /welcomes': async ({ query }, { actor, database: { drizzle } }) => {
    const finished = query.finished === undefined ? undefined : query.finished === 'true'
    const { rows, next } = await findWelcomePage(drizzle, actor.scope, { ...query, finished })
    return { rows: rows.map(rowView), next }
  },

  'POST /welcomes': async ({ body: { name } }, { actor, transaction, audit }) => {
    const createdBy = actor.kind === 'person' ? actor.id : null
    const id = await insertWelcome(transaction, { name, createdBy })
    await audit({ action: 'create:welcome', commune: null, entityId: id, entity: name, after: { name } })
    const made = await findWelcome(transaction, actor.scope, id)
    return made === null ? notFound('batch') : await welcomeView(transaction, actor, made)
  },

  'GET /welcomes/{welcome}': async ({ params }, { actor, database: { drizzle } }) => {
    const found = await findWelcome(drizzle, actor.scope, params.welcome)
    return found === null ? notFound('batch') : await welcomeView(drizzle, actor, found)
  },

  'PATCH /welcomes/{welcome}': async ({ params, body }, { actor, transaction, audit }) => {
    const { revision, ...fields } = body
    const id = params.welcome
    const before = await findWelcome(transaction, actor.scope, id)
    if (before === null) return notFound('batch')
    if (!(await changeWelcome(transaction, { id, revision }, fields)))
      return changedMeanwhile(await welcomeView(transaction, actor, before))
    const after = await findWelcome(transaction, actor.scope, id)
    if (after === null) return notFound('batch')
    await audit({
      action: 'change:welcome',
      commune: null,
      entityId: id,
      entity: after.name,
      before: { name: before.name, step: before.step },
      after: { name: after.name, step: after.step },
    })
    return await welcomeView(transaction, actor, after)
  },

  'DELETE /welcomes/{welcome}': async ({ params }, { actor, transaction, audit }) => {
    const before = await findWelcome(transaction, actor.scope, params.welcome)
    if (before === null) return notFound('batch')
    if (!(await deleteWelcome(transaction, before.id)))
      return new Problem('in-use', 'Communes of this batch are created already.')
    const { id, name, communes } = before
    await audit({
      action: 'delete:welcome',
      commune: null,
      entityId: id,
      entity: name,
      before: { name, communes },
    })
    return null
  },
}
