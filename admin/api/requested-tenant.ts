// Whose row a change is about: one commune in sight, or the département's own tenant, for those who see everything.

import type { CommuneId } from '#core/address/directory.ts'
import { findCommune } from '#db/stores/communes/communes.ts'
import { findDepartmentTenant } from '#db/stores/communes/department-tenant.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { Changing } from './http/handler.ts'

export interface RequestedTenant {
  readonly id: CommuneId
  readonly name: string
}

/** `asked` null for the département. */
export async function requestedTenant(
  { actor, transaction }: Pick<Changing, 'actor' | 'transaction'>,
  asked: CommuneId | null,
): Promise<RequestedTenant | Problem> {
  if (asked !== null) return (await findCommune(transaction, actor.scope, asked)) ?? notFound('commune')
  if (actor.scope.kind !== 'department')
    return new Problem('forbidden', 'What holds for every commune is the département’s to say.')
  return await findDepartmentTenant(transaction)
}
