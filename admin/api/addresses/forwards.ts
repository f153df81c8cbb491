// Where the mail of a mailbox is sent on to. To the outside only what the département allows, for a time, and told to
// whoever watches over it: a forward is the first thing that an intruder sets up.

import type { CommuneId } from '#core/address/directory.ts'
import { domainOf, parseEmailAddress } from '#core/address/email-address.ts'
import {
  deleteExternalForward,
  findExternalForwards,
  findForwards,
  putExternalForward,
  putForwards,
} from '#db/stores/addresses/forwards.ts'
import { difference } from '#db/stores/audit.ts'
import { changeMailbox } from '#db/stores/mailboxes/change-mailboxes.ts'
import { findMailbox, type MailboxRow } from '#db/stores/mailboxes/mailboxes.ts'
import { hostOf } from '#db/stores/persons/change-persons.ts'
import { forbidsExternalForwards } from '#db/stores/policies/tenant-policies.ts'
import { raiseAlert } from '#db/stores/security/raise-alert.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import { forwardRoutes } from '../../contract/addresses/forward.ts'
import { implement } from '../http/handler.ts'
import { iso } from '../http/query-values.ts'
import { personalMailboxOpened } from '../mailboxes/personal-mailbox-opened.ts'
import type { Ports } from '../ports.ts'
import { exportForwards } from './export-addresses.ts'
import { readTargets } from './read-targets.ts'

const yearMilliseconds = 366 * 86_400_000

export const forwardHandlers = implement(forwardRoutes, {
  'GET /forwards/export': async ({ query }, context) => await exportForwards(context, query),

  'GET /mailboxes/{mailbox}/forwards': async ({ params }, { actor, ports, database: { drizzle } }) => {
    const found = await findMailbox(drizzle, actor.scope, params.mailbox)
    return found === null ? notFound('mailbox') : await view(drizzle, found, ports)
  },

  'PUT /mailboxes/{mailbox}/forwards': async ({ params, body }, { actor, transaction, audit, ports }) => {
    const before = await findMailbox(transaction, actor.scope, params.mailbox)
    if (before === null) return notFound('mailbox')
    const { id, address } = before
    const commune = before.commune.id
    const old = await findForwards(transaction, id)
    const wish = { texts: body.targets, pointer: '/body/targets', from: address, before: old, by: actor }
    const targets = await readTargets(transaction, commune, wish)
    if (targets instanceof Problem) return targets
    // Whoever reads there reads from now on what came here.
    const to = targets.filter((target) => !old.includes(target))
    if (to.length > 0 && actor.kind === 'key')
      return new Problem('forbidden', 'No key sends the mail of a mailbox on to somebody else.')
    const { revision, keepsCopy } = body
    const changed = await changeMailbox(transaction, { id, revision }, { forwardKeepsCopy: keepsCopy })
    const after = await findMailbox(transaction, actor.scope, id)
    if (after === null) return notFound('mailbox')
    if (!changed) return changedMeanwhile(await view(transaction, after, ports))
    await putForwards(transaction, { id, commune }, targets)
    if (before.owner !== null && to.length > 0)
      await raiseAlert(transaction, personalMailboxOpened({ address, commune, to, by: actor.name }))
    await audit({
      action: 'change:forward',
      commune,
      entityId: id,
      entity: address,
      ...difference(
        { targets: old, keepsCopy: before.forwardKeepsCopy },
        { targets: [...targets].sort(), keepsCopy },
      ),
    })
    return await view(transaction, after, ports)
  },

  'DELETE /mailboxes/{mailbox}/forwards': async ({ params }, { actor, transaction, audit, ports }) => {
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const targets = await findForwards(transaction, found.id)
    if (!(await changeMailbox(transaction, found, {})))
      return changedMeanwhile(await view(transaction, found, ports))
    await putForwards(transaction, { id: found.id, commune: found.commune.id }, [])
    await audit({
      action: 'delete:forward',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: { targets },
    })
    return null
  },

  'PUT /mailboxes/{mailbox}/external-forwards/{target}': async ({ params, body }, context) => {
    const { actor, transaction, audit, ports } = context
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const target = parseEmailAddress(params.target)
    if (!target.ok) return wrongField('/params/target', 'invalid-address', target.error)
    if ((await hostOf(transaction, domainOf(target.value))) !== null)
      return wrongField('/params/target', 'hosted-here', 'This address is not outside.')
    const until = new Date(body.until)
    const away = until.getTime() - ports.clock.now()
    if (away <= 0 || away > yearMilliseconds)
      return wrongField('/body/until', 'not-within-a-year', 'It ends within a year from now.')
    const { id, address } = found
    const commune = found.commune.id
    if (await areForbidden(transaction, commune, ports))
      return wrongField(
        '/params/target',
        'external-forwards-forbidden',
        'The policy forbids forwards to the outside.',
      )
    const before = (await findExternalForwards(transaction, id)).find((each) => each.target === target.value)
    const { reason } = body
    await putExternalForward(transaction, { id, commune }, { target: target.value, reason, until })
    await raiseAlert(transaction, {
      kind: 'external-forward',
      subject: address,
      commune,
      facts: { to: target.value, until: until.toISOString(), by: actor.name },
    })
    await audit({
      action: before === undefined ? 'create:external-forward' : 'change:external-forward',
      commune,
      entityId: id,
      entity: address,
      before: before === undefined ? null : audited(before),
      after: audited({ target: target.value, reason, until }),
    })
    return await view(transaction, found, ports)
  },

  'DELETE /mailboxes/{mailbox}/external-forwards/{target}': async (
    { params },
    { actor, transaction, audit },
  ) => {
    const found = await findMailbox(transaction, actor.scope, params.mailbox)
    if (found === null) return notFound('mailbox')
    const target = parseEmailAddress(params.target)
    const before = (await findExternalForwards(transaction, found.id)).find(
      (each) => target.ok && each.target === target.value,
    )
    if (!target.ok || before === undefined) return notFound('forward')
    await deleteExternalForward(transaction, found.id, target.value)
    await audit({
      action: 'delete:external-forward',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.address,
      before: audited(before),
    })
    return null
  },
})

const audited = (row: { readonly target: string; readonly reason: string; readonly until: Date }) => ({
  target: row.target,
  reason: row.reason,
  until: iso(row.until),
})

type Reader = Parameters<typeof findForwards>[0]

async function view(drizzle: Reader, mailbox: MailboxRow, ports: Ports) {
  const { id, address, revision, forwardKeepsCopy, commune } = mailbox
  const external = await findExternalForwards(drizzle, id)
  return {
    mailbox: { id, address, revision },
    targets: [...(await findForwards(drizzle, id))],
    keepsCopy: forwardKeepsCopy,
    external: external.map((row) => ({ ...row, until: iso(row.until), createdAt: iso(row.createdAt) })),
    externalForbidden: await areForbidden(drizzle, commune.id, ports),
  }
}

/** The mailbox of that commune was looked for in the scope of whoever asks. */
const areForbidden = async (
  drizzle: Reader,
  commune: CommuneId,
  { policyDefaults }: Ports,
): Promise<boolean> => await forbidsExternalForwards(drizzle, { commune, defaults: policyDefaults })
