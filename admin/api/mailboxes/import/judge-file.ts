// A file judged against the directory as it is now.

import type { Database } from '#db/connection.ts'
import { findAddresses } from '#db/stores/addresses/addresses.ts'
import { findMainDomains } from '#db/stores/communes/domains.ts'
import type { Tenant } from '#db/stores/communes/tenants.ts'
import { allottedBytes } from '#db/stores/mailboxes/change-mailboxes.ts'
import { findPersonsByEmail } from '#db/stores/persons/persons.ts'
import { Problem, wrongField } from '#http/problem.ts'
import type { Actor } from '#identity/actor.ts'
import { mostImportedAccess } from '../../../contract/mailboxes/import.ts'
import { type Facts, type JudgedRow, judgeRows } from './judge-rows.ts'
import { readCells } from './read-cells.ts'
import { csvPointer, readTable, type TableRow } from './read-table.ts'

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
  if (accessEntries(table) > mostImportedAccess)
    return wrongField(
      csvPointer,
      'too-much-access',
      `A file gives access at most ${mostImportedAccess} times.`,
    )
  const rows = table.map((row) => ({ row, read: readCells(row) }))
  const read = rows.flatMap((each) => ('problem' in each.read ? [] : each.read))
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
    },
    seesAll: actor.scope.kind === 'department',
  }
  return { rows: judgeRows(rows, facts), facts }
}

/** Counted before any is read: an address takes its time. */
const accessEntries = (table: readonly TableRow[]): number =>
  table.reduce((sum, { cells }) => sum + cells.acces.split('@').length - 1, 0)
