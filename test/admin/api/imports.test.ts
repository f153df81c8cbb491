import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  answered,
  semurDomain,
  startTwoCommunes,
  type TwoCommunes,
} from '#test/support/admin/two-communes.ts'
import { claire, mairie, saulieu } from '#test/support/database/commune.ts'

let two: TwoCommunes
beforeAll(async () => {
  two = await startTwoCommunes()
})
afterAll(() => two[Symbol.asyncDispose]())

const header = 'adresse;nom;type;quota_mo;titulaire;acces'
const file = (...rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`
const preview = (csv: string, browser = two.manager) =>
  answered(
    browser.ask(`POST /communes/${two.admin.saulieu.commune}/imports/preview`, {
      body: { kind: 'mailboxes', csv },
    }),
  )
const start = (csv: string, digest: string, browser = two.manager) =>
  answered(
    browser.ask(`POST /communes/${two.admin.saulieu.commune}/imports`, {
      body: { kind: 'mailboxes', csv, digest },
    }),
  )
const mailboxCount = async () =>
  (await two.owner.pool.query<{ count: number }>('select count(*)::int from mailbox')).rows[0]?.count

test('the template is a file that the import reads', async () => {
  const answer = await two.manager.ask('GET /imports/template')
  const csv = Buffer.from(await answer.arrayBuffer()).toString()
  expect(csv.startsWith(`\uFEFF${header}\r\n`)).toBe(true)
  const { status, body } = await preview(csv)
  expect(status).toBe(200)
  expect(body.rows.map(({ problem }: { problem: string }) => problem)).toEqual([
    'domain-not-of-commune',
    'domain-not-of-commune',
  ])
})

test('previewed, then made: two new mailboxes with a person, their access and their jobs; one exists', async () => {
  const csv = file(
    `accueil@${saulieu};Accueil;partagée;512;;luc.martin@${saulieu}:gestion ${claire}`,
    `Luc.Martin@${saulieu};;personnelle;;Luc Martin;`,
    `${mairie};Whatever;;;;`,
  )
  const before = await mailboxCount()
  const { body: seen } = await preview(csv)
  expect(seen.counts).toEqual({ new: 2, exists: 1, wrong: 0, persons: 1 })
  expect(seen.rows[1]).toMatchObject({
    line: 3,
    state: 'new',
    values: {
      name: 'Luc Martin',
      kind: 'personal',
      owner: { name: 'Luc Martin', email: `luc.martin@${saulieu}`, isNew: true },
    },
  })
  expect(await mailboxCount()).toBe(before)
  const { status, body } = await start(csv, seen.digest)
  expect(status).toBe(201)
  expect(body.counts).toEqual({ created: 2, exists: 1, persons: 1 })
  expect(body.rows).toMatchObject([
    { line: 2, address: `accueil@${saulieu}`, state: 'created' },
    { line: 3, address: `luc.martin@${saulieu}`, state: 'created' },
    { line: 4, address: mairie, state: 'exists', mailbox: two.admin.saulieu.mairie },
  ])
  const { body: access } = await answered(two.manager.ask(`GET /mailboxes/${body.rows[0].mailbox}/access`))
  expect(
    access.rows.map(({ person, role }: { person: { email: string }; role: string }) => [person.email, role]),
  ).toEqual([
    [claire, 'send'],
    [`luc.martin@${saulieu}`, 'manage'],
  ])
  const { rows: jobs } = await two.owner.pool.query(
    "select data->>'mailbox' as mailbox from pgboss.job where name = 'provision-mailbox' order by 1",
  )
  expect(jobs.map(({ mailbox }) => mailbox)).toEqual([body.rows[0].mailbox, body.rows[1].mailbox].sort())
  expect((await two.logged(4)).map(({ action, entity }) => [action, entity])).toEqual([
    ['import:mailbox', 'Saulieu'],
    ['create:mailbox', `luc.martin@${saulieu}`],
    ['create:mailbox', `accueil@${saulieu}`],
    ['create:person', `luc.martin@${saulieu}`],
  ])
  const { rows: broken } = await two.owner.pool.query('select * from audit_breaks(10)')
  expect(broken).toEqual([])
})

test('one wrong row → nothing is made, each row that is wrong is pointed at', async () => {
  const csv = file(
    `right@${saulieu};;;;;`,
    `right@${saulieu};;;;;`,
    `theirs@${semurDomain};;;;;`,
    `a@${saulieu};;;;;nobody@away.test`,
    `b@${saulieu};;;;paul.estienne@${semurDomain};`,
    `c@${saulieu};;;2048;;`,
  )
  const { body: seen } = await preview(csv)
  const before = await mailboxCount()
  const { status, body } = await start(csv, seen.digest)
  expect(status).toBe(422)
  expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
    ['/body/csv/3/adresse', 'address-twice'],
    ['/body/csv/4/adresse', 'domain-not-of-commune'],
    ['/body/csv/5/acces', 'access-person-unknown'],
    ['/body/csv/6/titulaire', 'owner-unknown'],
    ['/body/csv/7/quota_mo', 'quota-not-allowed'],
  ])
  expect(await mailboxCount()).toBe(before)
})

test('addresses and people of another commune → read like those that nobody has', async () => {
  const paul = `paul.estienne@${semurDomain}`
  const problems = async (...rows: readonly string[]) =>
    (await preview(file(...rows))).body.rows.map(({ problem }: { problem: string | null }) => problem)
  const rowsWith = (email: string) => [
    `${email};;;;;`,
    `d@${saulieu};;;;${email};`,
    `e@${saulieu};;;;;${email}`,
    `f@${saulieu};;;;;${claire} ${email}:lecture`,
  ]
  expect(await problems(...rowsWith(paul))).toEqual(await problems(...rowsWith(`nobody@${semurDomain}`)))
  expect(await problems(`g@${saulieu};;;;;${paul}`)).toEqual(['access-person-unknown'])
})

test('the département imports → access for somebody of another commune is made', async () => {
  const csv = file(`syndicat@${saulieu};;;;;paul.estienne@${semurDomain}`)
  const { body: seen } = await preview(csv, two.administrator)
  const { status, body } = await start(csv, seen.digest, two.administrator)
  expect(status).toBe(201)
  const { body: access } = await answered(two.manager.ask(`GET /mailboxes/${body.rows[0].mailbox}/access`))
  expect(access.rows).toMatchObject([{ person: { email: `paul.estienne@${semurDomain}` }, role: 'send' }])
})

test('something came in between → nothing is made, and what would be done now is shown', async () => {
  const csv = file(`between@${saulieu};;;;;`)
  const { body: seen } = await preview(csv)
  await two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/mailboxes`, {
    body: { localPart: 'between', domain: saulieu, kind: 'shared' },
  })
  expect(await start(csv, seen.digest)).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile', current: { counts: { new: 0, exists: 1 } } },
  })
})

test('the pooled quota counts the rows before; a taken address, an unreadable file → refused', async () => {
  const { rows } = await two.owner.pool.query<{ sum: string }>(
    'select sum(quota_bytes) from mailbox where commune_id = $1',
    [two.admin.saulieu.commune],
  )
  const pool = Number(rows[0]?.sum) + 150_000_000
  const setPool = (bytes: number | null) =>
    two.owner.pool.query('update commune set quota_bytes = $1 where id = $2', [
      bytes,
      two.admin.saulieu.commune,
    ])
  await setPool(pool)
  await two.manager.ask(`POST /communes/${two.admin.saulieu.commune}/aliases`, {
    body: { localPart: 'taken', domain: saulieu, targets: [claire] },
  })
  const { body } = await preview(
    file(`p1@${saulieu};;;100;;`, `p2@${saulieu};;;100;;`, `taken@${saulieu};;;1;;`),
  )
  expect(body.rows.map(({ problem }: { problem: string | null }) => problem)).toEqual([
    null,
    'over-pooled-quota',
    'address-taken',
  ])
  await setPool(null)
  expect(await preview('adresse\n"a')).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/csv' }] },
  })
})

test('access given more than 10,000 times in one file → refused before an address of it is read', async () => {
  const fifty = Array.from({ length: 50 }, (_, n) => `u${n}@away.test`).join(' ')
  const rows = (count: number) => Array.from({ length: count }, (_, n) => `m${n}@${saulieu};;;;;${fifty}`)
  expect(await preview(file(...rows(201)))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/csv', code: 'too-much-access' }] },
  })
  expect((await preview(file(...rows(200)))).status).toBe(200)
})

test('support imports a new person → the row is wrong; an auditor → 403; another commune → 404', async () => {
  const csv = file(`new.person@${saulieu};;personnelle;;New Person;`)
  const support = await two.admin.signIn({ role: 'support' })
  expect((await preview(csv, support)).body.rows).toMatchObject([{ problem: 'person-not-allowed' }])
  const { body } = await preview(csv)
  expect((await start(csv, body.digest, two.auditor)).status).toBe(403)
  expect((await preview(csv, two.stranger)).status).toBe(404)
  expect((await start(csv, body.digest, two.stranger)).status).toBe(404)
})

test('a key that may make mailboxes and gives no access otherwise → gives none by an import either', async () => {
  const made = await answered(
    two.administrator.ask('POST /api-keys', {
      body: {
        ...{ name: 'Annuaire', commune: two.admin.saulieu.commune, expiresInDays: 1 },
        permissions: ['change:mailbox'],
      },
    }),
  )
  const { body } = await answered(
    two.admin.stranger.ask(`POST /communes/${two.admin.saulieu.commune}/imports/preview`, {
      body: {
        kind: 'mailboxes',
        csv: file(`alone@${saulieu};;;;;`, `opened@${saulieu};;;;;paul.estienne@${semurDomain}`),
      },
      headers: { authorization: `Bearer ${made.body.key}` },
    }),
  )
  expect(body.rows.map(({ problem }: { problem: string | null }) => problem)).toEqual([
    null,
    'access-not-allowed',
  ])
})

test('5,000 mailboxes with as many people in one go → all made', { timeout: 60_000 }, async () => {
  const csv = file(...Array.from({ length: 5000 }, (_, n) => `p${n}@${saulieu};Person ${n};personnelle;10;;`))
  const { body: seen } = await preview(csv)
  expect(seen.counts).toEqual({ new: 5000, exists: 0, wrong: 0, persons: 5000 })
  const { status, body } = await start(csv, seen.digest)
  expect([status, body.counts]).toEqual([201, { created: 5000, exists: 0, persons: 5000 }])
  const { rows: broken } = await two.owner.pool.query('select * from audit_breaks(10)')
  expect(broken).toEqual([])
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
