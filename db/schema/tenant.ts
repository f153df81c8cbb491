// Who is hosted: the département, its communes and their domains. The département's own services are a tenant like
// the communes (kind `department`), so that its host name, postmaster and probe need no exception anywhere.

import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { address } from './address.ts'
import { alphabetical } from './alphabetical.ts'
import { communeId, id, instant, lifecycle, revision } from './columns.ts'

export const department = pgTable('department', {
  id: id(),
  number: text('number').notNull().unique(),
  name: text('name').notNull(),
  ...lifecycle(),
})

export const tenantKinds = ['commune', 'department'] as const

export const commune = pgTable(
  'commune',
  {
    id: id(),
    departmentId: uuid('department_id')
      .notNull()
      .references(() => department.id),
    kind: text('kind', { enum: tenantKinds }).notNull().default('commune'),
    name: text('name').notNull(),
    /** Code officiel géographique; a département has none here. */
    inseeCode: text('insee_code').unique(),
    siren: text('siren'),
    siret: text('siret'),
    population: integer('population'),
    /** Nobody signs in and nothing is received while this is set; files stay. */
    suspendedAt: instant('suspended_at'),
    postcode: text('postcode'),
    /** What all its mailboxes may take together; null for no bound but their own. */
    quotaBytes: bigint('quota_bytes', { mode: 'number' }),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    unique('commune_id_kind').on(table.id, table.kind),
    uniqueIndex('commune_one_tenant_of_the_department')
      .on(table.departmentId)
      .where(sql`${table.kind} = 'department'`),
    check('commune_kind', sql`${table.kind} in ('commune', 'department')`),
    check('commune_insee_code', sql`${table.inseeCode} ~ '^(\\d{2}|2[AB])\\d{3}$'`),
    check('commune_has_insee_code', sql`(${table.kind} = 'commune') = (${table.inseeCode} is not null)`),
    check('commune_siren', sql`${table.siren} ~ '^\\d{9}$'`),
    check('commune_siret', sql`${table.siret} ~ '^\\d{14}$'`),
    check('commune_population', sql`${table.population} >= 0`),
    check('commune_quota_bytes', sql`${table.quotaBytes} > 0`),
    check('commune_postcode', sql`${table.postcode} ~ '^\\d{5}$'`),
    index('commune_name').on(alphabetical(table.name), table.id),
  ],
)

export const domain = pgTable(
  'domain',
  {
    /** Lower-case A-label, as `core/address/email-address.ts` parses it. */
    name: text('name').primaryKey(),
    communeId: communeId().references(() => commune.id),
    /** Every address of that domain exists under this name too; it has no addresses of its own. */
    aliasOf: text('alias_of'),
    /** Takes what is sent to an address of the domain that does not exist. */
    catchAll: text('catch_all').references((): AnyPgColumn => address.address, {
      onDelete: 'set null',
      onUpdate: 'cascade',
    }),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    unique('domain_commune_id_name').on(table.communeId, table.name),
    foreignKey({
      name: 'domain_alias_of',
      columns: [table.communeId, table.aliasOf],
      foreignColumns: [table.communeId, table.name],
    }),
    foreignKey({
      name: 'domain_catch_all_of_its_commune',
      columns: [table.communeId, table.catchAll],
      foreignColumns: [address.communeId, address.address],
    }),
    check('domain_alias_is_not_itself', sql`${table.aliasOf} <> ${table.name}`),
    check('domain_alias_has_no_catch_all', sql`${table.aliasOf} is null or ${table.catchAll} is null`),
    index('domain_commune_id').on(table.communeId),
    check('domain_name', sql`${table.name} ~ '^[a-z0-9.-]{3,253}$' and ${table.name} like '%.%'`),
  ],
)
