// What a tenant chose about its mail, beside what holds for it otherwise, as the panel shows and changes it.

import { and, eq, or, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { communePolicy } from '../../schema/filtering.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'
import { type PolicyDefaults, settingsOver } from './policies.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface TenantPolicy {
  readonly commune: {
    readonly id: CommuneId
    readonly name: string
    readonly kind: 'commune' | 'department'
  }
  readonly own: PolicyChoice
  readonly inherited: PolicyDefaults
  readonly effective: PolicyDefaults
  /** When it was chosen, to the millisecond; null while nothing is. */
  readonly version: Date | null
}

export interface PolicyChoice {
  readonly junkAt: number | null
  readonly refuseAt: number | null
  readonly attachments: Readonly<Record<string, string>>
  readonly sending: Readonly<Record<string, number>>
  readonly forbidsExternalForwards: boolean
}

const columns = {
  id: commune.id,
  name: commune.name,
  kind: commune.kind,
  junkAtScore: communePolicy.junkAtScore,
  refuseAtScore: communePolicy.refuseAtScore,
  attachments: communePolicy.attachments,
  sending: communePolicy.sending,
  forbidsExternalForwards: communePolicy.forbidsExternalForwards,
  version: communePolicy.updatedAt,
}

/** `tenant` null: the département's own, which everybody may read. Null where there is none in sight. */
export async function findTenantPolicy(
  drizzle: Reader,
  scope: Scope,
  { tenant, defaults }: { readonly tenant: CommuneId | null; readonly defaults: PolicyDefaults },
): Promise<TenantPolicy | null> {
  const rows = () =>
    drizzle.select(columns).from(commune).leftJoin(communePolicy, eq(communePolicy.communeId, commune.id))
  const [above] = await rows().where(eq(commune.kind, 'department'))
  if (tenant === null) return above === undefined ? null : chosen(above, defaults)
  const [own] = await rows().where(
    and(within(scope, commune.id), eq(commune.id, tenant), eq(commune.kind, 'commune')),
  )
  return own === undefined ? null : chosen(own, settingsOver(defaults, choiceOf(above)))
}

interface Row {
  readonly id: string
  readonly name: string
  readonly kind: 'commune' | 'department'
  readonly junkAtScore: number | null
  readonly refuseAtScore: number | null
  readonly attachments: Readonly<Record<string, string>> | null
  readonly sending: Readonly<Record<string, number>> | null
  readonly forbidsExternalForwards: boolean | null
  readonly version: Date | null
}

const choiceOf = (row: Row | undefined) =>
  row === undefined
    ? undefined
    : {
        ...row,
        attachments: row.attachments ?? {},
        sending: row.sending ?? {},
        forbidsExternalForwards: row.forbidsExternalForwards ?? false,
      }

function chosen(row: Row, inherited: PolicyDefaults): TenantPolicy {
  const { id, name, kind, junkAtScore, refuseAtScore, attachments, sending, version } = row
  return {
    commune: { id: id as CommuneId, name, kind },
    own: {
      ...{ junkAt: junkAtScore, refuseAt: refuseAtScore, attachments: attachments ?? {} },
      sending: sending ?? {},
      forbidsExternalForwards: row.forbidsExternalForwards ?? false,
    },
    inherited,
    effective: settingsOver(inherited, choiceOf(row)),
    version,
  }
}

/** Whether no mail of a commune is sent on to the outside; the département forbids it for all of them. */
export async function forbidsExternalForwards(
  drizzle: Reader,
  { commune: of, defaults }: { readonly commune: CommuneId; readonly defaults: PolicyDefaults },
): Promise<boolean> {
  if (defaults.forbidsExternalForwards) return true
  const [row] = await drizzle
    .select({ id: commune.id })
    .from(communePolicy)
    .innerJoin(commune, eq(commune.id, communePolicy.communeId))
    .where(and(communePolicy.forbidsExternalForwards, or(eq(commune.id, of), eq(commune.kind, 'department'))))
    .limit(1)
  return row !== undefined
}

/** False when somebody else chose since `version`. */
export async function setTenantPolicy(
  transaction: Transaction,
  { tenant, version }: { readonly tenant: CommuneId; readonly version: Date | null },
  { junkAt, refuseAt, attachments, sending, forbidsExternalForwards }: PolicyChoice,
): Promise<boolean> {
  const fields = {
    ...{ junkAtScore: junkAt, refuseAtScore: refuseAt, attachments, sending, forbidsExternalForwards },
    updatedAt: sql`clock_timestamp()`,
  }
  const written =
    version === null
      ? await transaction
          .insert(communePolicy)
          .values({ communeId: tenant, ...fields })
          .onConflictDoNothing()
          .returning({ id: communePolicy.communeId })
      : await transaction
          .update(communePolicy)
          .set(fields)
          .where(and(eq(communePolicy.communeId, tenant), isVersion(version)))
          .returning({ id: communePolicy.communeId })
  return written.length > 0
}

/** A client knows milliseconds. */
const isVersion = (version: Date) =>
  sql`date_trunc('milliseconds', ${communePolicy.updatedAt}) = ${version.toISOString()}::timestamptz`
