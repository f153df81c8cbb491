// Aliases: listed, made, led elsewhere, taken away.

import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Transaction } from '#db/connection.ts'
import { findAliasesOnlyTo, wouldLoop } from '#db/stores/addresses/alias-references.ts'
import {
  type AliasRow,
  changeTargets,
  countAliases,
  deleteAlias,
  findAlias,
  findAliasPage,
  insertAlias,
} from '#db/stores/addresses/aliases.ts'
import { difference } from '#db/stores/audit.ts'
import { findTenant } from '#db/stores/communes/tenants.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { aliasRoutes } from '../../contract/addresses/alias.ts'
import { implement } from '../http/handler.ts'
import { addressFilter, iso, pageWish } from '../http/query-values.ts'
import { readHosted } from '../mailboxes/make-mailbox.ts'
import { exportAliases } from './export-addresses.ts'
import { readTargets, type WrittenTargets } from './read-targets.ts'

export const aliasHandlers = implement(aliasRoutes, {
  'GET /aliases': async ({ query }, { actor, database }) => {
    const filter = addressFilter(query)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findAliasPage(database, actor.scope, { ...filter, ...pageWish(query) })
    return { rows: rows.map(view), next }
  },

  'GET /aliases/count': async ({ query }, { actor, database }) => {
    const filter = addressFilter(query)
    return filter instanceof Problem ? filter : { count: await countAliases(database, actor.scope, filter) }
  },

  'GET /aliases/export': async ({ query }, context) => {
    const filter = addressFilter(query)
    return filter instanceof Problem ? filter : await exportAliases(context, filter)
  },

  'POST /communes/{commune}/aliases': async ({ params, body }, { actor, transaction, audit }) => {
    const tenant = await findTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const address = await readHosted(transaction, tenant, body)
    if (address instanceof Problem) return address
    const targets = await readWay(transaction, {
      commune: tenant.id,
      address,
      texts: body.targets,
      by: actor,
    })
    if (targets instanceof Problem) return targets
    const id = await insertAlias(transaction, tenant.id, { address, targets })
    await audit({
      action: 'create:alias',
      commune: tenant.id,
      entityId: id,
      entity: address,
      after: { targets },
    })
    const made = await findAlias(transaction, actor.scope, id)
    return made === null ? notFound('alias') : view(made)
  },

  'GET /aliases/{alias}': async ({ params }, { actor, database }) => {
    const found = await findAlias(database.drizzle, actor.scope, params.alias)
    return found === null ? notFound('alias') : view(found)
  },

  'PATCH /aliases/{alias}': async ({ params, body }, { actor, transaction, audit }) => {
    const before = await findAlias(transaction, actor.scope, params.alias)
    if (before === null) return notFound('alias')
    const { id, address } = before
    const commune = before.commune.id
    const targets = await readWay(transaction, {
      commune,
      address,
      texts: body.targets,
      before: before.targets,
      by: actor,
    })
    if (targets instanceof Problem) return targets
    const changed = await changeTargets(transaction, { id, commune, revision: body.revision }, targets)
    const after = await findAlias(transaction, actor.scope, id)
    if (after === null) return notFound('alias')
    if (!changed) return changedMeanwhile(view(after))
    await audit({
      action: 'change:alias',
      commune,
      entityId: id,
      entity: address,
      ...difference({ targets: before.targets }, { targets: after.targets }),
    })
    return view(after)
  },

  'DELETE /aliases/{alias}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findAlias(transaction, actor.scope, params.alias)
    if (found === null) return notFound('alias')
    const leaders = await findAliasesOnlyTo(transaction, found.commune.id, found.address)
    if (leaders.length > 0) return new Problem('in-use', `These would lead nowhere: ${leaders.join(', ')}.`)
    await deleteAlias(transaction, found.id)
    await audit({
      action: 'delete:alias',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: { targets: found.targets },
    })
    return null
  },
})

interface Way extends Pick<WrittenTargets, 'texts' | 'before' | 'by'> {
  readonly commune: CommuneId
  readonly address: EmailAddress
}

async function readWay(
  transaction: Transaction,
  { commune, address, ...written }: Way,
): Promise<readonly EmailAddress[] | Problem> {
  const pointer = '/body/targets'
  const targets = await readTargets(transaction, commune, { ...written, pointer, from: address })
  if (targets instanceof Problem) return targets
  return (await wouldLoop(transaction, targets, address))
    ? wrongField(pointer, 'loop', 'These lead back to the alias.')
    : targets
}

const view = (row: AliasRow) => ({ ...row, createdAt: iso(row.createdAt) })
