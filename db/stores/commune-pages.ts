// Pages of the communes: by name, along an index; or by what they hold, for which every commune that matches is added up.

import { and, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../connection.ts'
import { mailbox } from '../schema/mailbox.ts'
import { commune } from '../schema/tenant.ts'
import {
  type CommuneFilter,
  type CommuneRow,
  communeSize,
  matching,
  nameKey,
  readCommunes,
} from './communes.ts'
import {
  afterCursor,
  orderOf,
  type Page,
  type PageWish,
  pageOfRows,
  type SortWish,
  upwards,
  upwardsValue,
} from './page.ts'
import type { Scope } from './scope.ts'

export type CommuneSort = 'name' | 'mailboxes' | 'usage'
type Reading = Pick<Database, 'drizzle'>
type Wish = CommuneFilter & PageWish & SortWish<CommuneSort>

/** Of two pages by size, a commune that grew in between may be on both or on neither. */
export const findCommunePage = (database: Reading, scope: Scope, wish: Wish): Promise<Page<CommuneRow>> => {
  const { sort = 'name' } = wish
  return sort === 'name'
    ? findByName(database, matching(scope, wish), wish)
    : findBySize(database, matching(scope, wish), { ...wish, sort })
}

const nameKeys = [nameKey, sql`${commune.id}`]

async function findByName({ drizzle }: Reading, matched: SQL | undefined, wish: Wish) {
  const where = and(matched, afterCursor(wish.after, nameKeys, wish.order))
  const orderBy = orderOf(nameKeys, wish.order)
  const limit = wish.limit + 1
  const page = drizzle
    .select({ id: commune.id })
    .from(commune)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
  const sized = inArray(mailbox.communeId, page)
  const rows = await readCommunes(drizzle, { where, limit, sized, orderBy })
  return pageOfRows(rows, wish.limit, (row) => [row.nameKey, row.id])
}

const sizes = { mailboxes: 'mailboxes', usage: 'usedBytes' } as const

async function findBySize(
  { drizzle }: Reading,
  matched: SQL | undefined,
  wish: PageWish & SortWish<keyof typeof sizes> & { readonly sort: keyof typeof sizes },
) {
  const size = sizes[wish.sort]
  const keys = [upwards(communeSize[size], wish.order), ...nameKeys]
  const rows = await readCommunes(drizzle, {
    where: and(matched, afterCursor(wish.after, keys)),
    limit: wish.limit + 1,
    sized: inArray(mailbox.communeId, drizzle.select({ id: commune.id }).from(commune).where(matched)),
    orderBy: orderOf(keys),
  })
  return pageOfRows(rows, wish.limit, (row) => [upwardsValue(row[size], wish.order), row.nameKey, row.id])
}
