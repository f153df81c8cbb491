// The mailboxes as the panel lists them. A page is chosen first, on one index; what is counted for each row is counted for
// the rows of that page alone.

import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { excludeProbe } from '../query/exclude-probe.ts'
import {
  afterCursor,
  orderOf,
  type Page,
  type PageWish,
  pageOfRows,
  type SortWish,
  upwards,
  upwardsValue,
} from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'
import { findSendingStop, type SendingStop } from '../sending/sending-stops.ts'

export interface MailboxFilter {
  readonly commune?: string | undefined
  /** Part of the address or of the name. */
  readonly search?: string | undefined
  readonly kind?: 'personal' | 'shared' | undefined
  readonly suspended?: boolean | undefined
  readonly expired?: boolean | undefined
  /** Nine tenths of the quota or more. */
  readonly nearlyFull?: boolean | undefined
}

export type MailboxRow = Awaited<ReturnType<typeof readMailboxes>>[number]
type Reader = Pick<Database['drizzle'], 'select'>

/** The commune beside the address, so that those of one commune are found without looking at all. */
const ownUsage = sql`q.username = ${mailbox.address} and q.commune_id = ${mailbox.communeId}`

/** Of the row of `dovecot.quota_usage` that is joined as `q`; nothing before the first delivery. */
const usage = (column: 'bytes' | 'messages') => sql<string>`coalesce(q.${sql.raw(column)}, 0)`

const current = sql`"from" <= now() and (until is null or until > now())`

const columns = {
  id: mailbox.id,
  address: mailbox.address,
  name: mailbox.name,
  kind: mailbox.kind,
  state: sql<
    'suspended' | 'expired' | 'not-ready' | 'sending-stopped' | 'full' | 'active'
  >`case when coalesce(${mailbox.suspendedAt}, ${commune.suspendedAt}) is not null then 'suspended'
    when ${mailbox.expiresAt} <= now() then 'expired' when ${mailbox.provisionedAt} is null then 'not-ready'
    when exists (select from sending_stop s where s.mailbox_id = ${mailbox.id} and s.commune_id = ${mailbox.communeId}
      and s.resumed_at is null) then 'sending-stopped'
    when ${mailbox.fullSince} is not null then 'full' else 'active' end`,
  commune: { id: commune.id, name: commune.name },
  owner: { id: person.id, name: person.name, email: person.email },
  usedBytes: usage('bytes'),
  messages: usage('messages'),
  quotaBytes: mailbox.quotaBytes,
  people: sql<number>`(select count(distinct a.person_id)::int from access a where a.mailbox_id = ${mailbox.id}
    and a.person_id is distinct from ${mailbox.ownerPersonId} and ${current})
    + case when ${mailbox.ownerPersonId} is null then 0 else 1 end`,
  // Cut afterwards: with a LIMIT the planner may walk all aliases in order, once for each mailbox that has none.
  aliases: sql<string[]>`(array(select a.address from alias_target t join alias a on a.id = t.alias_id
    where t.target = ${mailbox.address} order by a.address))[1:20]`,
  forwards: sql<number>`(select count(*)::int from forward f where f.mailbox_id = ${mailbox.id})`,
  externalForwards: sql<number>`(select count(*)::int from external_forward f
    where f.mailbox_id = ${mailbox.id} and f.until > now())`,
  forwardKeepsCopy: mailbox.forwardKeepsCopy,
  expiresAt: mailbox.expiresAt,
  suspendedAt: mailbox.suspendedAt,
  createdAt: mailbox.createdAt,
  revision: mailbox.revision,
}

/** The expression of the index `mailbox_search`. */
const searched = sql`lower(${mailbox.address} || ' ' || ${mailbox.name})`

const matching = (scope: Scope, filter: MailboxFilter): SQL | undefined =>
  and(
    within(scope, mailbox.communeId),
    excludeProbe(mailbox.address, mailbox.communeId),
    filter.commune === undefined ? undefined : eq(mailbox.communeId, filter.commune),
    containsText(searched, filter.search),
    filter.kind === undefined ? undefined : eq(mailbox.kind, filter.kind),
    filter.suspended === undefined
      ? undefined
      : filter.suspended
        ? isNotNull(mailbox.suspendedAt)
        : isNull(mailbox.suspendedAt),
    filter.expired === undefined
      ? undefined
      : filter.expired
        ? sql`${mailbox.expiresAt} <= now()`
        : sql`(${mailbox.expiresAt} is null or ${mailbox.expiresAt} > now())`,
    filter.nearlyFull === true
      ? sql`exists (select from dovecot.quota_usage q where q.username = ${mailbox.address} and q.bytes >= ${mailbox.quotaBytes} * 0.9)`
      : undefined,
  )

export async function findMailboxPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: MailboxFilter & PageWish & SortWish<MailboxSort>,
): Promise<Page<MailboxRow>> {
  const { keys, direction, valuesOf } = sortOf(wish)
  const orderBy = orderOf(keys, direction)
  const page = drizzle
    .select({ id: mailbox.id })
    .from(mailbox)
    .leftJoin(sql`dovecot.quota_usage q`, ownUsage)
    .where(and(matching(scope, wish), afterCursor(wish.after, keys, direction)))
    .orderBy(...orderBy)
    .limit(wish.limit + 1)
  const rows = await readMailboxes(drizzle, inArray(mailbox.id, page), orderBy)
  return pageOfRows(rows, wish.limit, valuesOf)
}

/** By address along an index; by usage every mailbox that matches is looked at. */
export type MailboxSort = 'address' | 'usage'

const address = sql`${mailbox.address}`

function sortOf({ sort = 'address', order }: SortWish<MailboxSort>) {
  return sort === 'address'
    ? { keys: [address], direction: order, valuesOf: (row: MailboxRow) => [row.address] }
    : {
        keys: [upwards(usage('bytes'), order), address],
        direction: 'asc' as const,
        valuesOf: (row: MailboxRow) => [upwardsValue(row.usedBytes, order), row.address],
      }
}

export async function countMailboxes(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: MailboxFilter,
): Promise<number> {
  return await drizzle.$count(mailbox, matching(scope, filter))
}

export interface MailboxDetails {
  readonly lastSignInAt: Date | null
  readonly fullSince: Date | null
  /** Null while it may send. */
  readonly sendingStop: SendingStop | null
}

/** Null for one of another tenant than whoever asks may see. */
export async function findMailbox(
  drizzle: Reader,
  scope: Scope,
  id: MailboxId,
): Promise<(MailboxRow & MailboxDetails) | null> {
  const [row] = await readMailboxes(drizzle, and(within(scope, mailbox.communeId), eq(mailbox.id, id)))
  if (row === undefined) return null
  const [details] = await drizzle
    .select({
      fullSince: mailbox.fullSince,
      lastSignInAt:
        sql`(select s.at from sign_in s where s.login = ${mailbox.address} and s.outcome = 'accepted'
        order by s.at desc limit 1)`.mapWith(mailbox.fullSince),
    })
    .from(mailbox)
    .where(eq(mailbox.id, id))
  const sendingStop = await findSendingStop(drizzle, { mailbox: row.id, commune: row.commune.id })
  return {
    ...row,
    sendingStop,
    fullSince: details?.fullSince ?? null,
    lastSignInAt: details?.lastSignInAt ?? null,
  }
}

async function readMailboxes(drizzle: Reader, where: SQL | undefined, orderBy: readonly SQL[] = []) {
  const rows = await drizzle
    .select(columns)
    .from(mailbox)
    .innerJoin(commune, eq(commune.id, mailbox.communeId))
    .leftJoin(person, eq(person.id, mailbox.ownerPersonId))
    .leftJoin(sql`dovecot.quota_usage q`, ownUsage)
    .where(where)
    .orderBy(...orderBy)
  return rows.map((row) => ({
    ...row,
    id: row.id as MailboxId,
    address: row.address as EmailAddress,
    commune: { ...row.commune, id: row.commune.id as CommuneId },
    usedBytes: Number(row.usedBytes),
    messages: Number(row.messages),
  }))
}
