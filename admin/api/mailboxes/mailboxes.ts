// Mailboxes: listed, made, changed, suspended, given to somebody else, taken away.

import type { z } from 'zod'
import { findAliasesOnlyTo } from '#db/stores/addresses/alias-references.ts'
import { difference } from '#db/stores/audit.ts'
import { lockTenant } from '#db/stores/communes/tenants.ts'
import { findAccessToMailbox } from '#db/stores/mailboxes/access.ts'
import {
  allottedBytes,
  changeMailbox,
  deleteMailbox,
  type MailboxChange,
  revokeAppPasswords,
} from '#db/stores/mailboxes/change-mailboxes.ts'
import {
  countMailboxes,
  findMailbox,
  findMailboxPage,
  type MailboxRow,
} from '#db/stores/mailboxes/mailboxes.ts'
import { raiseAlert } from '#db/stores/security/raise-alert.ts'
import { findSendingStop, resumeSending } from '#db/stores/sending/sending-stops.ts'
import { changedMeanwhile, notFound, Problem } from '#http/problem.ts'
import { type mailboxFilter, mailboxRoutes } from '../../contract/mailboxes/mailbox.ts'
import { exportMailboxes } from '../communes/export-directory.ts'
import { refuseUnlessDepartment } from '../department-only.ts'
import { type Changing, implement } from '../http/handler.ts'
import { dateOf, flag } from '../http/query-values.ts'
import { auditedMailbox, mailboxView } from './mailbox-view.ts'
import { makeMailbox, mayOwn } from './make-mailbox.ts'
import { personalMailboxOpened } from './personal-mailbox-opened.ts'
import { refuseQuota } from './quota-rule.ts'

export const mailboxHandlers = implement(mailboxRoutes, {
  'GET /mailboxes': async ({ query }, { actor, database }) => {
    const { rows, next } = await findMailboxPage(database, actor.scope, { ...query, ...filterOf(query) })
    return { rows: rows.map((row) => mailboxView(row)), next }
  },

  'GET /mailboxes/count': async ({ query }, { actor, database }) => ({
    count: await countMailboxes(database, actor.scope, filterOf(query)),
  }),

  'GET /mailboxes/export': async ({ query }, context) => exportMailboxes(context, filterOf(query)),

  'GET /mailboxes/{mailbox}': async ({ params }, { actor, database }) => {
    const found = await findMailbox(database.drizzle, actor.scope, params.mailbox)
    return found === null ? notFound('mailbox') : mailboxView(found)
  },

  'POST /communes/{commune}/mailboxes': async ({ params, body }, context) => {
    const { actor, transaction } = context
    const tenant = await lockTenant(transaction, actor.scope, params.commune)
    if (tenant === null) return notFound('commune')
    const id = await makeMailbox(context, tenant, body)
    if (id instanceof Problem) return id
    const made = await findMailbox(transaction, actor.scope, id)
    return made === null ? notFound('mailbox') : mailboxView(made)
  },

  'PATCH /mailboxes/{mailbox}': async ({ params, body: { revision, ...fields } }, context) => {
    const { actor, transaction } = context
    const before = await findMailbox(transaction, actor.scope, params.mailbox)
    if (before === null) return notFound('mailbox')
    if (fields.quotaBytes !== undefined) {
      const refused = await refuseRoom(context, before, fields.quotaBytes)
      if (refused !== null) return refused
    }
    return await change(
      { before, action: 'change:mailbox' },
      { ...fields, revision, expiresAt: dateOf(fields.expiresAt) },
      context,
    )
  },

  'PUT /mailboxes/{mailbox}/suspension': async ({ params, body: { revision, suspended } }, context) => {
    const { actor, transaction, ports } = context
    const before = await findMailbox(transaction, actor.scope, params.mailbox)
    if (before === null) return notFound('mailbox')
    const suspendedAt = suspended ? (before.suspendedAt ?? new Date(ports.clock.now())) : null
    return await change({ before, action: 'suspend:mailbox' }, { revision, suspendedAt }, context)
  },

  'DELETE /mailboxes/{mailbox}/sending-stop': async ({ params, query }, { actor, transaction, audit }) => {
    const problem = refuseUnlessDepartment(actor)
    if (problem !== null) return problem
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const { id, address } = found
    const commune = found.commune.id
    const releaseHeld = query.releaseHeld === 'true'
    const resumed = await resumeSending(transaction, { mailbox: id, commune, address, releaseHeld })
    if (resumed === null) return notFound('sending-stop')
    const after = { released: resumed.released }
    await audit({ action: 'resume:sending', commune, entityId: id, entity: address, after })
    return null
  },

  'PUT /mailboxes/{mailbox}/owner': async ({ params, body: { revision, owner } }, context) => {
    const { actor, transaction } = context
    const before = await findMailbox(transaction, actor.scope, params.mailbox)
    if (before === null) return notFound('mailbox')
    // An owner opens more than anybody who was given access.
    if (owner !== null && !actor.permissions.has('change:access'))
      return new Problem('forbidden', 'An owner takes the permission change:access.')
    const problem = owner === null ? null : await mayOwn(context, before.commune.id, owner)
    if (problem instanceof Problem) return problem
    if (before.owner !== null && before.owner.id !== owner)
      await revokeAppPasswords(transaction, before.id, before.owner.id)
    const changed = await change({ before, action: 'change:mailbox' }, { revision, owner }, context)
    if (!(changed instanceof Problem)) await tellOfOwner(before, changed.owner, context)
    return changed
  },

  'DELETE /mailboxes/{mailbox}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    if (found.suspendedAt === null) return new Problem('in-use', 'Suspend it first.')
    const stop = await findSendingStop(transaction, { mailbox: found.id, commune: found.commune.id })
    if (stop !== null && !actor.permissions.has('release:block'))
      return new Problem(
        'department-decides',
        'Its sending is suspended: this takes the permission release:block.',
      )
    const leaders = await findAliasesOnlyTo(transaction, found.commune.id, found.address)
    if (leaders.length > 0) {
      return new Problem('in-use', `These would lead nowhere: ${leaders.join(', ')}.`)
    }
    await deleteMailbox(transaction, found.id)
    await audit({
      action: 'delete:mailbox',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: { address: found.address, ...auditedMailbox(found) },
    })
    return null
  },
})

/**
 * What one person alone read is open to somebody else: to the next owner, to an office, or, where an office’s mailbox becomes
 * a person’s, to those who could open it before and still can. Otherwise it would be opened in two steps without a word.
 */
async function tellOfOwner(
  { id, address, commune, owner: before }: MailboxRow,
  after: MailboxRow['owner'],
  { actor, transaction }: Changing,
): Promise<void> {
  if (before?.id === after?.id) return
  const opened = (await findAccessToMailbox(transaction, id)).filter(
    ({ role, state, person }) => role !== 'owner' && state !== 'over' && person.id !== after?.id,
  )
  const to = before !== null && after !== null ? [after.email] : opened.map(({ person }) => person.email)
  if (before === null && to.length === 0) return
  await raiseAlert(transaction, personalMailboxOpened({ address, commune: commune.id, to, by: actor.name }))
}

async function refuseRoom(
  { actor, transaction }: Changing,
  { id, commune, quotaBytes }: MailboxRow,
  wanted: number,
): Promise<Problem | null> {
  const tenant = await lockTenant(transaction, actor.scope, commune.id)
  return refuseQuota({
    wanted,
    before: quotaBytes,
    others: await allottedBytes(transaction, commune.id, id),
    pool: tenant?.quotaBytes ?? null,
    free: actor.permissions.has('change:quota'),
  })
}

async function change(
  { before, action }: { readonly before: MailboxRow; readonly action: 'change:mailbox' | 'suspend:mailbox' },
  { revision, ...fields }: MailboxChange & { readonly revision: number },
  { actor, transaction, audit }: Changing,
): Promise<ReturnType<typeof mailboxView> | Problem> {
  const { id } = before
  if (!(await changeMailbox(transaction, { id, revision }, fields))) {
    const current = await findMailbox(transaction, actor.scope, id)
    return current === null ? notFound('mailbox') : changedMeanwhile(mailboxView(current))
  }
  const after = await findMailbox(transaction, actor.scope, id)
  if (after === null) return notFound('mailbox')
  await audit({
    action,
    commune: before.commune.id,
    entityId: id,
    entity: before.address,
    ...difference(auditedMailbox(before), auditedMailbox(after)),
  })
  return mailboxView(after)
}

const filterOf = ({
  commune,
  search,
  kind,
  suspended,
  expired,
  nearlyFull,
}: z.output<typeof mailboxFilter>) => ({
  ...{ commune, search, kind },
  suspended: flag(suspended),
  expired: flag(expired),
  nearlyFull: flag(nearlyFull),
})
