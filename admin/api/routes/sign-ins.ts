// Sign-ins, and what each person sees of their own sessions and sign-ins.

import { endSession, findOwnSessions, findOwnSignIns, findSignInPage } from '#db/stores/sign-in-log.ts'
import { notFound, Problem } from '#http/problem.ts'
import { deviceOf } from '#identity/intrusion/device-of.ts'
import { signInRoutes } from '../../contract/sign-in.ts'
import { implement } from '../http/handler.ts'
import { exportSignIns } from './export-security.ts'
import { withNetwork } from './network.ts'
import { dateOf } from './shown.ts'

export const signInHandlers = implement(signInRoutes, {
  'GET /self/sessions': async (_, { actor, database }) => {
    const current = actor.kind === 'person' ? actor.session : ''
    const rows = await findOwnSessions(database, actor.id)
    return {
      rows: rows.map(({ userAgent, ...row }) => ({
        ...row,
        current: row.id === current,
        device: deviceOf(userAgent),
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      })),
    }
  },

  'DELETE /self/sessions/{session}': async ({ params }, { actor, transaction, audit }) => {
    if (!(await endSession(transaction, actor.id, params.session))) return notFound('session')
    await audit({
      action: 'end:session',
      commune: actor.commune,
      entityId: params.session,
      entity: actor.name,
    })
    return null
  },

  'GET /self/sign-ins': async ({ query }, { actor, database }) => {
    const { rows, next } = await findOwnSignIns(database, actor.id, query)
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /sign-ins': async ({ query }, { actor, database }) => {
    const asked = withNetwork('/query', query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findSignInPage(database, actor.scope, {
      ...asked,
      since: dateOf(query.since),
    })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /sign-ins/export': async ({ query }, context) => {
    const asked = withNetwork('/query', query)
    if (asked instanceof Problem) return asked
    return await exportSignIns(context, { ...asked, since: dateOf(query.since) })
  },
})
