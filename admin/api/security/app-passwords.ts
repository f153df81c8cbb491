// App passwords, looked after by those who look after the commune.

import {
  type AppPasswordRow,
  countAppPasswords,
  findAppPassword,
  findAppPasswordPage,
} from '#db/stores/security/app-passwords.ts'
import { revokeFound } from '#http/account/own-app-passwords.ts'
import { appPasswordRoutes } from '../../contract/security/app-password.ts'
import { implement } from '../http/handler.ts'
import { flag, iso } from '../http/query-values.ts'
import { exportAppPasswords } from './export-security.ts'

export const appPasswordHandlers = implement(appPasswordRoutes, {
  'GET /app-passwords': async ({ query }, { actor, database }) => {
    const { rows, next } = await findAppPasswordPage(database, actor.scope, {
      ...query,
      unused: flag(query.unused),
    })
    return { rows: rows.map(view), next }
  },

  'GET /app-passwords/count': async ({ query }, { actor, database }) => ({
    count: await countAppPasswords(database, actor.scope, { ...query, unused: flag(query.unused) }),
  }),

  'GET /app-passwords/export': async ({ query }, context) =>
    await exportAppPasswords(context, { ...query, unused: flag(query.unused) }),

  'DELETE /app-passwords/{id}': async ({ params }, context) =>
    await revokeFound(await findAppPassword(context.transaction, context.actor.scope, params.id), context),
})

const view = (row: AppPasswordRow) => ({
  ...row,
  lastUsedAt: iso(row.lastUsedAt),
  createdAt: row.createdAt.toISOString(),
})
