// The audit log: searched, and taken away as a file.

import { type AuditFilter, type AuditRow, findAuditActions, findAuditPage } from '#db/stores/find-audit.ts'
import type { RouteGiven } from '#http/contract/route.ts'
import { auditRoutes } from '../contract/audit.ts'
import { actionWords } from '../contract/audit-words.ts'
import { actorInWords, sideInWords } from './audit-text.ts'
import type { Cell } from './http/csv.ts'
import { csvTable, dated, mostOfLog } from './http/csv-table.ts'
import { implement } from './http/handler.ts'
import { dateOf } from './http/query-values.ts'

export const auditHandlers = implement(auditRoutes, {
  'GET /audit': async ({ query }, { actor, database }) => {
    const { limit, after } = query
    const { rows, next } = await findAuditPage(database, actor.scope, { ...filterOf(query), limit, after })
    return { rows: rows.map(view), next }
  },

  'GET /audit/actions': async (_, { actor, database }) => ({
    actions: [...(await findAuditActions(database, actor.scope))],
  }),

  'GET /audit/export': async ({ query }, { actor, database, ports }) =>
    await csvTable(dated('journal', ports.clock), header, {
      page: (wish) => findAuditPage(database, actor.scope, { ...filterOf(query), ...wish }),
      cells: cellsOf,
      most: mostOfLog,
    }),
})

type Asked = RouteGiven<(typeof auditRoutes)['GET /audit/export']>['query']

const filterOf = ({ since, until, ...rest }: Asked): AuditFilter => ({
  ...rest,
  since: dateOf(since),
  until: dateOf(until),
})

const view = (row: AuditRow) => ({ ...row, at: row.at.toISOString() })

const header = [
  ...['numero', 'date', 'auteur', 'sorte_d_auteur', 'depuis', 'commune', 'action', 'sur_quoi'],
  ...['identifiant_de_l_objet', 'avant', 'apres'],
]
const actorWords = {
  person: 'personne',
  key: 'clé d’API',
  machine: 'commande',
  process: 'service',
} as const

const cellsOf = (row: AuditRow): readonly Cell[] => [
  row.id,
  row.at,
  actorInWords(row),
  actorWords[row.actorKind],
  row.client,
  row.commune?.name ?? 'Département',
  actionWords(row.action),
  row.entity,
  row.entityId,
  sideInWords(row.before),
  sideInWords(row.after),
]
