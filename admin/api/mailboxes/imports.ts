// Many mailboxes at once: previewed, then made, all or none.

import type { CommuneId } from '#core/address/directory.ts'
import { findTenant, lockTenant } from '#db/stores/communes/tenants.ts'
import { findMailboxIds } from '#db/stores/mailboxes/import-mailboxes.ts'
import { changedMeanwhile, notFound, type Pointed, Problem } from '#http/problem.ts'
import { importColumns, importRoutes } from '../../contract/mailboxes/import.ts'
import { csvFile } from '../http/csv.ts'
import { implement } from '../http/handler.ts'
import { judgeFile } from './import/judge-file.ts'
import { countRows, digestOf, type JudgedRow } from './import/judge-rows.ts'
import { makeRows } from './import/make-rows.ts'

const example = [
  [
    'secretariat@mairie-exemple.fr',
    'Secrétariat',
    'partagée',
    2000,
    '',
    'marie.durand@mairie-exemple.fr:envoi',
  ],
  ['marie.durand@mairie-exemple.fr', 'Marie Durand', 'personnelle', 1000, 'Marie Durand', ''],
]

export const importHandlers = implement(importRoutes, {
  'GET /imports/template': async () => ({
    name: 'modele-boites.csv',
    content: csvFile(importColumns, example),
  }),

  'POST /communes/{commune}/imports/preview': async ({ params, body }, { actor, database: { drizzle } }) => {
    const tenant = await findTenant(drizzle, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const judged = await judgeFile(drizzle, { actor, tenant }, body.csv)
    return judged instanceof Problem ? judged : preview(tenant.id, judged.rows)
  },

  'POST /communes/{commune}/imports': async ({ params, body }, context) => {
    const { actor, transaction } = context
    const tenant = await lockTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const judged = await judgeFile(transaction, { actor, tenant }, body.csv)
    if (judged instanceof Problem) return judged
    const { rows } = judged
    const errors = rows.flatMap(wrongOf)
    if (errors.length > 0)
      return new Problem('invalid-input', 'Nothing was made: some rows cannot be used.', { errors })
    if (digestOf(tenant.id, rows) !== body.digest) return changedMeanwhile(preview(tenant.id, rows))
    await makeRows(context, tenant, judged)
    const ids = await findMailboxIds(
      transaction,
      rows.flatMap((row) => (row.state === 'wrong' ? [] : addressOf(row))),
    )
    const { new: created, exists, persons } = countRows(rows)
    return {
      counts: { created, exists, persons },
      rows: rows.flatMap((row) => {
        const mailbox = row.state === 'wrong' ? undefined : ids.get(addressOf(row))
        if (mailbox === undefined) return []
        const state = row.state === 'new' ? ('created' as const) : ('exists' as const)
        return { line: row.line, address: row.address, state, mailbox }
      }),
    }
  },
})

const addressOf = (row: Exclude<JudgedRow, { state: 'wrong' }>) =>
  row.state === 'new' ? row.values.address : row.address

const preview = (commune: CommuneId, rows: readonly JudgedRow[]) => ({
  digest: digestOf(commune, rows),
  counts: countRows(rows),
  rows: rows.map((row) => ({
    ...{ line: row.line, state: row.state, address: row.address },
    problem: row.state === 'wrong' ? row.problem : null,
    column: row.state === 'wrong' ? row.column : null,
    values: row.state === 'new' ? { ...row.values, access: [...row.values.access] } : null,
  })),
})

const wrongOf = (row: JudgedRow): readonly Pointed[] =>
  row.state !== 'wrong'
    ? []
    : [
        {
          pointer: `/body/csv/${row.line}/${row.column ?? ''}`,
          code: row.problem,
          detail: `Line ${row.line}: ${row.address}`,
        },
      ]
