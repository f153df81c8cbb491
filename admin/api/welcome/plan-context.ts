// What planning a commune needs to know of the installation, read for many communes at once.

import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database, Transaction } from '#db/connection.ts'
import { departmentNumber, findHosted } from '#db/stores/communes/communes.ts'
import { findTakenDomains } from '#db/stores/communes/domains.ts'
import type { WelcomedRow } from '#db/stores/communes/welcomed-communes.ts'
import { findTemplates } from '#db/stores/mailboxes/mailbox-templates.ts'
import { findPeopleElsewhere, findPersonsByEmail } from '#db/stores/persons/persons.ts'
import type { Actor } from '#identity/actor.ts'
import { officialList } from '../communes/official-list.ts'
import { creationOrder, peopleOf } from './creation-order.ts'
import { type Plan, planCommune, type Surroundings } from './plan.ts'

/** Of the installation alone: nothing that other communes of a batch will bring. */
export async function readPlanContext(
  drizzle: Database['drizzle'] | Transaction,
  { commune, scope }: { readonly commune: CommuneId; readonly scope: Actor['scope'] },
  rows: readonly WelcomedRow[],
): Promise<Surroundings> {
  const official = await officialList(await departmentNumber(drizzle, commune))
  const existing = rows.flatMap(({ people }) => people.flatMap((person) => person.existing ?? []))
  const emails = [...peopleOf(rows).keys(), ...existing] as EmailAddress[]
  return {
    official: official.byCode,
    hosted: await findHosted(drizzle, scope),
    takenDomains: await findTakenDomains(
      drizzle,
      rows.map(({ domain }) => domain),
    ),
    elsewhere: await findPeopleElsewhere(
      drizzle,
      rows.map(({ domain }) => domain),
      null,
    ),
    people: await findPersonsByEmail(drizzle, emails),
    coming: new Map(),
    templates: new Map((await findTemplates(drizzle)).map((template) => [template.id, template])),
  }
}

/** Every commune that is not created yet with its plan, each as if those before it were there. */
export function planBatch(
  rows: readonly WelcomedRow[],
  around: Surroundings,
): ReadonlyMap<WelcomedRow, Plan> {
  const open = creationOrder(rows.filter(({ state }) => state !== 'created'))
  const takenDomains = new Set(around.takenDomains)
  const plans = new Map<WelcomedRow, Plan>()
  for (const row of open) {
    const coming = peopleOf(open.filter((each) => each !== row))
    plans.set(row, planCommune(row, { ...around, takenDomains, coming }))
    takenDomains.add(row.domain)
  }
  return plans
}
