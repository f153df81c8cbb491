// What was found in outgoing mail: how often, and in which messages somebody answers for it.

import {
  type AnsweredLeak,
  findAnsweredLeak,
  findAnsweredLeaks,
  findLeakCounts,
} from '#db/stores/policies/leak-pages.ts'
import { notFound } from '#http/problem.ts'
import { leakRoutes } from '../../contract/policies/leak.ts'
import { implement } from '../http/handler.ts'

export const leakHandlers = implement(leakRoutes, {
  'GET /leaks': async ({ query }, { actor, database }) => {
    const { rows, next } = await findAnsweredLeaks(database, actor.scope, query)
    return { rows: rows.map(view), next }
  },

  'GET /leaks/{queueId}': async ({ params }, { actor, database }) => {
    const found = await findAnsweredLeak(database, actor.scope, params.queueId.toUpperCase())
    return found === null ? notFound('message') : view(found)
  },

  'GET /leak-counts': async ({ query }, { actor, database }) => ({
    counts: [...(await findLeakCounts(database, actor.scope, query))],
  }),
})

const view = ({ at, approval, ...leak }: AnsweredLeak) => ({
  ...leak,
  at: at.toISOString(),
  approval:
    approval === null
      ? null
      : { became: approval.became, decidedAt: approval.decidedAt?.toISOString() ?? null },
})
