// What a commune, and the département before it, decides about mail: thresholds and kinds of files of what comes in, how
// much goes out, and whether any is sent on to the outside.

import type { CommuneId } from '#core/address/directory.ts'
import { sendingBounds } from '#core/contract.ts'
import { difference } from '#db/stores/audit.ts'
import { findTenantPolicy, setTenantPolicy, type TenantPolicy } from '#db/stores/policies/tenant-policies.ts'
import type { RouteGiven } from '#http/contract/route.ts'
import { changedMeanwhile, notFound, Problem, wrongField } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { policyRoutes } from '../../contract/policies/policy.ts'
import { type Changing, implement } from '../http/handler.ts'
import { type RequestedTenant, requestedTenant } from '../requested-tenant.ts'

export const policyHandlers = implement(policyRoutes, {
  'GET /policy': async (_, { actor, database, ports }) => {
    const found = await findTenantPolicy(database.drizzle, actor.scope, {
      tenant: null,
      defaults: ports.policyDefaults,
    })
    return found === null ? notFound('département') : view(found)
  },

  'PUT /policy': async ({ body }, context) => {
    const meant = await requestedTenant(context, null)
    return meant instanceof Problem ? meant : await change({ tenant: null, meant }, body, context)
  },

  'GET /communes/{commune}/policy': async ({ params }, { actor, database, ports }) => {
    const found = await findTenantPolicy(database.drizzle, actor.scope, {
      tenant: params.commune,
      defaults: ports.policyDefaults,
    })
    return found === null ? notFound('commune') : view(found)
  },

  'PUT /communes/{commune}/policy': async ({ params, body }, context) => {
    const meant = await requestedTenant(context, params.commune)
    return meant instanceof Problem ? meant : await change({ tenant: meant.id, meant }, body, context)
  },
})

type PolicyChange = RouteGiven<(typeof policyRoutes)['PUT /policy']>['body']
type Choice = Omit<PolicyChange, 'version'>

async function change(
  { tenant, meant }: { readonly tenant: CommuneId | null; readonly meant: RequestedTenant },
  { version, ...choice }: PolicyChange,
  { actor, transaction, audit, ports }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const asked = { tenant, defaults: ports.policyDefaults }
  const before = await findTenantPolicy(transaction, actor.scope, asked)
  if (before === null) return notFound('commune')
  const wrong = crossedThresholds(before, choice) ?? tooMuchSending(before, choice, actor)
  if (wrong !== null) return wrong
  const read = { tenant: meant.id, version: version === null ? null : new Date(version) }
  if (!(await setTenantPolicy(transaction, read, choice))) return changedMeanwhile(view(before))
  const after = await findTenantPolicy(transaction, actor.scope, asked)
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

function crossedThresholds({ inherited }: TenantPolicy, choice: Choice): Problem | null {
  const junkAt = choice.junkAt ?? inherited.junkAt
  const refuseAt = choice.refuseAt ?? inherited.refuseAt
  if (junkAt < refuseAt) return null
  return wrongField(
    choice.junkAt === null ? '/body/refuseAt' : '/body/junkAt',
    'thresholds-crossed',
    `Mail would be refused from ${refuseAt} on, before it is junk from ${junkAt} on.`,
  )
}

/** The good name of all is the département's: a commune takes less by itself, more it is given, and then it keeps it. */
function tooMuchSending({ own, inherited }: TenantPolicy, choice: Choice, actor: Actor): Problem | null {
  if (actor.scope.kind === 'department') return null
  const bound = sendingBounds.find((each) => {
    const most = choice.sending[each] ?? 0
    return most > Math.max(inherited.sending[each], own.sending[each] ?? 0)
  })
  if (bound === undefined) return null
  return wrongField(`/body/sending/${bound}`, 'above-department', 'The département alone gives more.')
}

const view = ({ version, ...policy }: TenantPolicy) => ({
  ...policy,
  version: version?.toISOString() ?? null,
})
