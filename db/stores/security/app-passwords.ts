// App passwords as their owners and those who look after a commune see them, and the mailboxes that a person may open. What
// a password opens is decided by the view that Dovecot asks (migration `mailboxes`); the rights here are worded as they are there.

import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { appPassword } from '../../schema/access.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { containsText } from '../query/contains-text.ts'
import { excludeProbe } from '../query/exclude-probe.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

type Reader = Pick<Database['drizzle'], 'select' | 'execute'>

const unusedDays = 90

export type OwnRole = 'owner' | 'read' | 'write' | 'send' | 'manage'

export interface OwnMailbox {
  readonly id: MailboxId
  readonly commune: CommuneId
  readonly address: string
  readonly name: string
  readonly kind: 'personal' | 'shared'
  readonly role: OwnRole
  readonly until: Date | null
}

/** Owned ones first, then those with an access that holds now: the widest role of each. */
export async function findOwnMailboxes(drizzle: Reader, personId: string): Promise<readonly OwnMailbox[]> {
  const { rows } = await drizzle.execute<
    Record<string, unknown> & Omit<OwnMailbox, 'until'> & { readonly until: string | null }
  >(sql`
    select distinct on (m.address, m.id) m.id, m.commune_id as commune, m.address, m.name, m.kind,
      own.role, own.until
    from (
      select id as mailbox_id, 'owner' as role, null::timestamptz as until, 0 as place
      from mailbox where owner_person_id = ${personId}
      union all
      select mailbox_id, role, until, array_position(array['manage', 'send', 'write', 'read'], role)
      from access where person_id = ${personId} and "from" <= now() and (until is null or until > now())
    ) own join mailbox m on m.id = own.mailbox_id
    order by m.address, m.id, own.place`)
  const boxes = rows.map((row) => ({ ...row, until: row.until === null ? null : new Date(row.until) }))
  return [...boxes.filter(isOwn), ...boxes.filter((box) => !isOwn(box))]
}

const isOwn = ({ role }: { readonly role: OwnRole }): boolean => role === 'owner'

const columns = {
  id: appPassword.id,
  label: appPassword.label,
  imap: appPassword.imap,
  smtp: appPassword.smtp,
  lastUsedAt: appPassword.lastUsedAt,
  createdAt: appPassword.createdAt,
  mailbox: { id: mailbox.id, address: mailbox.address },
  person: { id: person.id, name: person.name, email: person.email },
  commune: { id: commune.id, name: commune.name },
}

export type AppPasswordRow = Awaited<ReturnType<typeof readAppPasswords>>[number]

async function readAppPasswords(drizzle: Reader, where: SQL | undefined, limit: number | null) {
  const all = drizzle
    .select(columns)
    .from(appPassword)
    .innerJoin(mailbox, eq(mailbox.id, appPassword.mailboxId))
    .innerJoin(person, eq(person.id, appPassword.personId))
    .innerJoin(commune, eq(commune.id, appPassword.communeId))
    .where(and(isNull(appPassword.revokedAt), where))
    .orderBy(asc(mailbox.address), asc(appPassword.id))
  const rows = await (limit === null ? all : all.limit(limit))
  return rows.map((row) => ({ ...row, commune: { ...row.commune, id: row.commune.id as CommuneId } }))
}

const mostOfOne = 200

export const findOwnAppPasswords = (drizzle: Reader, personId: string) =>
  readAppPasswords(drizzle, eq(appPassword.personId, personId), mostOfOne)

export interface AppPasswordFilter {
  readonly commune?: string | undefined
  readonly mailbox?: string | undefined
  readonly search?: string | undefined
  /** Not used for 90 days, nor made within them. */
  readonly unused?: boolean | undefined
}

const lastSign = sql`coalesce(${appPassword.lastUsedAt}, ${appPassword.createdAt})`

const matching = (scope: Scope, { commune: of, mailbox: into, search, unused }: AppPasswordFilter) =>
  and(
    within(scope, appPassword.communeId),
    excludeProbe(mailbox.address, appPassword.communeId),
    of === undefined ? undefined : eq(appPassword.communeId, of),
    into === undefined ? undefined : eq(appPassword.mailboxId, into),
    containsText(
      sql`lower(${mailbox.address} || ' ' || ${appPassword.label} || ' ' || ${person.name})`,
      search,
    ),
    unused === undefined
      ? undefined
      : sql`(${lastSign} < now() - make_interval(days => ${unusedDays})) = ${unused}`,
  )

export async function findAppPasswordPage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: AppPasswordFilter & PageWish,
) {
  const rows = await readAppPasswords(
    drizzle,
    and(matching(scope, wish), afterCursor(wish.after, [sql`${mailbox.address}`, sql`${appPassword.id}`])),
    wish.limit + 1,
  )
  return pageOfRows(rows, wish.limit, (row) => [row.mailbox.address, row.id])
}

export async function countAppPasswords(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  filter: AppPasswordFilter,
): Promise<number> {
  const [row] = await drizzle
    .select({ count: sql<number>`count(*)::int` })
    .from(appPassword)
    .innerJoin(mailbox, eq(mailbox.id, appPassword.mailboxId))
    .innerJoin(person, eq(person.id, appPassword.personId))
    .where(and(isNull(appPassword.revokedAt), matching(scope, filter)))
  return row?.count ?? 0
}

export async function findAppPassword(drizzle: Reader, scope: Scope, id: string) {
  const where = and(within(scope, appPassword.communeId), eq(appPassword.id, id))
  return (await readAppPasswords(drizzle, where, 1))[0] ?? null
}

/** Of that person alone. */
export async function findOwnAppPassword(drizzle: Reader, personId: string, id: string) {
  const where = and(eq(appPassword.personId, personId), eq(appPassword.id, id))
  return (await readAppPasswords(drizzle, where, 1))[0] ?? null
}

export interface NewAppPassword {
  readonly commune: CommuneId
  readonly person: string
  readonly mailbox: MailboxId
  readonly selector: string
  readonly hash: string
  readonly label: string
  readonly imap: boolean
  readonly smtp: boolean
}

export async function insertAppPassword(transaction: Transaction, made: NewAppPassword): Promise<string> {
  const { commune: communeId, person: personId, mailbox: mailboxId, ...rest } = made
  const [row] = await transaction
    .insert(appPassword)
    .values({ communeId, personId, mailboxId, ...rest })
    .returning({ id: appPassword.id })
  if (row === undefined) throw new Error('an insert returned nothing')
  return row.id
}

/** All that a person has, of whatever commune; what they opened ends with the transaction. Answers those it revoked. */
export async function revokeAllAppPasswords(
  transaction: Transaction,
  personId: string,
): Promise<readonly AppPasswordRow[]> {
  const found = await readAppPasswords(transaction, eq(appPassword.personId, personId), null)
  const revoked = await transaction
    .update(appPassword)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(appPassword.personId, personId), isNull(appPassword.revokedAt)))
    .returning({ id: appPassword.id })
  const gone = new Set(revoked.map(({ id }) => id))
  return found.filter(({ id }) => gone.has(id))
}

/** What it opened ends with the transaction: a trigger asks for that. False when it was revoked before. */
export async function revokeAppPassword(transaction: Transaction, id: string): Promise<boolean> {
  const revoked = await transaction
    .update(appPassword)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(appPassword.id, id), isNull(appPassword.revokedAt)))
    .returning({ id: appPassword.id })
  return revoked.length > 0
}
