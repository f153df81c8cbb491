// One new person of a tenant, who has no password yet.

import { domainOf } from '#core/address/email-address.ts'
import type { Tenant } from '#db/stores/communes/tenants.ts'
import { hostOf, insertPerson, type MadePerson } from '#db/stores/persons/change-persons.ts'
import { Problem, wrongField } from '#http/problem.ts'
import type { Changing } from '../http/handler.ts'
import { refuseRole } from './refuse-role.ts'

export async function makePerson(
  { actor, transaction, audit }: Changing,
  tenant: Tenant,
  made: MadePerson,
): Promise<{ readonly id: string; readonly name: string; readonly email: string } | Problem> {
  if (!actor.permissions.has('change:person'))
    return new Problem('forbidden', 'A new person takes the permission change:person.')
  const refused = refuseRole(actor, made.role)
  if (refused !== null) return refused
  if (made.role === 'manager' && tenant.kind === 'department')
    return wrongField('/body/role', 'not-in-department', 'A manager runs a commune.')
  // Nobody takes the address of another commune's people before they come.
  const host = await hostOf(transaction, domainOf(made.email))
  if (host !== null && host !== tenant.id)
    return wrongField('/body/email', 'domain-of-another', 'Another commune has this domain.')
  const id = await insertPerson(transaction, tenant, made)
  await audit({
    action: 'create:person',
    commune: tenant.id,
    entityId: id,
    entity: made.email,
    after: { ...made },
  })
  return { id, name: made.name, email: made.email }
}
