// Who signed in or tried to.

import { findSignInPage } from '#db/stores/security/sign-in-log.ts'
import { Problem } from '#http/problem.ts'
import { signInRoutes } from '../../contract/security/sign-in.ts'
import { implement } from '../http/handler.ts'
import { dateOf } from '../http/query-values.ts'
import { exportSignIns } from './export-security.ts'
import { readNetworkField } from './read-network.ts'

export const signInHandlers = implement(signInRoutes, {
  'GET /sign-ins': async ({ query }, { actor, database }) => {
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findSignInPage(database, actor.scope, {
      ...asked,
      since: dateOf(query.since),
    })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /sign-ins/export': async ({ query }, context) => {
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    return await exportSignIns(context, { ...asked, since: dateOf(query.since) })
  },
})
