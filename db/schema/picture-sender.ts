// Whose pictures a person has shown without being asked each time. It is said by them, for them alone, in whichever box they read.

import { sql } from 'drizzle-orm'
import { check, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { person } from './person.ts'

export const pictureSender = pgTable(
  'picture_sender',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** As `comparableAddress` has it. */
    address: text('address').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: 'picture_sender_pkey', columns: [table.personId, table.address] }),
    check('picture_sender_address', sql`length(${table.address}) between 3 and 320`),
  ],
)
