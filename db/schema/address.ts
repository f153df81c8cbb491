// Every address of ours, whatever it leads to: written by triggers alone, its key keeps two things of one name apart.

import { pgTable, text, unique } from 'drizzle-orm/pg-core'
import { communeId } from './columns.ts'

export const address = pgTable(
  'address',
  {
    address: text('address').primaryKey(),
    communeId: communeId(),
    kind: text('kind', { enum: ['mailbox', 'alias', 'list'] }).notNull(),
  },
  (table) => [unique('address_commune_id_address').on(table.communeId, table.address)],
)
