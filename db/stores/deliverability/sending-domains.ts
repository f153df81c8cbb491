// The domains of communes as senders: what each signs with, and how much of what it sent was not delivered.

import { and, asc, eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain } from '#core/address/email-address.ts'
import type { DkimAlgorithm, DkimKey, DkimKeyState, DkimSelector } from '#core/deliverability/dkim-key.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { dkimKey } from '../../schema/dkim-key.ts'
import { commune, domain } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'
import { firstDay } from './bounces.ts'

type Reading = Pick<Database, 'drizzle'>

export interface SendingDomainFilter {
  readonly commune?: CommuneId | undefined
  /** Part of the name. */
  readonly search?: string | undefined
}

const weekDays = 7
const monthDays = 30

const bounces = (days: number) => sql<number>`(select coalesce(sum(b.count), 0)::int from bounce_count b
  where b.domain = ${domain.name} and b.commune_id = ${domain.communeId} and b.day >= ${firstDay(days)})`

interface ListedKey {
  readonly algorithm: DkimAlgorithm
  readonly state: DkimKeyState
}

/** By name. Needs the rights of `vm_admin`. */
export async function findSendingDomainPage(
  { drizzle }: Reading,
  scope: Scope,
  wish: SendingDomainFilter & PageWish,
) {
  const rows = await redactQueryErrors(() =>
    drizzle
      .select({
        name: domain.name,
        commune: { id: commune.id, name: commune.name },
        keys: sql<readonly ListedKey[]>`(select coalesce(json_agg(json_build_object('algorithm', k.algorithm,
          'state', k.state) order by k.algorithm desc, k.published_at), '[]') from dkim_key k
          where k.domain = ${domain.name} and k.state <> 'retired')`,
        bouncesInWeek: bounces(weekDays),
        bouncesInMonth: bounces(monthDays),
      })
      .from(domain)
      .innerJoin(commune, eq(commune.id, domain.communeId))
      .where(
        and(
          within(scope, domain.communeId),
          wish.commune === undefined ? undefined : eq(domain.communeId, wish.commune),
          containsText(sql`${domain.name}`, wish.search),
          afterCursor(wish.after, [sql`${domain.name}`]),
        ),
      )
      .orderBy(asc(domain.name))
      .limit(wish.limit + 1),
  )
  return pageOfRows(rows, wish.limit, ({ name }) => [name])
}

/** From the newest to the oldest. Of a domain that whoever asks was found to see. */
export async function findDkimKeys({ drizzle }: Reading, name: Domain): Promise<readonly DkimKey[]> {
  const rows = await redactQueryErrors(() =>
    drizzle
      .select({
        selector: dkimKey.selector,
        algorithm: dkimKey.algorithm,
        state: dkimKey.state,
        publicKey: dkimKey.publicKey,
        publishedAt: dkimKey.publishedAt,
        activatedAt: dkimKey.activatedAt,
        retiredAt: dkimKey.retiredAt,
      })
      .from(dkimKey)
      .where(eq(dkimKey.domain, name))
      .orderBy(sql`${dkimKey.publishedAt} desc`, asc(dkimKey.selector)),
  )
  return rows.map((row) => ({ ...row, domain: name, selector: row.selector as DkimSelector }))
}
