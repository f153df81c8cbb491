// What somebody must look at, and that somebody did.

import { findAlertPage, markAlertSeen } from '#db/stores/security/alerts.ts'
import { notFound } from '#http/problem.ts'
import { alertRoutes } from '../../contract/security/alert.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { implement } from '../http/handler.ts'
import { flag, iso } from '../http/query-values.ts'
import { exportAlerts } from './export-security.ts'

export const alertHandlers = implement(alertRoutes, {
  'GET /alerts': async ({ query }, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const { rows, next } = await findAlertPage(database, { ...query, seen: flag(query.seen) })
    return {
      rows: rows.map((row) => ({
        ...row,
        since: row.since.toISOString(),
        lastAt: row.lastAt.toISOString(),
        seenAt: iso(row.seenAt),
      })),
      next,
    }
  },

  'GET /alerts/export': async ({ query }, context) =>
    refuseUnlessDepartment(context.actor) ?? (await exportAlerts(context, flag(query.seen))),

  'PUT /alerts/{alert}/seen': async ({ params }, { actor, transaction, audit, ports }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const by = actor.kind === 'person' ? actor.id : null
    const seen = await markAlertSeen(transaction, { id: params.alert, at: new Date(ports.clock.now()), by })
    if (seen === null) return notFound('alert')
    const { kind, subject, commune } = seen
    await audit({ action: 'see:alert', commune, entityId: params.alert, entity: `${kind}: ${subject}` })
    return null
  },
})
