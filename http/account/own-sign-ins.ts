// What each person sees of their own sessions and sign-ins.

import { endSessions } from '#db/stores/security/credentials.ts'
import { endSession, findOwnSessions, findOwnSignIns } from '#db/stores/security/sign-in-log.ts'
import { deviceName } from '#identity/intrusion/device-name.ts'
import type { ownSignInRoutes } from '../contract/own-sign-in.ts'
import { notFound } from '../problem.ts'
import { type AccountHandlers, aboutSelf, personOf } from './context.ts'

export const ownSignInHandlers: AccountHandlers<typeof ownSignInRoutes> = {
  'GET /self/sessions': async (_, { actor, database }) => {
    const current = actor.kind === 'person' ? actor.session : ''
    const rows = await findOwnSessions(database, actor.id)
    return {
      rows: rows.map(({ userAgent, ...row }) => ({
        ...row,
        current: row.id === current,
        device: deviceName(userAgent),
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

  'DELETE /self/sessions': async (_, context) => {
    const { actor, transaction, audit } = context
    await endSessions(transaction, actor.id, { except: personOf(actor).session })
    await audit({ action: 'end:sessions', ...aboutSelf(context) })
    return null
  },

  'GET /self/sign-ins': async ({ query }, { actor, database }) => {
    const { rows, next } = await findOwnSignIns(database, actor.id, query)
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },
}
