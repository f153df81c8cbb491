// Labels of a box: what a person calls one, and its colour. Messages bear its id as a keyword in Dovecot.

import { sql } from 'drizzle-orm'
import { check, foreignKey, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { communeId, id, lifecycle } from './columns.ts'
import { mailbox } from './mailbox.ts'

/** As ui/css/tones.css has them. */
export const labelColours = ['violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris'] as const

export const label = pgTable(
  'label',
  {
    id: id(),
    communeId: communeId(),
    mailboxId: uuid('mailbox_id').notNull(),
    name: text('name').notNull(),
    /** Two that differ by capitals or accents alone would be one in a search. */
    words: text('words').notNull().generatedAlwaysAs(sql`search_words(name, '')`),
    colour: text('colour', { enum: labelColours }).notNull(),
    ...lifecycle(),
  },
  (table) => [
    foreignKey({
      name: 'label_mailbox',
      columns: [table.communeId, table.mailboxId],
      foreignColumns: [mailbox.communeId, mailbox.id],
    }).onDelete('cascade'),
    unique('label_name').on(table.mailboxId, table.words),
    check('label_name_length', sql`length(${table.name}) between 1 and 40`),
    check(
      'label_colour',
      sql`${table.colour} in ('violet', 'orange', 'cyan', 'ambre', 'rose', 'vert', 'bleu', 'gris')`,
    ),
  ],
)
