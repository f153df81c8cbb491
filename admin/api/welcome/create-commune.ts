// One commune of a batch created, or noted as failed with the reason; each end in a transaction of its own.

import { lockWelcomed, settleWelcomed, type WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import { noteProgress, type WelcomeRow } from '#db/stores/communes/welcomes.ts'
import type { Audited } from '#http/audited-transaction.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { ChangingInParts } from '../http/handler.ts'
import { makeCommune } from './make-commune.ts'
import { type PlanProblem, planCommune } from './plan.ts'
import { readPlanContext } from './plan-context.ts'

export type Outcome =
  | { readonly state: 'created'; readonly communeId: string | null }
  | { readonly state: 'failed'; readonly problem: PlanProblem }

/** Null for a commune that was taken out of the batch meanwhile. Asking for one that is created changes nothing. */
export async function createCommune(
  context: ChangingInParts,
  welcome: WelcomeRow,
  inseeCode: string,
): Promise<Outcome | null> {
  const attempt = () => tryCommune(context, welcome, inseeCode)
  const first = await attempt()
  // Somebody made the same commune, domain or person at this moment: now that it is there, the plan says so.
  const end = first instanceof Problem && first.code === 'already-exists' ? await attempt() : first
  if (!(end instanceof Problem)) return end
  if (end.code === 'not-found') return null
  const problem: PlanProblem = { code: end.code === 'try-later' ? 'try-later' : 'bug', about: null }
  const noted = await context.inTransaction(async (audited) => {
    const row = await lockWelcomed(audited.transaction, welcome.id, inseeCode)
    if (row === null) return notFound('commune')
    return row.state === 'created' ? new CreatedAlready(row.communeId) : await fail(audited, row, problem)
  })
  if (noted instanceof CreatedAlready) return { state: 'created', communeId: noted.communeId }
  return noted instanceof Problem ? { state: 'failed', problem } : noted
}

/** Both come out of the transaction as what they are; neither writes a row. */
class CreatedAlready extends Problem {
  readonly communeId: string | null
  constructor(communeId: string | null) {
    super('in-use', 'It is created already.')
    this.communeId = communeId
  }
}

async function tryCommune(
  context: ChangingInParts,
  welcome: WelcomeRow,
  inseeCode: string,
): Promise<Outcome | Problem> {
  const end = await context.inTransaction(async (audited): Promise<Outcome | Problem> => {
    const row = await lockWelcomed(audited.transaction, welcome.id, inseeCode)
    if (row === null) return notFound('commune')
    if (row.state === 'created') return new CreatedAlready(row.communeId)
    const around = await readPlanContext(audited.transaction, context.actor, [row])
    const plan = planCommune(row, around)
    const [problem] = plan.problems
    if (problem !== undefined) return await fail(audited, row, problem)
    const facts = around.official.get(row.inseeCode)
    if (facts === undefined) throw new Error('a plan without problems is for an official commune')
    const communeId = await makeCommune(context, audited, { plan, facts })
    await settleWelcomed(audited.transaction, row.id, { state: 'created', communeId })
    await noteProgress(audited.transaction, row.welcomeId)
    return { state: 'created', communeId }
  })
  return end instanceof CreatedAlready ? { state: 'created', communeId: end.communeId } : end
}

async function fail(
  { transaction, audit }: Audited,
  { id, welcomeId, name, inseeCode }: WelcomedRow,
  problem: PlanProblem,
): Promise<Outcome> {
  await settleWelcomed(transaction, id, { state: 'failed', problem: problem.code })
  await audit({
    action: 'welcome:commune',
    commune: null,
    entityId: welcomeId,
    entity: name,
    after: { inseeCode, state: 'failed', problem },
  })
  return { state: 'failed', problem }
}
