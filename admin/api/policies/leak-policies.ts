// What a commune, and the département before it, decides about mail that gives away what the law protects.

import type { CommuneId } from '#core/address/directory.ts'
import { parseDomain } from '#core/address/email-address.ts'
import { leakAudiences, leakKinds } from '#core/policies/leak.ts'
import { difference } from '#db/stores/audit.ts'
import type { LeakChoice } from '#db/stores/policies/leak-policies.ts'
import {
  findTenantLeakPolicy,
  setTenantLeakPolicy,
  type TenantLeakPolicy,
} from '#db/stores/policies/tenant-leak-policies.ts'
import type { RouteGiven } from '#http/contract/route.ts'
import { changedMeanwhile, notFound, type Pointed, Problem } from '#http/problem.ts'
import { defaultLeakPolicy as defaults } from '#mail/dlp/rules/default-rules.ts'
import { leakPolicyRoutes } from '../../contract/policies/leak-policy.ts'
import { type Changing, implement, type Reading } from '../http/handler.ts'
import { type RequestedTenant, requestedTenant } from '../requested-tenant.ts'

export const leakPolicyHandlers = implement(leakPolicyRoutes, {
  'GET /leak-policy': async (_, context) => await read(null, context),

  'PUT /leak-policy': async ({ body }, context) => {
    const meant = await requestedTenant(context, null)
    return meant instanceof Problem ? meant : await change({ tenant: null, meant }, body, context)
  },

  'GET /communes/{commune}/leak-policy': async ({ params }, context) => await read(params.commune, context),

  'PUT /communes/{commune}/leak-policy': async ({ params, body }, context) => {
    const meant = await requestedTenant(context, params.commune)
    return meant instanceof Problem ? meant : await change({ tenant: meant.id, meant }, body, context)
  },
})

async function read(tenant: CommuneId | null, { actor, database }: Reading) {
  const found = await findTenantLeakPolicy(database.drizzle, actor.scope, { tenant, defaults })
  return found === null ? notFound(tenant === null ? 'département' : 'commune') : view(found)
}

type LeakPolicyChange = RouteGiven<(typeof leakPolicyRoutes)['PUT /leak-policy']>['body']

async function change(
  { tenant, meant }: { readonly tenant: CommuneId | null; readonly meant: RequestedTenant },
  { version, rules, partners: written }: LeakPolicyChange,
  { actor, transaction, audit }: Changing,
): Promise<ReturnType<typeof view> | Problem> {
  const partners = writtenPartners(written)
  if (partners instanceof Problem) return partners
  const asked = { tenant, defaults }
  const before = await findTenantLeakPolicy(transaction, actor.scope, asked)
  if (before === null) return notFound('commune')
  const current = { tenant: meant.id, version: version === null ? null : new Date(version) }
  if (!(await setTenantLeakPolicy(transaction, current, { rules, partners })))
    return changedMeanwhile(view(before))
  const after = await findTenantLeakPolicy(transaction, actor.scope, asked)
  if (after === null) return notFound('commune')
  await audit({
    action: 'change:leak-policy',
    commune: tenant,
    entityId: meant.id,
    entity: meant.name,
    ...difference(audited(before.own), audited(after.own)),
  })
  return view(after)
}

/** Cell by cell, so that the log shows what was changed alone: `nir.outside` → « 1 justify, 5 hold ». */
function audited({ rules, partners }: LeakChoice): Readonly<Record<string, unknown>> {
  const cells = leakKinds.flatMap((kind) =>
    leakAudiences.map((audience) => {
      const steps = rules[kind]?.[audience]
      return [`${kind}.${audience}`, steps?.map(({ from, action }) => `${from} ${action}`).join(', ') ?? null]
    }),
  )
  return { ...Object.fromEntries(cells), partners }
}

/** In the form that recipients are compared with, each once. */
function writtenPartners(written: readonly string[] | null): readonly string[] | null | Problem {
  if (written === null) return null
  const partners = new Set<string>()
  const errors: Pointed[] = []
  for (const [index, name] of written.entries()) {
    const domain = parseDomain(name)
    const pointer = `/body/partners/${index}`
    if (domain.ok) partners.add(domain.value)
    else errors.push({ pointer, code: 'invalid-domain', detail: `This is ${domain.error}.` })
  }
  if (errors.length === 0) return [...partners]
  return new Problem('invalid-input', 'Some of the partners are no domains.', { errors })
}

const view = ({ version, ...policy }: TenantLeakPolicy) => ({
  ...policy,
  version: version?.toISOString() ?? null,
})
