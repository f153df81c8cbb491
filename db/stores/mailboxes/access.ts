// Who may open which mailbox: a personal one's owner, and whoever was given access. One person has one role for a mailbox.

import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { access } from '../../schema/access.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { person } from '../../schema/person.ts'
import { commune } from '../../schema/tenant.ts'
import { type Scope, within } from '../query/scope.ts'

export type AccessRole = 'read' | 'write' | 'send' | 'manage'
type Reader = Pick<Database['drizzle'], 'select'>

export interface Granted {
  readonly role: AccessRole | 'owner'
  readonly from: Date | null
  readonly until: Date | null
  readonly state: 'future' | 'current' | 'over'
}

const granted = {
  role: access.role,
  from: access.from,
  until: access.until,
  state: sql<Granted['state']>`case when ${access.from} > now() then 'future'
    when ${access.until} <= now() then 'over' else 'current' end`,
}

const owned = { role: 'owner', from: null, until: null, state: 'current' } as const

const shownPerson = {
  id: person.id,
  name: person.name,
  email: person.email,
  suspended: sql<boolean>`coalesce(${person.suspendedAt}, ${commune.suspendedAt}) is not null`,
}
const shownMailbox = { id: mailbox.id, address: mailbox.address, name: mailbox.name, kind: mailbox.kind }
const shownCommune = { id: commune.id, name: commune.name }

export type AccessRow = Awaited<ReturnType<typeof findAccessToMailbox>>[number]

/** The owner first, then by name; people of whatever commune. The mailbox was looked for in the scope of whoever asks. */
export async function findAccessToMailbox(drizzle: Reader, id: MailboxId) {
  const owners = await drizzle
    .select({ person: shownPerson, commune: shownCommune })
    .from(mailbox)
    .innerJoin(person, eq(person.id, mailbox.ownerPersonId))
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(eq(mailbox.id, id))
  const given = await readAccess(drizzle, eq(access.mailboxId, id))
  return [...owners.map((row): Granted & typeof row => ({ ...row, ...owned })), ...given].map(
    ({ person: who, commune: of, ...rest }) => ({ ...rest, person: { ...who, commune: of } }),
  )
}

export async function findAccessOfPerson(drizzle: Reader, scope: Scope, id: string) {
  const own = await drizzle
    .select({ mailbox: shownMailbox, commune: shownCommune })
    .from(mailbox)
    .innerJoin(commune, eq(commune.id, mailbox.communeId))
    .where(and(eq(mailbox.ownerPersonId, id), within(scope, mailbox.communeId)))
    .orderBy(asc(mailbox.address))
  const given = await drizzle
    .select({ mailbox: shownMailbox, commune: shownCommune, ...granted })
    .from(access)
    .innerJoin(mailbox, eq(mailbox.id, access.mailboxId))
    .innerJoin(commune, eq(commune.id, mailbox.communeId))
    .where(and(eq(access.personId, id), within(scope, access.communeId)))
    .orderBy(asc(mailbox.address), asc(access.role))
  return [...own.map((row): Granted & typeof row => ({ ...row, ...owned })), ...given].map(
    ({ mailbox: opened, commune: of, ...rest }) => ({ ...rest, mailbox: { ...opened, commune: of } }),
  )
}

export async function findAccess(drizzle: Reader, pair: Pair) {
  const [row] = await readAccess(
    drizzle,
    and(eq(access.mailboxId, pair.mailbox), eq(access.personId, pair.person)),
  )
  if (row === undefined) return null
  const { person: who, commune: of, ...rest } = row
  return { ...rest, person: { ...who, commune: of } }
}

const readAccess = (drizzle: Reader, where: SQL | undefined) =>
  drizzle
    .select({ person: shownPerson, commune: shownCommune, ...granted })
    .from(access)
    .innerJoin(person, eq(person.id, access.personId))
    .innerJoin(commune, eq(commune.id, person.communeId))
    .where(where)
    .orderBy(asc(alphabetical(person.name)), asc(person.id), asc(access.role))

export interface Pair {
  readonly mailbox: MailboxId
  readonly person: string
}

export interface Term {
  readonly role: AccessRole
  /** Undefined: as it was, or from now on. */
  readonly from?: Date | undefined
  readonly until: Date | null
}

/** In place of whatever the person could do with the mailbox before. */
export async function putAccess(
  transaction: Transaction,
  commune: CommuneId,
  { pair, term }: { readonly pair: Pair; readonly term: Term },
): Promise<void> {
  const before = await transaction
    .delete(access)
    .where(and(eq(access.mailboxId, pair.mailbox), eq(access.personId, pair.person)))
    .returning({ from: access.from })
  const since = before.map(({ from }) => from).sort((a, b) => Number(a) - Number(b))[0]
  const from = term.from ?? since
  await transaction.insert(access).values({
    communeId: commune,
    mailboxId: pair.mailbox,
    personId: pair.person,
    role: term.role,
    until: term.until,
    ...(from === undefined ? {} : { from }),
  })
}

/** False when there was none. */
export async function deleteAccess(transaction: Transaction, pair: Pair): Promise<boolean> {
  const deleted = await transaction
    .delete(access)
    .where(and(eq(access.mailboxId, pair.mailbox), eq(access.personId, pair.person)))
    .returning({ role: access.role })
  return deleted.length > 0
}
