// The audit log: searched, and taken away as a file.

import { type AuditFilter, type AuditRow, findAuditActions, findAuditPage } from '#db/stores/find-audit.ts'
import { auditRoutes } from '../../contract/audit.ts'
import type { RouteGiven } from '../../contract/route.ts'
import { csvTable, mostOfLog } from '../csv-table.ts'
import type { Cell } from '../http/csv.ts'
import { implement } from '../http/handler.ts'

export const auditHandlers = implement(auditRoutes, {
  'GET /audit': async ({ query }, { actor, database }) => {
    const { limit, after } = query
    const { rows, next } = await findAuditPage(database, actor.scope, { ...filterOf(query), limit, after })
    return { rows: rows.map(view), next }
  },

  'GET /audit/actions': async (_, { database }) => ({ actions: [...(await findAuditActions(database))] }),

  'GET /audit/export': async ({ query }, { actor, database, ports }) =>
    await csvTable(`journal-${new Date(ports.clock.now()).toISOString().slice(0, 10)}.csv`, header, {
      page: (wish) => findAuditPage(database, actor.scope, { ...filterOf(query), ...wish }),
      cells: cellsOf,
      most: mostOfLog,
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
