// What became of messages.

import { traceAddressForms } from '#core/trace/trace-address-forms.ts'
import { findLoggedDecisions } from '#db/stores/held/decision-log.ts'
import {
  findKeptOf,
  findTraceOf,
  findTracePage,
  type TraceFilter,
  type TraceRow,
} from '#db/stores/trace/trace-pages.ts'
import type { RouteGiven } from '#http/contract/route.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { traceRoutes } from '../../contract/trace.ts'
import { implement } from '../http/handler.ts'
import { exportTraces } from './export-mail.ts'
import { traceSteps } from './trace-steps.ts'

export const traceHandlers = implement(traceRoutes, {
  'GET /traces': async ({ query }, { actor, database }) => {
    const { after, limit, ...asked } = query
    const filter = filterOf(asked)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findTracePage(database, actor.scope, { ...filter, after, limit })
    return { rows: rows.map(view), next }
  },

  'GET /traces/export': async ({ query }, context) => {
    const filter = filterOf(query)
    return filter instanceof Problem ? filter : await exportTraces(context, filter)
  },

  'GET /traces/{queueId}': async ({ params }, { actor, database }) => {
    const rows = await findTraceOf(database, actor.scope, params.queueId.toUpperCase())
    const [first] = rows
    if (first === undefined) return notFound('message')
    const kept = await findKeptOf(database, actor.scope, first.queueId)
    const ids = new Set([first.queueId, ...kept.map(({ queueId }) => queueId)])
    const decisions = await findLoggedDecisions(database, actor.scope, [...ids])
    const latest = new Map(rows.map((row) => [row.recipient, row]))
    return {
      queueId: first.queueId,
      receivedAt: first.at.toISOString(),
      reversePath: first.reversePath,
      recipients: [...latest.values()].map(({ recipient, given, commune, outcome }) => ({
        ...{ address: recipient, given, commune, outcome },
        heldAs: kept.find((each) => each.kind === 'held' && each.recipient === recipient)?.queueId ?? null,
      })),
      steps: [...traceSteps({ rows, kept, decisions })],
    }
  },
})

type Asked = RouteGiven<(typeof traceRoutes)['GET /traces/export']>['query']

function filterOf({ address, since, until, queueId, ...rest }: Asked): TraceFilter | Problem {
  const spellings = address === undefined ? undefined : traceAddressForms(address)
  if (spellings?.ok === false)
    return wrongField('/query/address', 'invalid-address', `This is no address: ${spellings.error}.`)
  return {
    ...rest,
    queueId: queueId?.toUpperCase(),
    addresses: spellings?.value,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  }
}

const view = ({
  id,
  at,
  queueId,
  commune,
  reversePath,
  authorDomain,
  recipient,
  given,
  ...row
}: TraceRow) => ({
  ...{ id, at: at.toISOString(), queueId, commune, reversePath, authorDomain, recipient, given },
  ...{ bytes: row.bytes, outcome: row.outcome, reason: row.reason },
})
