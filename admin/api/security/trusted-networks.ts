// Networks that are never blocked.

import {
  deleteTrustedNetwork,
  findTrustedNetworks,
  insertTrustedNetwork,
} from '#db/stores/security/trusted-networks.ts'
import { notFound, Problem } from '#http/problem.ts'
import { trustedNetworkRoutes } from '../../contract/security/trusted-network.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { implement } from '../http/handler.ts'
import { exportTrustedNetworks } from '../persons/export-access.ts'
import { readNetworkField } from './read-network.ts'

export const trustedNetworkHandlers = implement(trustedNetworkRoutes, {
  'GET /trusted-networks': async (_, { actor, database }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const rows = await findTrustedNetworks(database)
    return { rows: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }
  },

  'GET /trusted-networks/export': async (_, context) =>
    refuseUnlessDepartment(context.actor) ?? (await exportTrustedNetworks(context)),

  'POST /trusted-networks': async ({ body }, { actor, transaction, audit }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const asked = readNetworkField('/body', body)
    if (asked instanceof Problem) return asked
    const { createdAt, ...made } = await insertTrustedNetwork(transaction, asked)
    const { id, network, note } = made
    await audit({
      ...{ action: 'create:trusted-network', commune: null, entityId: id, entity: network },
      after: { network, note },
    })
    return { ...made, createdAt: createdAt.toISOString() }
  },

  'DELETE /trusted-networks/{id}': async ({ params }, { actor, transaction, audit }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const gone = await deleteTrustedNetwork(transaction, params.id)
    if (gone === null) return notFound('trusted network')
    const { id, network, note } = gone
    await audit({
      ...{ action: 'delete:trusted-network', commune: null, entityId: id, entity: network },
      before: { network, note },
    })
    return null
  },
})
