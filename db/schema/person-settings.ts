// How a person wants the webmail: what was chosen once is so on every machine they sit at. A row for those who chose something.

import { sql } from 'drizzle-orm'
import { boolean, check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { lifecycle } from './columns.ts'
import { person } from './person.ts'

export const densities = ['comfortable', 'compact'] as const
export const readingPanes = ['right', 'none'] as const
/** What follows once the open conversation is filed: the next one, or the list. */
export const afterFilings = ['next', 'list'] as const

/** Whether a receipt that a message asks for is asked about. */
export const receiptChoices = ['ask', 'never'] as const

export const personSettings = pgTable(
  'person_settings',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** How long what was sent can be taken back. */
    undoSeconds: integer('undo_seconds').notNull().default(10),
    density: text('density', { enum: densities }).notNull().default('comfortable'),
    readingPane: text('reading_pane', { enum: readingPanes }).notNull().default('right'),
    /** Those of a single key. */
    shortcuts: boolean('shortcuts').notNull().default(false),
    /** A command's name and its key, for those that are not as the house has them. */
    keys: jsonb('keys').$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** Whether messages that answer each other are one row of a list. */
    conversations: boolean('conversations').notNull().default(true),
    /** Whether the steps of a first visit are still offered. */
    firstSteps: boolean('first_steps').notNull().default(true),
    afterFiling: text('after_filing', { enum: afterFilings }).notNull().default('next'),
    receipts: text('receipts', { enum: receiptChoices }).notNull().default('ask'),
    ...lifecycle(),
  },
  (table) => [
    check('person_settings_undo_seconds', sql`${table.undoSeconds} between 0 and 30`),
    check('person_settings_keys', sql`jsonb_typeof(${table.keys}) = 'object'`),
    check('person_settings_density', sql`${table.density} in ('comfortable', 'compact')`),
    check('person_settings_receipts', sql`${table.receipts} in ('ask', 'never')`),
    check('person_settings_after_filing', sql`${table.afterFiling} in ('next', 'list')`),
    check('person_settings_reading_pane', sql`${table.readingPane} in ('right', 'none')`),
  ],
)
