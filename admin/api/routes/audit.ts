// The audit log: searched, and taken away as a file.

import { Readable } from 'node:stream'
import { type AuditFilter, type AuditRow, findAuditActions, findAuditPage } from '#db/stores/find-audit.ts'
import { auditRoutes } from '../../contract/audit.ts'
import type { RouteGiven } from '../../contract/route.ts'
import { type Cell, csvLines } from '../http/csv.ts'
import { implement, type Reading } from '../http/handler.ts'

const mostInFile = 100_000
const rowsAtOnce = 1000

export const auditHandlers = implement(auditRoutes, {
  'GET /audit': async ({ query }, { actor, database }) => {
    const { limit, after } = query
    const { rows, next } = await findAuditPage(database, actor.scope, { ...filterOf(query), limit, after })
    return { rows: rows.map(view), next }
  },

  'GET /audit/actions': async (_, { database }) => ({ actions: [...(await findAuditActions(database))] }),

  'GET /audit/export': async ({ query }, context) => ({
    name: `journal-${new Date(context.ports.clock.now()).toISOString().slice(0, 10)}.csv`,
    content: Readable.toWeb(
      Readable.from(csvLines(header, everyRow(context, filterOf(query)))),
    ) as ReadableStream<Uint8Array>,
  }),
})

type Asked = RouteGiven<(typeof auditRoutes)['GET /audit/export']>['query']

const filterOf = ({ since, until, ...rest }: Asked): AuditFilter => ({
  ...rest,
  since: since === undefined ? undefined : new Date(since),
  until: until === undefined ? undefined : new Date(until),
})

const view = (row: AuditRow) => ({ ...row, at: row.at.toISOString() })

const header = [
  'id',
  'at',
  'actor',
  'kind',
  'client',
  'commune',
  'action',
  'entity',
  'entity id',
  'before',
  'after',
]

async function* everyRow(
  { actor, database }: Pick<Reading, 'actor' | 'database'>,
  filter: AuditFilter,
): AsyncGenerator<readonly Cell[]> {
  let after: string | undefined
  for (let given = 0; given < mostInFile; given += rowsAtOnce) {
    const { rows, next } = await findAuditPage(database, actor.scope, { ...filter, after, limit: rowsAtOnce })
    for (const row of rows) yield cellsOf(row)
    if (next === null) return
    after = next
  }
}

const cellsOf = (row: AuditRow): readonly Cell[] => [
  row.id,
  row.at.toISOString(),
  row.actor,
  row.actorKind,
  row.client,
  row.commune?.name,
  row.action,
  row.entity,
  row.entityId,
  row.before === null ? '' : JSON.stringify(row.before),
  row.after === null ? '' : JSON.stringify(row.after),
]
