// Lists sorted by a column, in pages of every size: each row once, in the order that was asked for, rows of one value too.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { domainName } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
  const hosting = hostingStore(two.owner)
  for (const [index, name] of ['Arnay', 'arnay', 'Époisses', 'Précy', 'Vitteaux'].entries()) {
    const commune = await hosting.putCommune({
      ...{ departmentId: two.admin.saulieu.departmentId, name, inseeCode: `2170${index}` },
      ...{ siren: null, population: null },
    })
    await hosting.putDomain(commune, domainName(`c${index}.test`))
    // Two communes without any, and two with as many.
    await two.owner.pool.query(
      `insert into mailbox (commune_id, domain, local_part, kind, quota_bytes)
       select $1, $2, 'box' || n, 'shared', 1000000 from generate_series(1, $3::int) n`,
      [commune, `c${index}.test`, [0, 3, 0, 3, 1][index]],
    )
  }
  // Some hold nothing that was counted, several hold the same.
  await two.owner.pool.query(
    `insert into dovecot.quota_usage (username, bytes) select address, case when local_part = 'box3' then 900 else 500 end
     from mailbox where domain <> 'c4.test'`,
  )
})
afterAll(() => two[Symbol.asyncDispose]())

type Row = Readonly<Record<string, string | number>>

async function pagesOf(path: string, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: string = after === '' ? '' : `&after=${after}`
    const answer = await two.administrator.ask(`GET ${path}&limit=${limit}${page}`)
    expect(answer.status).toBe(200)
    const read = (await answer.json()) as { readonly rows: readonly Row[]; readonly next: string | null }
    rows.push(...read.rows)
    after = read.next
  }
  return rows
}

const lower = (value: string | number | undefined) => String(value).toLowerCase()

describe.each([
  ['/communes', 'mailboxes', 'mailboxes', 'name'],
  ['/communes', 'usage', 'usedBytes', 'name'],
  ['/mailboxes', 'usage', 'usedBytes', 'address'],
] as const)('%s by %s', (path, sort, field, name) => {
  test.each(['asc', 'desc'] as const)(
    '%s → in that order, equals by name, in pages of any size',
    async (order) => {
      const whole = await pagesOf(`${path}?sort=${sort}&order=${order}`, 200)
      const values = whole.map((row) => Number(row[field]))
      expect(values).toEqual([...values].sort((one, other) => (order === 'asc' ? one - other : other - one)))
      expect(new Set(values).size).toBeGreaterThan(2)
      expect(new Set(values).size).toBeLessThan(values.length)
      const equals = whole.filter((row) => row[field] === values[0]).map((row) => lower(row[name]))
      expect(equals).toEqual([...equals].sort((one, other) => one.localeCompare(other, 'fr')))
      for (const limit of [1, 2, 3, 5])
        expect((await pagesOf(`${path}?sort=${sort}&order=${order}`, limit)).map(({ id }) => id)).toEqual(
          whole.map(({ id }) => id),
        )
    },
  )
})

test.each([
  ['/communes', 'name', 'id'],
  ['/mailboxes', 'address', 'id'],
  ['/persons', 'name', 'id'],
  ['/domains', 'name', 'name'],
] as const)(
  '%s by %s downwards → the other way round than upwards, in pages of any size',
  async (path, sort, id) => {
    const ids = async (order: string, limit: number) =>
      (await pagesOf(`${path}?sort=${sort}&order=${order}`, limit)).map((row) => row[id])
    const upwards = await ids('asc', 200)
    expect(upwards.length).toBeGreaterThan(3)
    for (const limit of [1, 2, 3, 200]) {
      expect(await ids('asc', limit)).toEqual(upwards)
      expect(await ids('desc', limit)).toEqual([...upwards].reverse())
    }
  },
)

test('names with accents and capitals → where a French directory has them', async () => {
  const rows = await pagesOf('/communes?sort=name', 2)
  expect(rows.map(({ name }) => lower(name))).toEqual([
    ...['arnay', 'arnay', 'époisses', 'précy', 'saulieu', 'semur-en-auxois', 'vitteaux'],
  ])
  await two.owner.pool.query("update person set name = 'Œuvrard Élise' where name = 'Paul Estienne'")
  const people = (await pagesOf('/persons?sort=name', 2)).map(({ name }) => String(name))
  expect(people).toEqual([...people].sort((one, other) => one.localeCompare(other, 'fr')))
  expect(people).toContain('Œuvrard Élise')
})

test('a filter with a sort → the rows of the filter alone, in that order', async () => {
  const rows = await pagesOf('/communes?search=arnay&sort=mailboxes&order=desc', 1)
  expect(rows.map(({ name }) => name)).toEqual(['arnay', 'Arnay'])
  const boxes = await pagesOf('/mailboxes?search=box3&sort=usage&order=desc', 1)
  expect(boxes.map(({ address }) => address)).toEqual(['box3@c1.test', 'box3@c3.test'])
})

test('a manager sorts by usage → their own commune alone', async () => {
  const answer = await two.manager.ask('GET /communes?sort=usage&order=desc')
  expect(await answer.json()).toMatchObject({ rows: [{ name: 'Saulieu' }], next: null })
})

test('a column that is none, and a cursor of another sort → refused, and no mistake of ours', async () => {
  expect((await two.administrator.ask('GET /communes?sort=population')).status).toBe(422)
  const { next } = (await (await two.administrator.ask('GET /mailboxes?limit=1&sort=usage')).json()) as {
    readonly next: string
  }
  const mixed = await two.administrator.ask(`GET /communes?sort=usage&after=${next}`)
  expect(mixed.status).toBeLessThan(500)
  expect(two.admin.complaints).toEqual([])
})

test.each([
  ['GET /communes', ['a\0b', 'c']],
  ['GET /communes', ['a\0b', '8b7e1c52-0000-4000-8000-000000000000']],
  ['GET /audit', ['2020-01-01 00:00 Foo/Bar', 1]],
  ['GET /sign-ins', ['2020-01-01 00:00+99:99', 1]],
  ['GET /sign-ins', ['2020-01-01', 1e30]],
])(
  '%s after %j, which no page gave → the first page or a refusal, never a fault of ours',
  async (name, keys) => {
    const after = Buffer.from(JSON.stringify(keys)).toString('base64url')
    expect([200, 422]).toContain((await two.administrator.ask(`${name}?after=${after}`)).status)
  },
)
