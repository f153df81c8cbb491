// A file judged against the directory as it is now.

import type { Database } from '#db/connection.ts'
import { findAddresses } from '#db/stores/addresses.ts'
import { allottedBytes } from '#db/stores/change-mailboxes.ts'
import { findMainDomains } from '#db/stores/domains.ts'
import { findPersonsByEmail } from '#db/stores/persons.ts'
import type { Tenant } from '#db/stores/tenants.ts'
import type { Actor } from '#identity/actor.ts'
import { Problem } from '../http/problem.ts'
import { mayGiveAccess } from '../may-give.ts'
import { type Facts, type JudgedRow, judgeRows } from './judge-rows.ts'
import { readCells } from './read-cells.ts'
import { readTable } from './read-table.ts'

export interface Judged {
  readonly rows: readonly JudgedRow[]
  readonly facts: Facts
}

export async function judgeFile(
  drizzle: Pick<Database['drizzle'], 'select'>,
  { actor, tenant }: { readonly actor: Actor; readonly tenant: Tenant },
  csv: string,
): Promise<Judged | Problem> {
  const table = readTable(csv)
  if (table instanceof Problem) return table
  const read = table.map(readCells).flatMap((row) => ('problem' in row ? [] : row))
  const people = read.flatMap(({ address, holder, access }) => [
    address,
    ...(holder !== null && 'email' in holder ? [holder.email] : []),
    ...access.map(({ email }) => email),
  ])
  const facts: Facts = {
    commune: tenant.id,
    domains: await findMainDomains(drizzle, tenant.id),
    addresses: await findAddresses(
      drizzle,
      read.map(({ address }) => address),
    ),
    persons: await findPersonsByEmail(drizzle, [...new Set(people)]),
    pool:
      tenant.quotaBytes === null
        ? null
        : { quotaBytes: tenant.quotaBytes, allotted: await allottedBytes(drizzle, tenant.id) },
    may: {
      quota: actor.permissions.has('change:quota'),
      people: actor.permissions.has('change:person'),
      access: actor.permissions.has('change:access'),
      manage: mayGiveAccess(actor, 'manage'),
    },
    seesAll: actor.scope.kind === 'department',
  }
  return { rows: judgeRows(table, facts), facts }
}
