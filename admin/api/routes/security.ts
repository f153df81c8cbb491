// Sign-ins and sessions, and what is held against guessing.

import { isIP } from 'node:net'
import { clientNetwork, unmapped } from '#core/client-network.ts'
import {
  deleteTrustedNetwork,
  findAlertPage,
  findBlocks,
  findSecurityEventPage,
  findTrustedNetworks,
  insertTrustedNetwork,
  markAlertSeen,
  releaseBlock,
} from '#db/stores/blocks.ts'
import { endSession, findOwnSessions, findOwnSignIns, findSignInPage } from '#db/stores/sign-in-log.ts'
import type { Actor } from '#identity/actor.ts'
import { deviceOf } from '#identity/intrusion/device-of.ts'
import { securityRoutes } from '../../contract/security.ts'
import { implement } from '../http/handler.ts'
import { notFound, Problem } from '../http/problem.ts'
import { exportAlerts, exportBlocks, exportSecurityEvents, exportSignIns } from './export-security.ts'
import { flag, iso } from './shown.ts'

export const securityHandlers = implement(securityRoutes, {
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
    const filter = withNetwork(query)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findSignInPage(database, actor.scope, { ...filter, since: sinceOf(query) })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /sign-ins/export': async ({ query }, context) => {
    const filter = withNetwork(query)
    return filter instanceof Problem
      ? filter
      : await exportSignIns(context, { ...filter, since: sinceOf(query) })
  },

  'GET /security-events': async ({ query }, { actor, database }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    const filter = withNetwork(query)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findSecurityEventPage(database, { ...filter, since: sinceOf(query) })
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })), next }
  },

  'GET /security-events/export': async ({ query }, context) => {
    const problem = notDepartment(context.actor)
    if (problem !== null) return problem
    const filter = withNetwork(query)
    if (filter instanceof Problem) return filter
    return await exportSecurityEvents(context, { ...filter, since: sinceOf(query) })
  },

  'GET /blocks': async ({ query }, { actor, database }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    const filter = withNetwork(query)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findBlocks(database, filter)
    return { rows: rows.map(({ since: _, until, ...row }) => ({ ...row, until: until.toISOString() })), next }
  },

  'GET /blocks/export': async ({ query }, context) => {
    const problem = notDepartment(context.actor)
    if (problem !== null) return problem
    const filter = withNetwork(query)
    return filter instanceof Problem ? filter : await exportBlocks(context, filter)
  },

  'DELETE /blocks': async ({ query }, { actor, transaction, audit }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    if (!isNetwork(query.network)) return badNetwork('/query/network')
    const named = unmapped(query.network)
    const network = named.includes('/') ? named : clientNetwork(named).host
    const { login } = query
    if (!(await releaseBlock(transaction, { login, network }))) return notFound('block')
    const entity = login === undefined ? network : `${login} (${network})`
    await audit({ action: 'release:block', commune: null, entityId: network, entity })
    return null
  },

  'GET /trusted-networks': async (_, { actor, database }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    const rows = await findTrustedNetworks(database)
    return { rows: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) }
  },

  'POST /trusted-networks': async ({ body }, { actor, transaction, audit }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    if (!isNetwork(body.network)) return badNetwork('/body/network')
    const { createdAt, ...made } = await insertTrustedNetwork(transaction, {
      ...body,
      network: unmapped(body.network),
    })
    const { id, network, note } = made
    await audit({
      ...{ action: 'create:trusted-network', commune: null, entityId: id, entity: network },
      after: { network, note },
    })
    return { ...made, createdAt: createdAt.toISOString() }
  },

  'DELETE /trusted-networks/{id}': async ({ params }, { actor, transaction, audit }) => {
    const problem = notDepartment(actor)
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

  'GET /alerts': async ({ query }, { actor, database }) => {
    const problem = notDepartment(actor)
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
    notDepartment(context.actor) ?? (await exportAlerts(context, flag(query.seen))),

  'PUT /alerts/{alert}/seen': async ({ params }, { actor, transaction, audit, ports }) => {
    const problem = notDepartment(actor)
    if (problem !== null) return problem
    const by = actor.kind === 'person' ? actor.id : null
    const seen = await markAlertSeen(transaction, { id: params.alert, at: new Date(ports.clock.now()), by })
    if (seen === null) return notFound('alert')
    const { kind, subject, commune } = seen
    await audit({ action: 'see:alert', commune, entityId: params.alert, entity: `${kind}: ${subject}` })
    return null
  },
})

const sinceOf = ({ since }: { readonly since?: string | undefined }): Date | undefined =>
  since === undefined ? undefined : new Date(since)

/** A key of a commune may have these permissions, and sees nothing here all the same. */
const notDepartment = ({ scope }: Actor): Problem | null =>
  scope.kind === 'department'
    ? null
    : new Problem('forbidden', 'Attacks are looked at by the département alone.')

/** As PostgreSQL takes it: no short forms, no zones. */
function isNetwork(text: string | undefined): boolean {
  if (text === undefined) return true
  const [address = '', bits = '0', ...more] = text.split('/')
  const kind = isIP(address)
  return kind !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)
}

/** The query with its network as clients are written down. */
function withNetwork<Query extends { readonly network?: string | undefined }>(query: Query): Query | Problem {
  if (!isNetwork(query.network)) return badNetwork('/query/network')
  return query.network === undefined ? query : { ...query, network: unmapped(query.network) }
}

const badNetwork = (pointer: string): Problem =>
  new Problem('invalid-input', 'This is no address and no network.', {
    errors: [{ pointer, code: 'network', detail: 'Expected an address, or a network in CIDR form.' }],
  })
