// Who is blocked after wrong passwords, and their release.

import { clientNetwork } from '#core/client-network.ts'
import { findBlocks, releaseBlock } from '#db/stores/blocks.ts'
import { blockRoutes } from '../../contract/block.ts'
import { implement } from '../http/handler.ts'
import { notFound } from '../http/problem.ts'
import { notDepartment } from './department-alone.ts'
import { exportBlocks } from './export-security.ts'
import { badNetwork, isNetwork } from './network.ts'

export const blockHandlers = implement(blockRoutes, {
  'GET /blocks': async ({ query }, { actor, database }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    if (!isNetwork(query.network)) return badNetwork('/query/network')
    const { rows, next } = await findBlocks(database, query)
    return { rows: rows.map(({ since: _, until, ...row }) => ({ ...row, until: until.toISOString() })), next }
  },

  'GET /blocks/export': async ({ query }, context) => {
    const problem = notDepartment(context.actor)
    if (problem !== null) return problem
    return isNetwork(query.network) ? await exportBlocks(context, query) : badNetwork('/query/network')
  },

  'DELETE /blocks': async ({ query }, { actor, transaction, audit }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    if (!isNetwork(query.network)) return badNetwork('/query/network')
    const network = query.network.includes('/') ? query.network : clientNetwork(query.network).host
    const { login } = query
    if (!(await releaseBlock(transaction, { login, network }))) return notFound('block')
    const entity = login === undefined ? network : `${login} (${network})`
    await audit({ action: 'release:block', commune: null, entityId: network, entity })
    return null
  },
})
