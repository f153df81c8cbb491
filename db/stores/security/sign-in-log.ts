// The log of sign-ins and open sessions, as people see their own and those who look after a commune see its.

import { and, desc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../connection.ts'
import { appPassword } from '../../schema/access.ts'
import { person, session } from '../../schema/person.ts'
import { signIn } from '../../schema/sign-in.ts'
import { commune } from '../../schema/tenant.ts'
import { afterCursor, type PageWish, pageOfRows } from '../query/page.ts'
import { type Scope, within } from '../query/scope.ts'

export interface SignInFilter {
  readonly commune?: string | undefined
  /** How it begins. */
  readonly login?: string | undefined
  /** An address or a network. */
  readonly network?: string | undefined
  readonly protocol?: (typeof signIn.$inferSelect)['protocol'] | undefined
  readonly outcome?: (typeof signIn.$inferSelect)['outcome'] | undefined
  readonly since?: Date | undefined
}

async function readPage({ drizzle }: Pick<Database, 'drizzle'>, where: SQL | undefined, wish: PageWish) {
  const rows = await drizzle
    .select({
      id: signIn.id,
      at: signIn.at,
      login: signIn.login,
      protocol: signIn.protocol,
      outcome: signIn.outcome,
      client: signIn.client,
      device: signIn.device,
      appPassword: { id: appPassword.id, label: appPassword.label },
      person: { id: person.id, name: person.name },
      commune: { id: commune.id, name: commune.name },
    })
    .from(signIn)
    .leftJoin(appPassword, eq(appPassword.id, signIn.appPasswordId))
    .leftJoin(person, eq(person.id, signIn.personId))
    .leftJoin(commune, eq(commune.id, signIn.communeId))
    .where(and(where, afterCursor(wish.after, [sql`${signIn.at}`, sql`${signIn.id}`], 'desc')))
    .orderBy(desc(signIn.at), desc(signIn.id))
    .limit(wish.limit + 1)
  return pageOfRows(rows, wish.limit, ({ at, id }) => [at.toISOString(), id])
}

/** What concerns that person: the account itself, and the mailboxes that it owns or opens. */
export const findOwnSignIns = (database: Pick<Database, 'drizzle'>, personId: string, wish: PageWish) =>
  readPage(database, eq(signIn.personId, personId), wish)

export const findSignInPage = (
  database: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: SignInFilter & PageWish,
) =>
  readPage(
    database,
    and(
      within(scope, signIn.communeId),
      wish.commune === undefined ? undefined : eq(signIn.communeId, wish.commune),
      wish.login === undefined ? undefined : sql`starts_with(${signIn.login}, lower(${wish.login}))`,
      wish.network === undefined ? undefined : sql`${signIn.client} <<= ${wish.network}::inet`,
      wish.protocol === undefined ? undefined : eq(signIn.protocol, wish.protocol),
      wish.outcome === undefined ? undefined : eq(signIn.outcome, wish.outcome),
      wish.since === undefined ? undefined : gte(signIn.at, wish.since),
    ),
    wish,
  )

export const findOwnSessions = ({ drizzle }: Pick<Database, 'drizzle'>, personId: string) =>
  drizzle
    .select({
      id: session.id,
      client: session.ipAddress,
      userAgent: session.userAgent,
      factor: session.factor,
      createdAt: session.createdAt,
      lastUsedAt: session.updatedAt,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .where(and(eq(session.userId, personId), sql`${session.expiresAt} > now()`))
    .orderBy(desc(session.updatedAt), desc(session.id))

/** False when that person has no such session. */
export async function endSession(transaction: Transaction, personId: string, id: string): Promise<boolean> {
  const ended = await transaction
    .delete(session)
    .where(and(eq(session.userId, personId), eq(session.id, id)))
    .returning({ id: session.id })
  return ended.length > 0
}
