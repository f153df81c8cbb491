// Pages of the communes: by name, along an index; or by what they come to, for which each that matches is added up.

import { sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { commune } from '../../schema/tenant.ts'
import {
  afterCursor,
  type Page,
  type PageWish,
  pageOfRows,
  type SortWish,
  upwards,
  upwardsValue,
} from '../query/page.ts'
import type { Scope } from '../query/scope.ts'
import {
  type CommuneFilter,
  type CommuneRow,
  communeSize,
  matching,
  nameKey,
  readCommunes,
} from './communes.ts'

export type CommuneSort = 'name' | 'mailboxes' | 'usage'

/** Of two pages by size, a commune that grew in between may be on both or on neither. */
export async function findCommunePage(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  wish: CommuneFilter & PageWish & SortWish<CommuneSort>,
): Promise<Page<CommuneRow>> {
  const { keys, direction, valuesOf } = sortOf(wish)
  const rows = await readCommunes(drizzle, {
    where: matching(scope, wish),
    after: afterCursor(wish.after, keys, direction),
    ...{ keys, direction, byUsage: wish.sort === 'usage' },
    limit: wish.limit + 1,
  })
  return pageOfRows(rows, wish.limit, valuesOf)
}

const nameKeys = [nameKey, sql`${commune.id}`]
const sizes = { mailboxes: 'mailboxes', usage: 'usedBytes' } as const

function sortOf({ sort = 'name', order }: SortWish<CommuneSort>) {
  if (sort === 'name')
    return { keys: nameKeys, direction: order, valuesOf: (row: CommuneRow) => [row.nameKey, row.id] }
  const size = sizes[sort]
  return {
    keys: [upwards(communeSize[size], order), ...nameKeys],
    direction: 'asc' as const,
    valuesOf: (row: CommuneRow) => [upwardsValue(row[size], order), row.nameKey, row.id],
  }
}
