// Held mail: listed, looked at as safe text, decided about.

import { comparableAddress } from '#core/address/comparable-address.ts'
import type { CommuneId } from '#core/address/directory.ts'
import { domainOf, parseEmailAddress } from '#core/address/email-address.ts'
import { rawField } from '#core/message/decoded-field.ts'
import { findingsFieldName, readFindingsField } from '#core/message/findings-field.ts'
import { findDepartmentTenant } from '#db/stores/communes/department-tenant.ts'
import { isHosted } from '#db/stores/communes/domains.ts'
import { countHeld, heldContent } from '#db/stores/held/find-held.ts'
import { findFirstTrace, findHeldMessage, type HeldMessage } from '#db/stores/held/held-message.ts'
import { findPendingDecisions } from '#db/stores/held/pending-decisions.ts'
import { denySender } from '#db/stores/policies/sender-rules.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { heldRoutes } from '../../contract/held.ts'
import { implement } from '../http/handler.ts'
import { exportHeld } from '../trace/export-mail.ts'
import { leaveDecision, nameOf } from './held-decision.ts'
import { heldPage } from './held-page.ts'
import { heldView } from './held-view.ts'
import { readPreview } from './preview/read-preview.ts'

/** Text stands at the beginning; what comes after so much of a message is files. */
const mostLookedAt = 4_194_304

export const heldHandlers = implement(heldRoutes, {
  'GET /held': async ({ query }, context) => {
    const { after, limit, ...filter } = query
    return await heldPage(context, { ...searchOf(filter), after, limit })
  },

  'GET /held/export': async ({ query }, context) => await exportHeld(context, searchOf(query)),

  'GET /held/count': async ({ query }, { actor, database }) =>
    await countHeld(database, actor.scope, searchOf(query)),

  'GET /held/{queueId}': async ({ params }, { actor, database, ports }) => {
    const message = await findHeldMessage(database.drizzle, actor.scope, params.queueId)
    if (message === null) return notFound('held message')
    const [pending, first] = await Promise.all([
      findPendingDecisions(database.drizzle, [message.queueId]),
      findFirstTrace(database.drizzle, actor.scope, message.receivedAs),
    ])
    return heldView(message, { pending, first, heldDays: ports.heldDays })
  },

  'POST /held/{queueId}/preview': async ({ params }, { actor, transaction, audit, ports }) => {
    const message = await findHeldMessage(transaction, actor.scope, params.queueId)
    const content = message && (await heldContent(transaction, message.queueId, mostLookedAt))
    if (message === null || content === null) return notFound('held message')
    for (const commune of communesOf(message))
      await audit({
        action: 'preview:held',
        commune,
        entityId: message.queueId,
        entity: nameOf(message),
      })
    const field = rawField(content, findingsFieldName.toLowerCase())
    const findings = readFindingsField(field, message.receivedAs, ports.findingsKey)
    const { date, ...preview } = readPreview(content, content.length === message.bytes, findings)
    return {
      ...preview,
      date: date?.toISOString() ?? null,
      links: [...preview.links],
      suspicions: [...(findings?.suspicions ?? [])],
      attachments: preview.attachments.map((each) => ({ ...each, marks: [...each.marks] })),
    }
  },

  'POST /held/{queueId}/release': async ({ params, body }, context) => {
    const message = await findHeldMessage(context.transaction, context.actor.scope, params.queueId)
    if (message === null) return notFound('held message')
    const { recipients = null, allowSender, learn } = body
    const chosen = { message, recipients, pointer: '/body/recipients' }
    const decided = await leaveDecision(context, chosen, { kind: 'release', allowSender, learn })
    if (decided instanceof Problem) return decided
    return { recipients: decided.map(({ address }) => address), deciding: 'release' as const }
  },

  'DELETE /held/{queueId}': async ({ params, query }, context) => {
    const message = await findHeldMessage(context.transaction, context.actor.scope, params.queueId)
    if (message === null) return notFound('held message')
    const recipients = query.recipients?.split(',') ?? null
    const decided = await leaveDecision(
      context,
      { message, recipients, pointer: '/query/recipients' },
      { kind: 'delete' },
    )
    if (decided instanceof Problem) return decided
    return { recipients: decided.map(({ address }) => address), deciding: 'delete' as const }
  },

  'POST /held/{queueId}/block-sender': async ({ params, body }, context) => {
    const { actor, transaction, audit } = context
    const message = await findHeldMessage(transaction, actor.scope, params.queueId)
    if (message === null) return notFound('held message')
    if (body.everywhere && actor.scope.kind !== 'department')
      return new Problem('forbidden', 'What holds for every commune is the département’s to say.')
    const author = parseEmailAddress(comparableAddress(message.author))
    if (!author.ok) return wrongField('/body/kind', 'no-author', 'Its author has no address to refuse.')
    const domain = domainOf(author.value)
    const value = body.kind === 'address' ? author.value : domain
    if (body.kind === 'domain' && (await isHosted(transaction, domain)))
      return wrongField('/body/kind', 'own-domain', 'This domain is one of ours.')
    const tenants = body.everywhere ? [(await findDepartmentTenant(transaction)).id] : communesOf(message)
    const note = `held ${message.queueId}`
    for (const commune of tenants) {
      await denySender(transaction, { commune, kind: body.kind, value, note })
      await audit({
        action: 'create:sender-rule',
        commune: body.everywhere ? null : commune,
        entityId: message.queueId,
        entity: value,
        after: { kind: body.kind, value, effect: 'deny', note },
      })
    }
    const chosen = { message, recipients: null, pointer: '' }
    const decided = await leaveDecision(context, chosen, { kind: 'delete' })
    return decided instanceof Problem ? decided : { value, deciding: 'delete' as const }
  },
})

const searchOf = <Filter extends { readonly dangerous?: 'true' | 'false' | undefined }>({
  dangerous,
  ...rest
}: Filter) => ({
  ...rest,
  dangerous: dangerous === undefined ? undefined : dangerous === 'true',
})

const communesOf = ({ recipients }: HeldMessage): readonly CommuneId[] => [
  ...new Set(recipients.map(({ commune }) => commune.id)),
]
