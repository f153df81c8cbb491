// Senders that are let through or refused.

import { comparableAddress } from '#core/address/comparable-address.ts'
import { parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import { parseNetwork } from '#core/address/parse-network.ts'
import type { WrittenRule } from '#core/policies/sender-rule.ts'
import type { Result } from '#core/result.ts'
import {
  deleteSenderRule,
  findOwnSenderRule,
  findSenderRules,
  insertSenderRule,
  type SenderRuleRow,
} from '#db/stores/policies/sender-rules.ts'
import { notFound, Problem, wrongField } from '#http/problem.ts'
import { senderRuleRoutes } from '../../contract/policies/sender-rule.ts'
import { implement } from '../http/handler.ts'
import { requestedTenant } from '../requested-tenant.ts'
import { exportSenderRules } from './export-policies.ts'

export const senderRuleHandlers = implement(senderRuleRoutes, {
  'GET /sender-rules': async ({ query }, { actor, database }) => {
    const { rows, next } = await findSenderRules(database, actor.scope, query)
    return { rows: rows.map(view), next }
  },

  'GET /sender-rules/export': async ({ query }, context) => await exportSenderRules(context, query),

  'POST /sender-rules': async ({ body }, context) => {
    const meant = await requestedTenant(context, body.commune)
    if (meant instanceof Problem) return meant
    const value = writtenValue(body)
    if (!value.ok) return wrongField('/body/value', `invalid-${body.kind}`, `This is ${value.error}.`)
    const { kind, effect, note } = body
    const { actor, transaction, audit } = context
    const rule = { kind, value: value.value, effect, note }
    const id = await insertSenderRule(transaction, { commune: meant.id, ...rule })
    await audit({
      action: 'create:sender-rule',
      commune: body.commune === null ? null : meant.id,
      entityId: id,
      entity: value.value,
      after: rule,
    })
    const made = await findOwnSenderRule(transaction, actor.scope, id)
    return made === null ? notFound('rule') : view(made)
  },

  'DELETE /sender-rules/{rule}': async ({ params }, { actor, transaction, audit }) => {
    const found = await findOwnSenderRule(transaction, actor.scope, params.rule)
    if (found === null || !(await deleteSenderRule(transaction, found.id))) return notFound('rule')
    const { id, commune, kind, value, effect, note } = found
    await audit({
      action: 'delete:sender-rule',
      commune: commune.kind === 'department' ? null : commune.id,
      entityId: id,
      entity: value,
      before: { kind, value, effect, note },
    })
    return null
  },
})

/** In the form that mail is compared with. */
function writtenValue({ kind, value }: Pick<WrittenRule, 'kind' | 'value'>): Result<string, string> {
  switch (kind) {
    case 'address':
      return parseEmailAddress(comparableAddress(value))
    case 'domain':
      return parseDomain(value)
    case 'network':
      return parseNetwork(value)
  }
}

const view = ({ createdAt, cursor: _, ...row }: SenderRuleRow) => ({
  ...row,
  createdAt: createdAt.toISOString(),
})
