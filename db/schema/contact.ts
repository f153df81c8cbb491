// Contacts of a box, which are everyone's who may open it, and the groups they are put in. Each is a vCard (RFC 6350) whole, so that
// what a program sent along and no form shows is not lost; columns beside it are what lists and suggestions look for.

import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { alphabetical } from './alphabetical.ts'
import { communeId, id, lifecycle, revision } from './columns.ts'
import { mailbox } from './mailbox.ts'

const mailboxId = () => uuid('mailbox_id').notNull()

export const contact = pgTable(
  'contact',
  {
    /** Also its name in an address book that programs open. */
    id: id(),
    communeId: communeId(),
    mailboxId: mailboxId(),
    /** Of the vCard: by it the same contact is known again when it is imported once more (RFC 6350 §6.7.6). */
    uid: text('uid').notNull(),
    card: text('card').notNull(),
    name: text('name').notNull(),
    organisation: text('organisation').notNull().default(''),
    /** In lower case, the preferred one first. */
    addresses: text('addresses').array().notNull(),
    /** What a prefix of any word is looked for in (function of migration `tenants`). */
    words: text('words')
      .notNull()
      .generatedAlwaysAs(sql`search_words(name || ' ' || organisation, addresses)`),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'contact_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    unique('contact_mailbox_id_id').on(table.mailboxId, table.id),
    unique('contact_mailbox_uid').on(table.mailboxId, table.uid),
    index('contact_name').on(table.mailboxId, alphabetical(table.name), table.id),
    check('contact_uid', sql`length(${table.uid}) between 1 and 255`),
    check('contact_card', sql`octet_length(${table.card}) <= 262144`),
    check('contact_name', sql`length(${table.name}) between 1 and 300`),
    check('contact_addresses', sql`cardinality(${table.addresses}) <= 50`),
  ],
)

export const contactGroup = pgTable(
  'contact_group',
  {
    id: id(),
    communeId: communeId(),
    mailboxId: mailboxId(),
    name: text('name').notNull(),
    words: text('words').notNull().generatedAlwaysAs(sql`search_words(name, '')`),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'contact_group_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    unique('contact_group_mailbox_id_id').on(table.mailboxId, table.id),
    unique('contact_group_name').on(table.mailboxId, table.words),
    check('contact_group_name_length', sql`length(${table.name}) between 1 and 100`),
  ],
)

/** Both are of one box: the keys say so. */
export const contactGroupMember = pgTable(
  'contact_group_member',
  {
    mailboxId: mailboxId(),
    groupId: uuid('group_id').notNull(),
    contactId: uuid('contact_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.contactId] }),
    foreignKey({
      name: 'contact_group_member_group',
      columns: [table.mailboxId, table.groupId],
      foreignColumns: [contactGroup.mailboxId, contactGroup.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'contact_group_member_contact',
      columns: [table.mailboxId, table.contactId],
      foreignColumns: [contact.mailboxId, contact.id],
    }).onDelete('cascade'),
    index('contact_group_member_contact_id').on(table.contactId),
  ],
)
