// Lost second factors: one person asks, another one agrees.

import {
  type FactorReset,
  findOpenReset,
  findOpenResets,
  hasOpenReset,
  insertReset,
  settleReset,
} from '#db/stores/persons/factor-resets.ts'
import { findPerson } from '#db/stores/persons/find-person.ts'
import { findRecentAccess } from '#db/stores/persons/recent-access.ts'
import { findOtherAdministrators } from '#db/stores/persons/team.ts'
import { lockPerson } from '#db/stores/security/credentials.ts'
import { notFound, Problem } from '#http/problem.ts'
import { resetAccount } from '#identity/reset-account.ts'
import { factorResetRoutes } from '../../contract/persons/factor-reset.ts'
import { implement } from '../http/handler.ts'

const openDays = 3

export const factorResetHandlers = implement(factorResetRoutes, {
  'GET /factor-resets': async (_, { actor, database: { drizzle } }) => {
    const resets = await findOpenResets(drizzle, actor.scope)
    const others = await findOtherAdministrators(drizzle, actor.id)
    const askers = resets.flatMap(({ askedBy }) => askedBy?.id ?? [])
    const fresh = await findRecentAccess(drizzle, [actor.id, ...askers, ...others.map(({ id }) => id)])
    return {
      rows: resets.map((reset) => view(reset, latest(fresh, [actor.id, reset.askedBy?.id]))),
      others: others.map((other) => ({ ...other, from: latest(fresh, [actor.id, other.id]) })),
    }
  },

  'POST /factor-resets': async ({ body: { person, reason } }, { actor, transaction, audit, ports }) => {
    if (actor.kind !== 'person') return new Problem('forbidden', 'Two people settle this.')
    const found = await findPerson(transaction, actor.scope, person)
    if (found === null) return notFound('person')
    if (found.id === actor.id) return new Problem('same-person', 'Somebody else must ask.')
    await lockPerson(transaction, found.id)
    if (await hasOpenReset(transaction, found.id))
      return new Problem('already-exists', 'This was asked for already, and waits for somebody to agree.')
    const expiresAt = new Date(ports.clock.now() + openDays * 86_400_000)
    const id = await insertReset(transaction, { personId: found.id, askedBy: actor.id, reason, expiresAt })
    await audit({
      action: 'ask:factor-reset',
      commune: found.commune.id,
      entityId: found.id,
      entity: found.email,
      after: { reason },
    })
    const made = await findOpenReset(transaction, actor.scope, id)
    if (made === null) return notFound('request')
    return view(made, latest(await findRecentAccess(transaction, [actor.id]), [actor.id]))
  },

  'POST /factor-resets/{reset}/agreement': async ({ params }, { actor, transaction, audit, ports }) => {
    if (actor.kind !== 'person') return new Problem('forbidden', 'Two people settle this.')
    const reset = await findOpenReset(transaction, actor.scope, params.reset)
    if (reset === null) return notFound('request')
    const { askedBy } = reset
    // Nobody knows any more who the first of the two was, where that account is gone.
    if (askedBy === null || actor.id === askedBy.id || actor.id === reset.person.id)
      return new Problem('same-person', 'Somebody else must agree.')
    if ((await findRecentAccess(transaction, [actor.id, askedBy.id])).size > 0)
      return new Problem('access-too-new', 'One of the two got their access within a day.')
    await lockPerson(transaction, reset.person.id)
    if (!(await settleReset(transaction, reset.id, { as: 'agreed', by: actor.id })))
      return notFound('request')
    await audit({ action: 'reset:factor', ...about(reset), after: { askedBy: askedBy.name } })
    const { code, expiresAt } = await resetAccount(transaction, reset.person.id, ports.clock.now())
    const { id, name, email } = reset.person
    return { person: { id, name, email }, code, expiresAt: expiresAt.toISOString(), passkeys: [] }
  },

  'POST /factor-resets/{reset}/refusal': async ({ params }, { actor, transaction, audit }) => {
    if (actor.kind !== 'person') return new Problem('forbidden', 'Two people settle this.')
    const reset = await findOpenReset(transaction, actor.scope, params.reset)
    if (reset === null) return notFound('request')
    if (!(await settleReset(transaction, reset.id, { as: 'declined', by: actor.id })))
      return notFound('request')
    const withdrawn = reset.askedBy?.id === actor.id
    await audit({
      action: withdrawn ? 'withdraw:factor-reset' : 'decline:factor-reset',
      ...about(reset),
    })
    return null
  },
})

const about = ({ person }: FactorReset) => ({
  commune: person.communeId,
  entityId: person.id,
  entity: person.email,
})

/** From when on two people can settle it, as an instant; null where they can already. */
function latest(fresh: ReadonlyMap<string, Date>, people: readonly (string | undefined)[]): string | null {
  const ends = people.flatMap((id) => (id === undefined ? [] : (fresh.get(id)?.getTime() ?? [])))
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString()
}

const view = ({ person: { communeId: _, ...person }, ...row }: FactorReset, from: string | null) => ({
  ...row,
  person,
  from,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
})
