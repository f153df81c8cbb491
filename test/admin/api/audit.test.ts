import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeAudit } from '#db/stores/audit.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let auditor: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  auditor = await admin.signIn({ role: 'auditor' })
  await using owner = admin.postgresql.open('vm_owner')
  const by = { kind: 'person', id: null, name: 'karim@cotedor.test', client: '192.0.2.7' } as const
  await owner.transaction(async (transaction) => {
    for (let index = 0; index < 5; index++)
      await writeAudit(transaction, by, {
        action: index === 0 ? 'create:mailbox' : 'change:mailbox',
        commune: index < 4 ? admin.saulieu.commune : null,
        entityId: `id-${index}`,
        entity: index === 4 ? '=cmd|calc' : `accueil${index}@mairie-saulieu.test`,
        before: { quotaBytes: index },
        after: { quotaBytes: index + 1 },
      })
  })
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Listed {
  readonly rows: readonly { readonly id: number; readonly entity: string; readonly before: unknown }[]
  readonly next: string | null
}

const list = async (query: string, browser = auditor): Promise<Listed> =>
  (await (await browser.ask(`GET /audit${query}`)).json()) as Listed

test('two pages → newest first, nothing twice, with before and after', async () => {
  const first = await list('?limit=3&actor=KARIM')
  const second = await list(`?limit=3&actor=karim&after=${first.next}`)
  const ids = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  expect(new Set(ids).size).toBe(5)
  expect(second.next).toBeNull()
  expect(first.rows[0]).toMatchObject({ entity: '=cmd|calc', before: { quotaBytes: 4 } })
})

test.each([
  ['?action=create:mailbox', 1],
  ['?search=Accueil2@', 1],
  ['?entityId=id-3', 1],
  ['?actor=karim&since=2100-01-01T00:00:00.000Z', 0],
  ['?actor=karim&until=2100-01-01T00:00:00.000Z', 5],
])('the filter %s → %i rows', async (query, count) => {
  expect((await list(query)).rows).toHaveLength(count)
})

test('a manager → the rows of their own commune alone', async () => {
  const manager = await admin.signIn({ role: 'manager' })
  const { rows } = await list('?actor=karim', manager)
  expect(rows).toHaveLength(4)
  expect((await list(`?commune=${admin.saulieu.department}`, manager)).rows).toEqual([])
})

test('the actions for a filter → each once, by name', async () => {
  const { actions } = (await (await auditor.ask('GET /audit/actions')).json()) as { actions: string[] }
  expect(actions.filter((name) => name.endsWith(':mailbox'))).toEqual(['change:mailbox', 'create:mailbox'])
})

test('the actions for a filter, asked for by a manager → those of their own commune alone', async () => {
  const commune = await admin.anotherCommune()
  const by = { kind: 'machine', id: null, name: 'hosting', client: null } as const
  await using owner = admin.postgresql.open('vm_owner')
  await owner.transaction((transaction) =>
    writeAudit(transaction, by, { action: 'delete:forward', commune, entityId: 'id-9', entity: 'x@y.test' }),
  )
  const asked = async (browser: Browser) =>
    ((await (await browser.ask('GET /audit/actions')).json()) as { actions: string[] }).actions
  expect(await asked(auditor)).toContain('delete:forward')
  expect(await asked(await admin.signIn({ role: 'manager', commune }))).toEqual([
    'create:password',
    'delete:forward',
  ])
})

test('the export → a CSV file of every row that the filter finds, in French, formulas told to be text', async () => {
  const answer = await auditor.ask('GET /audit/export?actor=karim')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="journal-[\d-]+\.csv"/)
  const [header, ...rows] = parse(await answer.text(), { bom: true, delimiter: ';' }) as string[][]
  expect(header?.join(';')).toBe(
    'numero;date;auteur;sorte_d_auteur;depuis;commune;action;sur_quoi;identifiant_de_l_objet;avant;apres',
  )
  expect(rows[0]?.[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  expect(rows.map((row) => row.slice(2))).toEqual([
    expect.arrayContaining(['Département', "'=cmd|calc"]),
    ...[3, 2, 1].map(() => expect.arrayContaining(['Boîte : modification'])),
    [
      ...['karim@cotedor.test', 'personne', '192.0.2.7', 'Saulieu', 'Boîte : création'],
      ...['accueil0@mairie-saulieu.test', 'id-0', 'Quota en octets : 0', 'Quota en octets : 1'],
    ],
  ])
})
