import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { putPasswordHash } from '#db/stores/security/credentials.ts'
import { digestOfCode } from '#identity/activation-code.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { pagesOf } from '#test/e2e/panel/letters.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { address } from '#test/support/database/commune.ts'

let admin: TestAdmin
let browser: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  browser = await admin.signIn({ role: 'administrator' })
})
afterAll(() => admin[Symbol.asyncDispose]())

async function rowsOf<Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  await using owner = admin.postgresql.open('vm_owner')
  return (await owner.pool.query(text, [...values])).rows as Row[]
}

async function print(body: unknown): Promise<{ readonly pdf: string; readonly codes: readonly string[] }> {
  const answer = await browser.ask('POST /letters', { body })
  const pdf = Buffer.from(await answer.arrayBuffer()).toString('latin1')
  expect(answer.status, pdf).toBe(200)
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="lettres-[\w.-]+\.pdf"/)
  return { pdf, codes: [...pdf.matchAll(/\/ActualText \(([\dA-Z-]{23})\)/g)].map(([, code = '']) => code) }
}

test('one person → one page with a code whose digest alone is kept; printed again → the first one ends', async () => {
  const [first] = (await print({ people: [admin.saulieu.person] })).codes
  const [second] = (await print({ people: [admin.saulieu.person] })).codes
  const rows = await rowsOf(
    'select digest, replaced_at is not null as replaced from activation_code where person_id = $1 order by created_at',
    [admin.saulieu.person],
  )
  expect(rows).toEqual([
    { digest: digestOfCode(first ?? ''), replaced: true },
    { digest: digestOfCode(second ?? ''), replaced: false },
  ])
  const told = await rowsOf<{ after: unknown }>("select after from audit where action = 'issue:activation'")
  expect(told).toEqual([{ after: { letter: true } }, { after: { letter: true } }])
  const kept = await rowsOf<{ kept: string }>(
    `select coalesce(string_agg(to_jsonb(audit)::text, ''), '') as kept from audit`,
  )
  for (const code of [first, second]) expect(kept[0]?.kept).not.toContain(code)
  const check = await admin.stranger.ask('POST /activation/check', { body: { code: second } })
  expect(await check.json()).toMatchObject({ name: 'Claire Garnier' })
})

test.each([
  ['member', 'mail.cotedor.test/premiere-visite'],
  ['manager', 'localhost:'],
] as const)('the letter of a %s → leads to %s', async (role, place) => {
  await using owner = admin.postgresql.open('vm_owner')
  const email = address(`${role}-with-letter@mairie-saulieu.test`)
  const who = {
    commune: admin.saulieu.commune,
    tenantKind: 'commune',
    role,
    name: 'Paul Brulé',
    email,
  } as const
  const { pdf } = await print({ people: [await hostingStore(owner).putPerson(who)] })
  const [page = ''] = await pagesOf(Buffer.from(pdf, 'latin1'))
  expect(page).toContain(place)
})

test('a batch of two communes → a page for each new person, none for who is here already', async () => {
  const csv =
    'insee;domaine;responsable;membres\n21511;mairie-puits.test;Anne Roy;Luc Petit\n21529;mairie-roilly.test;Zoé Roy;anne.roy@mairie-puits.test'
  const made = await browser.ask('POST /welcomes', { body: { name: 'Deux' } })
  const { id } = (await made.json()) as { id: string }
  expect((await browser.ask(`POST /welcomes/${id}/communes/import`, { body: { csv } })).status).toBe(200)
  expect((await browser.ask('POST /letters', { body: { welcome: id } })).status).toBe(404)
  expect((await browser.ask(`POST /welcomes/${id}/creation`)).status).toBe(200)
  const shown = async () => (await browser.ask(`GET /welcomes/${id}`)).json()
  expect(await shown()).toMatchObject({ lettersAt: null, lettersMissing: 3 })
  const { pdf, codes } = await print({ welcome: id })
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(3)
  expect(new Set(codes).size).toBe(3)
  const persons = await rowsOf<{ id: string }>(
    "select p.id from person p join activation_code a on a.person_id = p.id where p.email like '%.test' and a.digest = any($1)",
    [codes.map(digestOfCode)],
  )
  expect(persons).toHaveLength(3)
  expect(await shown()).toMatchObject({ lettersAt: expect.any(String), lettersMissing: 0 })
})

test('somebody who is not there, or who has opened their access → no letter for anybody', async () => {
  const active = await admin.signIn({ role: 'member' })
  const people = [admin.saulieu.person, '00000000-0000-4000-8000-000000000000', active.person]
  const before = await rowsOf('select id from activation_code')
  const answer = await browser.ask('POST /letters', { body: { people } })
  expect(answer.status).toBe(422)
  expect(await answer.json()).toMatchObject({
    errors: [
      { pointer: '/body/people/1', code: 'unknown' },
      { pointer: '/body/people/2', code: 'already-active' },
    ],
  })
  expect(await rowsOf('select id from activation_code')).toHaveLength(before.length)
})

test('somebody opens their access while their letter is made → no letter, and no code beside the password', async () => {
  const { person } = await admin.person({ role: 'member', password: null })
  await using owner = admin.postgresql.open('vm_owner')
  let printed: Promise<Response | null> = Promise.resolve(null)
  await owner.transaction(async (transaction) => {
    const hash = await hashPassword(new Secret('un sapin vert du Morvan'))
    await putPasswordHash(transaction, person, hash)
    printed = browser.ask('POST /letters', { body: { people: [person] } })
    const waits = async () => (await owner.pool.query('select from pg_locks where not granted')).rowCount
    while ((await waits()) === 0) await owner.pool.query('select 1')
  })
  expect(await (await printed)?.json()).toMatchObject({ errors: [{ code: 'already-active' }] })
  expect(await rowsOf('select from activation_code where person_id = $1', [person])).toEqual([])
})

test('a manager → letters for their own commune, nobody else’s and no batch', async () => {
  const manager = await admin.signIn({ role: 'manager' })
  const own = await manager.ask('POST /letters', { body: { people: [admin.saulieu.person] } })
  expect(own.status).toBe(200)
  await own.arrayBuffer()
  const [other] = await rowsOf<{ id: string }>(
    "select id from person where email = 'anne.roy@mairie-puits.test'",
  )
  const answer = await manager.ask('POST /letters', { body: { people: [other?.id] } })
  expect(await answer.json()).toMatchObject({ errors: [{ code: 'unknown' }] })
  const [batch] = await rowsOf<{ id: string }>('select id from welcome')
  expect((await manager.ask('POST /letters', { body: { welcome: batch?.id } })).status).toBe(404)
})

test.each(['support', 'auditor', 'member'] as const)('%s → no letters', async (role) => {
  const answer = await (await admin.signIn({ role })).ask('POST /letters', {
    body: { people: [admin.saulieu.person] },
  })
  expect(answer.status).toBe(403)
})
