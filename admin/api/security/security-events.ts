// The security log.

import { findSecurityEventPage } from '#db/stores/security/security-event-pages.ts'
import { Problem } from '#http/problem.ts'
import { securityEventRoutes } from '../../contract/security/security-event.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { implement } from '../http/handler.ts'
import { dateOf } from '../http/query-values.ts'
import { exportSecurityEvents } from './export-security.ts'
import { readNetworkField } from './read-network.ts'

export const securityEventHandlers = implement(securityEventRoutes, {
  'GET /security-events': async ({ query }, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findSecurityEventPage(database, { ...asked, since: dateOf(query.since) })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /security-events/export': async ({ query }, context) => {
    const problem = refuseUnlessDepartment(context.actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    return await exportSecurityEvents(context, { ...asked, since: dateOf(query.since) })
  },
})
