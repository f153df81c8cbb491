// Groups of contacts of a box: a name to write to several by, and to find them.

import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { Database, Transaction } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { alphabetical } from '../../schema/alphabetical.ts'
import { contact, contactGroup, contactGroupMember } from '../../schema/contact.ts'
import type { BookOf } from './contacts.ts'

export interface ContactGroup {
  readonly id: string
  readonly name: string
  readonly members: number
}

type Writer = { readonly drizzle: Pick<Database['drizzle'], 'insert' | 'update' | 'delete' | 'select'> }

export const mostGroups = 200

const columns = {
  id: contactGroup.id,
  name: contactGroup.name,
  members: sql<number>`(select count(*)::int from contact_group_member m where m.group_id = ${contactGroup.id})`,
}

/** In the order of names. */
export const findContactGroups = (
  { drizzle }: Pick<Database, 'drizzle'>,
  box: MailboxId,
): Promise<readonly ContactGroup[]> =>
  redactQueryErrors(async () =>
    drizzle
      .select(columns)
      .from(contactGroup)
      .where(eq(contactGroup.mailboxId, box))
      .orderBy(alphabetical(contactGroup.name), asc(contactGroup.id)),
  )

const inBox = (box: MailboxId, id: string) => and(eq(contactGroup.mailboxId, box), eq(contactGroup.id, id))

/** Null for one of another box. */
export const findContactGroup = (
  { drizzle }: Pick<Writer, 'drizzle'>,
  box: MailboxId,
  id: string,
): Promise<ContactGroup | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle.select(columns).from(contactGroup).where(inBox(box, id))
    return found ?? null
  })

/** Null where one of this name is there, capitals and accents left aside. */
export const addContactGroup = (
  { drizzle }: Writer,
  box: BookOf,
  name: string,
): Promise<ContactGroup | null> =>
  redactQueryErrors(async () => {
    const [made] = await drizzle
      .insert(contactGroup)
      .values({ communeId: box.commune, mailboxId: box.id, name })
      .onConflictDoNothing()
      .returning({ id: contactGroup.id })
    return made === undefined ? null : { id: made.id, name, members: 0 }
  })

/** False for none in this box; rejects with a unique violation where another one has this name. */
export const renameContactGroup = (
  { drizzle }: Writer,
  { box, id }: { readonly box: MailboxId; readonly id: string },
  name: string,
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const changed = await drizzle
      .update(contactGroup)
      .set({ name })
      .where(inBox(box, id))
      .returning({ id: contactGroup.id })
    return changed.length > 0
  })

/** Its contacts stay. */
export const deleteContactGroup = (
  { drizzle }: Writer,
  { box, id }: { readonly box: MailboxId; readonly id: string },
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const gone = await drizzle.delete(contactGroup).where(inBox(box, id)).returning({ id: contactGroup.id })
    return gone.length > 0
  })

/** Those of other boxes are passed over. */
export async function addToGroup(
  transaction: Transaction,
  { box, id }: { readonly box: MailboxId; readonly id: string },
  contacts: readonly string[],
): Promise<void> {
  if (contacts.length === 0) return
  const own = await transaction
    .select({ id: contact.id })
    .from(contact)
    .where(and(eq(contact.mailboxId, box), inArray(contact.id, [...contacts])))
  if (own.length === 0) return
  await transaction
    .insert(contactGroupMember)
    .values(own.map((each) => ({ mailboxId: box, groupId: id, contactId: each.id })))
    .onConflictDoNothing()
}

export async function takeFromGroup(
  transaction: Transaction,
  { box, id }: { readonly box: MailboxId; readonly id: string },
  contacts: readonly string[],
): Promise<void> {
  if (contacts.length === 0) return
  await transaction
    .delete(contactGroupMember)
    .where(
      and(
        eq(contactGroupMember.mailboxId, box),
        eq(contactGroupMember.groupId, id),
        inArray(contactGroupMember.contactId, [...contacts]),
      ),
    )
}
