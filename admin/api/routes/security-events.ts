// The security log.

import { findSecurityEventPage } from '#db/stores/blocks.ts'
import { securityEventRoutes } from '../../contract/security-event.ts'
import { implement } from '../http/handler.ts'
import { notDepartment } from './department-alone.ts'
import { exportSecurityEvents } from './export-security.ts'
import { badNetwork, isNetwork } from './network.ts'
import { dateOf } from './shown.ts'

export const securityEventHandlers = implement(securityEventRoutes, {
  'GET /security-events': async ({ query }, { actor, database }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    if (!isNetwork(query.network)) return badNetwork('/query/network')
    const { rows, next } = await findSecurityEventPage(database, { ...query, since: dateOf(query.since) })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /security-events/export': async ({ query }, context) => {
    const problem = notDepartment(context.actor)
    if (problem !== null) return problem
    if (!isNetwork(query.network)) return badNetwork('/query/network')
    return await exportSecurityEvents(context, { ...query, since: dateOf(query.since) })
  },
})
