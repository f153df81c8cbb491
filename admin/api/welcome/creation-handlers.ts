// A batch looked over, which changes nothing, and created commune by commune.

import { findWelcomed, type WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import { findWelcome } from '#db/stores/communes/welcomes.ts'
import { notFound } from '#http/problem.ts'
import type { welcomeRoutes } from '../../contract/communes/welcome.ts'
import type { Handlers } from '../http/handler.ts'
import { refuseRole } from '../persons/refuse-role.ts'
import { createCommune, type Outcome } from './create-commune.ts'
import { creationOrder } from './creation-order.ts'
import type { Plan } from './plan.ts'
import { planBatch, readPlanContext } from './plan-context.ts'

type CreationHandlers = Pick<
  Handlers<typeof welcomeRoutes>,
  'GET /welcomes/{welcome}/preview' | 'POST /welcomes/{welcome}/creation'
>

export const creationHandlers: CreationHandlers = {
  'GET /welcomes/{welcome}/preview': async ({ params }, { actor, database: { drizzle } }) => {
    const welcome = await findWelcome(drizzle, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const rows = await findWelcomed(drizzle, welcome.id)
    const plans = planBatch(rows, await readPlanContext(drizzle, actor, rows))
    const open = [...plans.values()]
    const sound = open.filter(({ problems }) => problems.length === 0)
    const people = sound.flatMap((plan) => plan.people)
    return {
      communes: rows.map((row) => previewOf(row, plans.get(row))),
      sums: {
        communes: sound.length,
        domains: sound.length,
        mailboxes: sound.flatMap(({ mailboxes }) => mailboxes).length,
        people: people.filter(({ isNew }) => isNew).length,
        access: people.flatMap(({ shared }) => shared).length,
        letters: people.filter(({ isNew }) => isNew).length,
        problems: open.length - sound.length,
      },
    }
  },

  'POST /welcomes/{welcome}/creation': async ({ params }, context) => {
    const { actor, database } = context
    // Every commune comes with the people who run it.
    const refused = refuseRole(actor, 'manager')
    if (refused !== null) return refused
    const welcome = await findWelcome(database.drizzle, actor.scope, params.welcome)
    if (welcome === null) return notFound('batch')
    const rows = await findWelcomed(database.drizzle, welcome.id)
    const outcomes = new Map<string, Outcome>()
    for (const { inseeCode, state, communeId } of creationOrder(rows)) {
      const outcome: Outcome | null =
        state === 'created' ? { state, communeId } : await createCommune(context, welcome, inseeCode)
      if (outcome !== null) outcomes.set(inseeCode, outcome)
    }
    const communes = rows.flatMap(({ inseeCode, name }) => {
      const outcome = outcomes.get(inseeCode)
      return outcome === undefined ? [] : [{ inseeCode, name, ...shown(outcome) }]
    })
    const created = communes.filter(({ state }) => state === 'created').length
    return { communes, created, failed: communes.length - created }
  },
}

const shown = (outcome: Outcome) =>
  outcome.state === 'created'
    ? { state: outcome.state, problem: null, communeId: outcome.communeId }
    : { state: outcome.state, problem: outcome.problem, communeId: null }

const previewOf = ({ inseeCode, name, state, domain }: WelcomedRow, plan: Plan | undefined) => ({
  inseeCode,
  name,
  state,
  domain,
  mailboxes: (plan?.mailboxes ?? []).map((mailbox) => ({
    ...mailbox,
    people: (plan?.people ?? [])
      .filter(({ email, shared }) => email === mailbox.address || shared.includes(mailbox.address))
      .map((person) => person.name),
  })),
  people: (plan?.people ?? []).map(({ name: who, email, role, isNew }) => ({
    name: who,
    email,
    role,
    letter: isNew,
  })),
  problems: [...(plan?.problems ?? [])],
})
