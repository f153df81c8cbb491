// What a commune, and the département before it, decides about incoming mail: thresholds and kinds of files.

import type { CommuneId } from '#core/directory.ts'
import { difference } from '#db/stores/audit.ts'
import { type ChosenPolicy, choosePolicy, findChosenPolicy } from '#db/stores/chosen-policies.ts'
import { policyRoutes } from '../../contract/policy.ts'
import type { RouteGiven } from '../../contract/route.ts'
import { type Changing, implement } from '../http/handler.ts'
import { changedMeanwhile, notFound, Problem } from '../http/problem.ts'
import { wrongField } from '../http/wrong-field.ts'
import { type TenantMeant, tenantMeant } from '../tenant-meant.ts'

export const policyHandlers = implement(policyRoutes, {
  'GET /policy': async (_, { actor, database, ports }) => {
    const found = await findChosenPolicy(database.drizzle, actor.scope, {
      tenant: null,
      defaults: ports.policyDefaults,
    })
    return found === null ? notFound('département') : view(found)
  },

  'PUT /policy': async ({ body }, context) => {
    const meant = await tenantMeant(context, null)
    return meant instanceof Problem ? meant : await change({ tenant: null, meant }, body, context)
  },

  'GET /communes/{commune}/policy': async ({ params }, { actor, database, ports }) => {
    const found = await findChosenPolicy(database.drizzle, actor.scope, {
      tenant: params.commune,
      defaults: ports.policyDefaults,
    })
    return found === null ? notFound('commune') : view(found)
  },

  'PUT /communes/{commune}/policy': async ({ params, body }, context) => {
    const meant = await tenantMeant(context, params.commune)
    return meant instanceof Problem ? meant : await change({ tenant: meant.id, meant }, body, context)
  },
})

type PolicyChange = RouteGiven<(typeof policyRoutes)['PUT /policy']>['body']

async function change(
  { tenant, meant }: { readonly tenant: CommuneId | null; readonly meant: TenantMeant },
  { version, ...choice }: PolicyChange,
  { actor, transaction, audit, ports }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const asked = { tenant, defaults: ports.policyDefaults }
  const before = await findChosenPolicy(transaction, actor.scope, asked)
  if (before === null) return notFound('commune')
  const junkAt = choice.junkAt ?? before.inherited.junkAt
  const refuseAt = choice.refuseAt ?? before.inherited.refuseAt
  if (junkAt >= refuseAt)
    return wrongField(
      choice.junkAt === null ? '/body/refuseAt' : '/body/junkAt',
      'thresholds-crossed',
      `Mail would be refused from ${refuseAt} on, before it is junk from ${junkAt} on.`,
    )
  const read = { tenant: meant.id, version: version === null ? null : new Date(version) }
  if (!(await choosePolicy(transaction, read, choice))) return changedMeanwhile(view(before))
  const after = await findChosenPolicy(transaction, actor.scope, asked)
  if (after === null) return notFound('commune')
  await audit({
    action: 'change:policy',
    commune: tenant,
    entityId: meant.id,
    entity: meant.name,
    ...difference({ ...before.own }, { ...after.own }),
  })
  return view(after)
}

const view = ({ version, ...policy }: ChosenPolicy) => ({
  ...policy,
  version: version?.toISOString() ?? null,
})
