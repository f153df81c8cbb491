// Lists: listed, made, changed with their members, taken away.

import type { EmailAddress } from '#core/address/email-address.ts'
import { findAliasesOnlyTo } from '#db/stores/addresses/alias-references.ts'
import {
  addMembers,
  changeList,
  countLists,
  deleteList,
  findList,
  findListPage,
  insertList,
  type ListRow,
  removeMembers,
} from '#db/stores/addresses/lists.ts'
import { difference } from '#db/stores/audit.ts'
import { findTenant } from '#db/stores/communes/tenants.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import { listRoutes } from '../../contract/addresses/list.ts'
import { implement } from '../http/handler.ts'
import { addressFilter, iso, pageWish } from '../http/query-values.ts'
import { readHosted } from '../mailboxes/make-mailbox.ts'
import { exportLists } from './export-addresses.ts'
import { readTargets } from './read-targets.ts'

const pointer = '/body/members'

export const listHandlers = implement(listRoutes, {
  'GET /lists': async ({ query }, { actor, database }) => {
    const filter = addressFilter(query)
    if (filter instanceof Problem) return filter
    const { rows, next } = await findListPage(database, actor.scope, { ...filter, ...pageWish(query) })
    return { rows: rows.map(view), next }
  },

  'GET /lists/count': async ({ query }, { actor, database }) => {
    const filter = addressFilter(query)
    return filter instanceof Problem ? filter : { count: await countLists(database, actor.scope, filter) }
  },

  'GET /lists/export': async ({ query }, context) => {
    const filter = addressFilter(query)
    return filter instanceof Problem ? filter : await exportLists(context, filter)
  },

  'POST /communes/{commune}/lists': async ({ params, body }, { actor, transaction, audit }) => {
    const tenant = await findTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const address = await readHosted(transaction, tenant, body)
    if (address instanceof Problem) return address
    const wish = { texts: body.members, pointer, from: address, by: actor }
    const members = await readTargets(transaction, tenant.id, wish)
    if (members instanceof Problem) return members
    const { name, senders } = body
    const made = await insertList(transaction, tenant.id, { address, name, senders })
    await addMembers(transaction, made, members)
    await audit({
      action: 'create:list',
      commune: tenant.id,
      entityId: made.id,
      entity: address,
      after: { name, senders, members },
    })
    const shown = await findList(transaction, actor.scope, made.id)
    return shown === null ? notFound('list') : view(shown)
  },

  'GET /lists/{list}': async ({ params }, { actor, database }) => {
    const found = await findList(database.drizzle, actor.scope, params.list)
    return found === null ? notFound('list') : view(found)
  },

  'PATCH /lists/{list}': async ({ params, body }, { actor, transaction, audit }) => {
    const before = await findList(transaction, actor.scope, params.list)
    if (before === null) return notFound('list')
    const { id, address } = before
    const commune = before.commune.id
    const wanted =
      body.members === undefined
        ? before.memberAddresses
        : await readTargets(transaction, commune, {
            ...{ texts: body.members, pointer, from: address },
            ...{ before: before.memberAddresses, by: actor },
          })
    if (wanted instanceof Problem) return wanted
    const { revision, name, senders } = body
    if (!(await changeList(transaction, { id, revision }, { name, senders }))) {
      const current = await findList(transaction, actor.scope, id)
      return current === null ? notFound('list') : changedMeanwhile(view(current))
    }
    const added = without(wanted, before.memberAddresses)
    const removed = without(before.memberAddresses, wanted)
    await removeMembers(transaction, { id, commune }, removed)
    await addMembers(transaction, { id, commune }, added)
    const after = await findList(transaction, actor.scope, id)
    if (after === null) return notFound('list')
    const fields = difference(audited(before), audited(after))
    await audit({
      action: 'change:list',
      commune,
      entityId: id,
      entity: address,
      // Of two thousand members the log tells those that came and went.
      before: { ...fields.before, ...(removed.length > 0 ? { members: removed } : {}) },
      after: { ...fields.after, ...(added.length > 0 ? { members: added } : {}) },
    })
    return view(after)
  },

  'DELETE /lists/{list}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findList(transaction, actor.scope, params.list)
    if (found === null) return notFound('list')
    const leaders = await findAliasesOnlyTo(transaction, found.commune.id, found.address)
    if (leaders.length > 0) return new Problem('in-use', `These would lead nowhere: ${leaders.join(', ')}.`)
    await deleteList(transaction, found.id)
    await audit({
      action: 'delete:list',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: { ...audited(found), members: found.memberAddresses },
    })
    return null
  },
})

function without(all: readonly EmailAddress[], some: readonly EmailAddress[]): readonly EmailAddress[] {
  const known = new Set(some)
  return all.filter((address) => !known.has(address))
}

const audited = ({ name, senders }: ListRow) => ({ name, senders })

const view = <Row extends ListRow>(row: Row) => ({ ...row, createdAt: iso(row.createdAt) })
