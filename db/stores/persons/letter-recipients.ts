// Whom letters of first access are for, with what an envelope and a first line need.

import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

type Reader = Pick<Database['drizzle'], 'select'>
const hasPassword = sql<boolean>`exists (select from account a where a.person_id = ${person.id} and a.password is not null)`
const ofWelcome = (welcomeId: string): SQL =>
  sql`${person.communeId} in (select c.commune_id from welcomed_commune c where c.welcome_id = ${welcomeId} and c.state = 'created')`

export type LetterRecipient = Awaited<ReturnType<typeof readRecipients>>[number]

/** Whoever opens their access at this moment does so before this reads, or after the transaction. */
export const findRecipients = (transaction: Transaction, scope: Scope, ids: readonly string[]) =>
  lockedRecipients(transaction, and(within(scope, person.communeId), inArray(person.id, [...ids])))

/** The people of the communes that a batch created. */
export const findRecipientsOfWelcome = (transaction: Transaction, scope: Scope, welcomeId: string) =>
  lockedRecipients(transaction, and(within(scope, person.communeId), ofWelcome(welcomeId)))

/** Which letters the people of the communes that a batch created have: the newest, and how many never got one. */
export async function lettersOfWelcome(drizzle: Reader, welcomeId: string) {
  const made = sql`(select max(a.created_at) from activation_code a where a.person_id = ${person.id})`
  const [row] = await drizzle
    .select({
      lettersAt: sql<string | null>`max(${made})`,
      lettersMissing: sql<number>`(count(*) filter (where ${made} is null and not ${hasPassword}))::int`,
    })
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(ofWelcome(welcomeId))
  const { lettersAt = null, lettersMissing = 0 } = row ?? {}
  return { lettersAt: lettersAt === null ? null : new Date(lettersAt), lettersMissing }
}

async function lockedRecipients(transaction: Transaction, where: SQL | undefined) {
  // In one order, so that two who print the same letters wait for each other and not for ever.
  await transaction.select({ id: person.id }).from(person).where(where).orderBy(asc(person.id)).for('update')
  return await readRecipients(transaction, where)
}

/** By commune, then by name, as one puts letters into envelopes. */
async function readRecipients(drizzle: Reader, where: SQL | undefined) {
  const rows = await drizzle
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.role,
      activated: hasPassword,
      communeId: commune.id,
      commune: commune.name,
      inseeCode: commune.inseeCode,
      postcode: commune.postcode,
      /** INSEE codes of the other communes where they open a mailbox. */
      elsewhere: sql<
        string[]
      >`array(select distinct o.insee_code from access a join commune o on o.id = a.commune_id
        where a.person_id = ${person.id} and o.id <> ${commune.id} and o.insee_code is not null
        and (a.until is null or a.until > now()) order by o.insee_code)`,
    })
    .from(person)
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(where)
    .orderBy(asc(alphabetical(commune.name)), asc(alphabetical(person.name)), asc(person.id))
  return rows.map((row) => ({ ...row, communeId: row.communeId as CommuneId }))
}
