import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let browser: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  browser = await admin.signIn({ role: 'administrator' })
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Found {
  readonly rows: readonly {
    readonly name: string
    readonly inseeCode: string
    readonly communeId: string | null
  }[]
  readonly next: string | null
}

const find = async (query: string): Promise<Found> =>
  (await (await browser.ask(`GET /official-communes?${query}`)).json()) as Found
const names = async (query: string) => (await find(query)).rows.map(({ name }) => name)

test.each([
  ['search=etang', ["L'Étang-Vergy"]],
  ['search=%C3%89TANG', ["L'Étang-Vergy"]],
  ['search=st%20jean%20de', ['Saint-Jean-de-Bœuf', 'Saint-Jean-de-Losne']],
  ['search=21028', ['Athée']],
  ['search=21140&limit=2', ['Champignolles', 'Charigny']],
  ['search=%25', []],
])('%s → %s', async (query, found) => {
  expect(await names(query)).toEqual(found)
})

test('a commune that is here already → says which one, and can be left out', async () => {
  const { rows } = await find('search=saulieu')
  expect(rows).toMatchObject([
    { inseeCode: '21584', communeId: admin.saulieu.commune, proposedDomain: 'mairie-saulieu.fr' },
  ])
  expect(await names('search=saulieu&hosted=false')).toEqual([])
  expect(await names('hosted=true')).toEqual(['Saulieu'])
})

test('page after page → all 698 communes of the département, each once', async () => {
  const codes: string[] = []
  let after = ''
  do {
    const page = await find(`limit=200${after}`)
    codes.push(...page.rows.map(({ inseeCode }) => inseeCode))
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  expect(codes).toHaveLength(698)
  expect(new Set(codes).size).toBe(698)
  expect(codes.every((code) => code.startsWith('21'))).toBe(true)
})

test.each(['support', 'auditor', 'manager', 'member'] as const)('%s → forbidden', async (role) => {
  const answer = await (await admin.signIn({ role })).ask('GET /official-communes')
  expect(answer.status).toBe(403)
})
