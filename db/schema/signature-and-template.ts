// Texts that are written once and put into many messages of a box: signatures and templates. Their HTML was sanitised before it got here.

import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { communeId, id, lifecycle, revision } from './columns.ts'
import { mailbox } from './mailbox.ts'
import { person } from './person.ts'

export const signature = pgTable(
  'signature',
  {
    id: id(),
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    /** Whose it is; null for one that everybody has who writes as this box. */
    personId: uuid('person_id').references(() => person.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    html: text('html').notNull(),
    /** A message of this box begins with it: a person's own before that of the box. */
    isDefault: boolean('is_default').notNull().default(false),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'signature_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('signature_mailbox_id').on(table.mailboxId),
    index('signature_person_id').on(table.personId),
    uniqueIndex('signature_one_default_of_person')
      .on(table.mailboxId, table.personId)
      .where(sql`${table.isDefault} and ${table.personId} is not null`),
    uniqueIndex('signature_one_default_of_box')
      .on(table.mailboxId)
      .where(sql`${table.isDefault} and ${table.personId} is null`),
    check('signature_name', sql`length(${table.name}) between 1 and 100`),
    check('signature_html', sql`octet_length(${table.html}) <= 65536`),
  ],
)

/** « Modèle »: everybody's who writes as the box. */
export const messageTemplate = pgTable(
  'message_template',
  {
    id: id(),
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    name: text('name').notNull(),
    subject: text('subject').notNull().default(''),
    html: text('html').notNull(),
    revision: revision(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'message_template_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    index('message_template_mailbox_id').on(table.mailboxId),
    check('message_template_name', sql`length(${table.name}) between 1 and 100`),
    check('message_template_subject', sql`length(${table.subject}) <= 900`),
    check('message_template_html', sql`octet_length(${table.html}) <= 262144`),
  ],
)
