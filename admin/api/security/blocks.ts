// Who is blocked after wrong passwords, and their release.

import { clientNetwork } from '#core/address/client-network.ts'
import { findBlocks, releaseBlock } from '#db/stores/security/blocks.ts'
import { notFound, Problem } from '#http/problem.ts'
import { blockRoutes } from '../../contract/security/block.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { implement } from '../http/handler.ts'
import { exportBlocks } from './export-security.ts'
import { readNetworkField } from './read-network.ts'

export const blockHandlers = implement(blockRoutes, {
  'GET /blocks': async ({ query }, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    const { rows, next } = await findBlocks(database, asked)
    return { rows: rows.map(({ since: _, until, ...row }) => ({ ...row, until: until.toISOString() })), next }
  },

  'GET /blocks/export': async ({ query }, context) => {
    const problem = refuseUnlessDepartment(context.actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    return await exportBlocks(context, asked)
  },

  'DELETE /blocks': async ({ query }, { actor, transaction, audit }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/query', query)
    if (asked instanceof Problem) return asked
    const { login } = asked
    const network = asked.network.includes('/') ? asked.network : clientNetwork(asked.network).host
    if (!(await releaseBlock(transaction, { login, network }))) return notFound('block')
    const entity = login === undefined ? network : `${login} (${network})`
    await audit({ action: 'release:block', commune: null, entityId: network, entity })
    return null
  },
})
