import { expect, test } from 'vitest'
import { type CommuneSort, findCommunePage } from '#db/stores/communes/commune-pages.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner } = await saulieuDatabase()
/** Figures of every commune stand on every page of their table, as they do once boxes have come and gone for years. */
for (const statement of [
  `insert into commune (department_id, name, insee_code)
   select d.id, 'Commune ' || n, '21' || lpad(n::text, 3, '0') from department d, generate_series(101, 140) n`,
  "insert into domain (name, commune_id) select 'c' || insee_code || '.test', id from commune where name like 'Commune %'",
  `insert into mailbox (commune_id, domain, local_part, kind, quota_bytes)
   select c.id, 'c' || c.insee_code || '.test', 'box' || n, 'shared', 1000000
   from generate_series(1, 50) n, commune c where c.name like 'Commune %'`,
  `insert into dovecot.quota_usage (username, bytes)
   select m.address, right(c.name, 3)::int from mailbox m join commune c on c.id = m.commune_id
   where c.name like 'Commune %' order by substr(m.local_part, 4)::int, c.name`,
  'vacuum analyze',
])
  await owner.pool.query(statement)

/** How often a page of the figures was read for a list of communes, for each page that there is. */
async function readsPerPage(sort: CommuneSort) {
  await using database = postgresql.open('vm_admin')
  const read = async () => {
    await database.pool.query('select pg_stat_force_next_flush()')
    const { rows } = await database.pool.query<{ read: number; there: number }>(
      `select (heap_blks_hit + heap_blks_read)::int as read, (pg_relation_size(relid) / 8192)::int as there
       from pg_statio_user_tables where relid = 'dovecot.quota_usage'::regclass`,
    )
    return rows[0] ?? { read: Number.NaN, there: 1 }
  }
  const before = await read()
  const page = await findCommunePage(database, { kind: 'department' }, { limit: 30, sort, order: 'desc' })
  const after = await read()
  return { page, reads: (after.read - before.read) / after.there }
}

test.each(['name', 'usage'] as const)('thirty communes by %s → figures read in one pass', async (sort) => {
  const { page, reads } = await readsPerPage(sort)
  expect(page.rows.map(({ name, usedBytes }) => [name, usedBytes]).slice(0, 2)).toEqual(
    sort === 'usage'
      ? [
          ['Commune 140', 7000],
          ['Commune 139', 6950],
        ]
      : [
          ['Saulieu', 0],
          ['Commune 140', 7000],
        ],
  )
  expect(reads).toBeGreaterThan(0)
  expect(reads).toBeLessThan(3)
})
