// Columns that many tables share, written once so that every aggregate names and types them alike.

import { customType, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** A key that says nothing about what it names; made by the database. */
export const id = () => uuid('id').primaryKey().defaultRandom()

/** The tenant a row belongs to. */
export const communeId = () => uuid('commune_id').notNull()

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** Counts changes by people: an edit names the one it began from, and is refused when another came between. */
export const revision = () => integer('revision').notNull().default(1)

/** When the row was made and last changed. */
export const lifecycle = () => ({
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at')
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date()),
})

/** The two halves of an address of ours; the whole is a generated column, so it can never disagree with them. */
export const addressParts = () => ({
  domain: text('domain').notNull(),
  localPart: text('local_part').notNull(),
})

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
