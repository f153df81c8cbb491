// Contacts of a box as people list, find and change them. Every question names the box: another one's look as if they did not exist.

import { and, asc, count, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { contact, contactGroupMember } from '../../schema/contact.ts'
import { matchesWordPrefixes } from '../query/word-search.ts'

/** Whose address book. */
export interface BookOf {
  readonly id: MailboxId
  readonly commune: CommuneId
}

export interface ContactRow {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly addresses: readonly string[]
}

export interface Contact extends ContactRow {
  readonly uid: string
  readonly card: string
  readonly revision: number
  readonly groups: readonly string[]
}

/** What is kept of a vCard beside itself. */
export interface KeptCard {
  readonly uid: string
  readonly card: string
  readonly name: string
  readonly organisation: string
  readonly addresses: readonly string[]
}

interface ContactWish {
  readonly search?: string | undefined
  readonly group?: string | undefined
  readonly offset: number
  readonly limit: number
}

type Reader = Pick<Database['drizzle'], 'select'>

/** More than a town hall knows: bounds on what one box may take. */
export const mostContacts = 20_000
export const mostBookOctets = 64 * 1_048_576

/** Octets are those of the cards as they are stored, compressed. */
export interface BookSize {
  readonly contacts: number
  readonly octets: number
}

const row = {
  id: contact.id,
  name: contact.name,
  organisation: contact.organisation,
  addresses: contact.addresses,
}

const groupsOf = sql<string[]>`array(select m.group_id::text from contact_group_member m
  where m.contact_id = ${contact.id} order by m.group_id)`

const whole = { ...row, uid: contact.uid, card: contact.card, revision: contact.revision, groups: groupsOf }

const inBox = (box: MailboxId, id: string): SQL | undefined =>
  and(eq(contact.mailboxId, box), eq(contact.id, id))

const inGroup = (group: string | undefined): SQL | undefined =>
  group === undefined
    ? undefined
    : sql`${contact.id} in (select m.contact_id from contact_group_member m where m.group_id = ${group})`

/** In the order of names, with how many there are in all. */
export const findContacts = (
  { drizzle }: Pick<Database, 'drizzle'>,
  box: MailboxId,
  { search = '', group, offset, limit }: ContactWish,
): Promise<{ readonly rows: readonly ContactRow[]; readonly total: number }> =>
  redactQueryErrors(async () => {
    const where = and(
      eq(contact.mailboxId, box),
      matchesWordPrefixes(sql`${contact.words}`, search),
      inGroup(group),
    )
    const rows = await drizzle
      .select(row)
      .from(contact)
      .where(where)
      .orderBy(alphabetical(contact.name), asc(contact.id))
      .offset(offset)
      .limit(limit)
    return { rows, total: await drizzle.$count(contact, where) }
  })

export async function sizeOfBook(reader: Reader, box: MailboxId): Promise<BookSize> {
  const octets = sql<number>`coalesce(sum(pg_column_size(${contact.card})), 0)::float8`
  const [found] = await reader
    .select({ contacts: count(), octets })
    .from(contact)
    .where(eq(contact.mailboxId, box))
  return found ?? { contacts: 0, octets: 0 }
}

/** Whether a book has room for cards that are not yet in it. */
export function hasRoomFor({ contacts, octets }: BookSize, cards: readonly string[]): boolean {
  const added = cards.reduce((sum, card) => sum + Buffer.byteLength(card), 0)
  return contacts + cards.length <= mostContacts && octets + added <= mostBookOctets
}

/** Null for one of another box, and for none. */
export async function findContact(reader: Reader, box: MailboxId, id: string): Promise<Contact | null> {
  const [found] = await reader.select(whole).from(contact).where(inBox(box, id))
  return found ?? null
}

/** The same, kept from others who change it until the end of the transaction. */
export async function lockContacts(
  transaction: Transaction,
  box: MailboxId,
  ids: readonly string[],
): Promise<readonly Contact[]> {
  return await transaction
    .select(whole)
    .from(contact)
    .where(and(eq(contact.mailboxId, box), inArray(contact.id, [...ids])))
    .orderBy(asc(contact.id))
    .for('no key update')
}

/** What tells contacts apart. */
export type KnownContact = Omit<KeptCard, 'card'> & { readonly id: string }

/** All of a box in the order of names, without their cards, which may be large. */
export const knownContacts = (
  { drizzle }: { readonly drizzle: Reader },
  box: MailboxId,
): Promise<readonly KnownContact[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select({ ...row, uid: contact.uid })
      .from(contact)
      .where(eq(contact.mailboxId, box))
      .orderBy(alphabetical(contact.name), asc(contact.id)),
  )

/** Cards of a box or of one of its groups, some at a time, after the one of this id. */
export const nextCards = (
  { drizzle }: Pick<Database, 'drizzle'>,
  box: MailboxId,
  wish: { readonly group: string | undefined; readonly after: string | null; readonly limit: number },
): Promise<readonly { readonly id: string; readonly card: string }[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select({ id: contact.id, card: contact.card })
      .from(contact)
      .where(
        and(
          eq(contact.mailboxId, box),
          inGroup(wish.group),
          wish.after === null ? undefined : gt(contact.id, wish.after),
        ),
      )
      .orderBy(asc(contact.id))
      .limit(wish.limit),
  )

/** Nobody else takes contacts over into this box until the end of the transaction: each would take the other's for new ones. */
export async function lockBook(transaction: Transaction, box: MailboxId): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`contacts ${box}`}, 0))`)
}

/** Rejects with a unique violation where one of this uid is there. */
export async function addContacts(
  transaction: Transaction,
  box: BookOf,
  cards: readonly KeptCard[],
): Promise<readonly string[]> {
  const ids: string[] = []
  // A statement takes 65,535 values at most.
  for (let at = 0; at < cards.length; at += 1000) {
    const made = await transaction
      .insert(contact)
      .values(
        cards.slice(at, at + 1000).map((card) => ({
          ...card,
          addresses: [...card.addresses],
          ...{ communeId: box.commune, mailboxId: box.id },
        })),
      )
      .returning({ id: contact.id })
    ids.push(...made.map(({ id }) => id))
  }
  return ids
}

/** False when another change came since `revision`. */
export async function changeContact(
  transaction: Transaction,
  { box, id, revision }: { readonly box: MailboxId; readonly id: string; readonly revision: number },
  { uid: _, addresses, ...card }: KeptCard,
): Promise<boolean> {
  const changed = await transaction
    .update(contact)
    .set({ ...card, addresses: [...addresses], revision: sql`${contact.revision} + 1` })
    .where(and(inBox(box, id), eq(contact.revision, revision)))
    .returning({ id: contact.id })
  return changed.length > 0
}

/** How many of them were there. */
export const deleteContacts = (
  { drizzle }: { readonly drizzle: Pick<Database['drizzle'], 'delete'> },
  box: MailboxId,
  ids: readonly string[],
): Promise<number> =>
  redactQueryErrors(async () => {
    const gone = await drizzle
      .delete(contact)
      .where(and(eq(contact.mailboxId, box), inArray(contact.id, [...ids])))
      .returning({ id: contact.id })
    return gone.length
  })

/** Groups of other boxes are left out by their keys: the whole is refused (23503). */
export async function setGroupsOf(
  transaction: Transaction,
  box: MailboxId,
  id: string,
  groups: readonly string[],
): Promise<void> {
  await transaction
    .delete(contactGroupMember)
    .where(and(eq(contactGroupMember.mailboxId, box), eq(contactGroupMember.contactId, id)))
  if (groups.length === 0) return
  await transaction
    .insert(contactGroupMember)
    .values(groups.map((groupId) => ({ mailboxId: box, groupId, contactId: id })))
}
