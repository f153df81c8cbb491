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

const quotaBytes = 2_097_152
const wanted = (localPart: string, more: object = {}) => ({
  localPart,
  domain: saulieu,
  kind: 'shared',
  quotaBytes,
  ...more,
})
const make = (body: unknown, browser = two.manager, headers = {}) =>
  answered(browser.ask(`POST /communes/${two.admin.saulieu.commune}/mailboxes`, { body, headers }))
const jobsFor = async (mailbox: string) => {
  const { rows } = await two.owner.pool.query(
    "select data from pgboss.job where name = 'provision-mailbox' and data->>'mailbox' = $1",
    [mailbox],
  )
  return rows
}

test('a new shared mailbox, asked for twice under one key → made once, with its job and one row of the log', async () => {
  const body = wanted('Secretariat', { name: 'Secrétariat' })
  const first = await make(body, two.manager, { 'idempotency-key': 'secretariat-1' })
  expect(first).toMatchObject({
    status: 201,
    body: {
      address: `secretariat@${saulieu}`,
      name: 'Secrétariat',
      kind: 'shared',
      state: 'not-ready',
      commune: { name: 'Saulieu' },
      owner: null,
      usedBytes: 0,
      people: 0,
      quotaBytes,
      revision: 1,
    },
  })
  expect(await make(body, two.manager, { 'idempotency-key': 'secretariat-1' })).toEqual(first)
  expect(await jobsFor(first.body.id)).toEqual([{ data: { mailbox: first.body.id } }])
  expect((await two.logged(2)).filter(({ action }) => action === 'create:mailbox')).toEqual([
    {
      action: 'create:mailbox',
      entity: `secretariat@${saulieu}`,
      actor: two.manager.email,
      before: null,
      after: expect.objectContaining({ kind: 'shared', quotaBytes, owner: null }),
    },
  ])
  expect(await make(body)).toMatchObject({ status: 409, body: { code: 'already-exists' } })
})

test('a personal mailbox for a new person → both are made, the person signs in with its address', async () => {
  const { status, body } = await make(
    wanted('luc.martin', { kind: 'personal', owner: { name: 'Luc Martin' } }),
  )
  expect(status).toBe(201)
  expect(body).toMatchObject({
    name: 'Luc Martin',
    owner: { name: 'Luc Martin', email: `luc.martin@${saulieu}` },
    people: 1,
  })
  expect((await two.logged(2)).map(({ action }) => action)).toEqual(['create:mailbox', 'create:person'])
})

test('refused, and nothing is left behind: whatever the contract and the commune do not have', async () => {
  const refused = async (body: object, pointer: string) =>
    expect(await make(body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  await refused(wanted('a b'), '/body/localPart')
  await refused(wanted('a+b'), '/body/localPart')
  await refused(wanted('a@b'), '/body/localPart')
  await refused(wanted('accueil', { domain: semurDomain }), '/body/domain')
  await refused(wanted('accueil', { kind: 'personal' }), '/body/owner')
  await refused(wanted('accueil', { kind: 'personal', owner: { person: two.semur.person } }), '/body/owner')
  await refused(wanted('accueil', { owner: { name: 'Nobody' } }), '/body/owner')
  await refused(wanted('accueil', { provisionedAt: null }), '/body/provisionedAt')
  const { body } = await answered(two.manager.ask('GET /mailboxes?search=accueil'))
  expect(body.rows).toEqual([])
})

test('support makes a mailbox for a new person → forbidden: it makes no people', async () => {
  const support = await two.admin.signIn({ role: 'support' })
  const body = wanted('new.person', { kind: 'personal', owner: { name: 'New Person' } })
  expect(await make(body, support)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('filters: each narrows the list and the count alike; another commune’s are not there', async () => {
  await two.owner.pool.query(
    `insert into dovecot.quota_usage (username, bytes, messages) values ($1, 950000, 12), ($2, 100, 1)`,
    [mairie, claire],
  )
  const found = async (query: string, browser = two.administrator) => {
    const { body } = await answered(browser.ask(`GET /mailboxes?${query}`))
    const { count } = (await answered(browser.ask(`GET /mailboxes/count?${query}`))).body
    expect(count).toBe(body.rows.length)
    return body.rows.map(({ address }: { address: string }) => address)
  }
  expect(await found('nearlyFull=true')).toEqual([mairie])
  expect(await found('search=MAIRIE%40MAIRIE-S')).toEqual([mairie, `mairie@${semurDomain}`])
  expect(await found('search=%25')).toEqual([])
  expect(await found(`kind=personal&commune=${two.semur.commune}`)).toEqual([`paul.estienne@${semurDomain}`])
  expect(await found(`commune=${two.semur.commune}`, two.manager)).toEqual([])
  expect(await found('suspended=true')).toEqual([])
  const { body } = await answered(two.manager.ask(`GET /mailboxes/${two.admin.saulieu.mairie}`))
  expect(body).toMatchObject({ usedBytes: 950_000, messages: 12, state: 'active' })
})

test('pages: every mailbox once, in the order of addresses', async () => {
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await answered(two.administrator.ask(`GET /mailboxes?limit=2${after}`))
    seen.push(...body.rows.map(({ address }: { address: string }) => address))
    after = body.next === null ? '' : `&after=${body.next}`
  } while (after !== '')
  const { rows } = await two.owner.pool.query<{ address: string }>(
    'select address from mailbox order by address',
  )
  expect(seen).toEqual(rows.map(({ address }) => address))
})

test('two change one mailbox → the second hears that the first was there, and what stands there now', async () => {
  const path = `/mailboxes/${two.admin.saulieu.mairie}`
  const { revision } = (await answered(two.manager.ask(`GET ${path}`))).body
  const first = await answered(
    two.manager.ask(`PATCH ${path}`, {
      body: { revision, name: 'Mairie', expiresAt: '2020-01-01T00:00:00.000Z' },
    }),
  )
  expect(first.body).toMatchObject({ name: 'Mairie', state: 'expired', revision: revision + 1 })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'change:mailbox',
      entity: mairie,
      before: { name: '', expiresAt: null },
      after: { name: 'Mairie', expiresAt: '2020-01-01T00:00:00.000Z' },
    },
  ])
  expect(
    await answered(two.manager.ask(`PATCH ${path}`, { body: { revision, name: 'Accueil' } })),
  ).toMatchObject({ status: 409, body: { code: 'changed-meanwhile', current: { name: 'Mairie' } } })
})

test('the pooled quota binds all; two who give room at once do not both fit in what is left', async () => {
  const { rows } = await two.owner.pool.query<{ sum: string }>(
    'select sum(quota_bytes) from mailbox where commune_id = $1',
    [two.admin.saulieu.commune],
  )
  const pool = Number(rows[0]?.sum) + 2 * quotaBytes
  await two.owner.pool.query('update commune set quota_bytes = $1 where id = $2', [
    pool,
    two.admin.saulieu.commune,
  ])
  const both = await Promise.all([
    make(wanted('pool-1', { quotaBytes: 2 * quotaBytes }), two.administrator),
    make(wanted('pool-2', { quotaBytes: 2 * quotaBytes })),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('over-pooled-quota')
  const made = both.find(({ status }) => status === 201)?.body
  const change = (bytes: number) =>
    answered(
      two.manager.ask(`PATCH /mailboxes/${made.id}`, {
        body: { revision: made.revision, quotaBytes: bytes },
      }),
    )
  expect(await change(2 * quotaBytes + 1)).toMatchObject({ status: 409, body: { code: 'over-pooled-quota' } })
  expect(await change(quotaBytes)).toMatchObject({ status: 200, body: { quotaBytes } })
  await two.owner.pool.query('update commune set quota_bytes = null where id = $1', [
    two.admin.saulieu.commune,
  ])
})

test('without a pool a manager gives no more than every mailbox begins with; an administrator does', async () => {
  const body = wanted('large', { quotaBytes: 5_368_709_120 })
  expect(await make(body)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await make(body, two.administrator)).toMatchObject({ status: 201 })
})

test('a mailbox is taken away only once suspended, and not while an alias would lead nowhere', async () => {
  const { body: made } = await make(wanted('ending'))
  const path = `/mailboxes/${made.id}`
  await two.owner.pool.query(
    `with made as (insert into alias (commune_id, domain, local_part) values ($1, $2, 'old-name') returning id)
     insert into alias_target (alias_id, commune_id, target) select id, $1, $3 from made`,
    [two.admin.saulieu.commune, saulieu, made.address],
  )
  const remove = () => answered(two.manager.ask(`DELETE ${path}`))
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'in-use' } })
  const suspended = await answered(
    two.manager.ask(`PUT ${path}/suspension`, { body: { revision: made.revision, suspended: true } }),
  )
  expect(suspended.body).toMatchObject({ state: 'suspended', aliases: [`old-name@${saulieu}`] })
  expect(await two.logged(1)).toMatchObject([
    { action: 'suspend:mailbox', before: { suspendedAt: null }, after: { suspendedAt: expect.any(String) } },
  ])
  expect(await remove()).toMatchObject({
    status: 409,
    body: { code: 'in-use', detail: expect.stringContaining(`old-name@${saulieu}`) },
  })
  await two.owner.pool.query("delete from alias where local_part = 'old-name'")
  await two.owner.pool.query('insert into dovecot.quota_usage (username, bytes) values ($1, 5)', [
    made.address,
  ])
  expect((await remove()).status).toBe(204)
  expect(await two.logged(1)).toMatchObject([{ action: 'delete:mailbox', entity: `ending@${saulieu}` }])
  const { rows } = await two.owner.pool.query('select 1 from dovecot.quota_usage where username = $1', [
    made.address,
  ])
  expect(rows).toEqual([])
})

test('the end of a mandate: a personal mailbox becomes an office’s, and its owner’s app passwords end', async () => {
  const { body: made } = await make(wanted('maire', { kind: 'personal', owner: { name: 'Ancien Maire' } }))
  await two.owner.pool.query(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label)
     values ($1, $2, $3, 'abcdefgh', '{SSHA512}AAAA', 'phone')`,
    [two.admin.saulieu.commune, made.owner.id, made.id],
  )
  const put = (owner: string | null, revision: number) =>
    answered(two.manager.ask(`PUT /mailboxes/${made.id}/owner`, { body: { revision, owner } }))
  expect(await put(two.semur.person, 1)).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'unknown' }] },
  })
  expect(await put(null, 1)).toMatchObject({ status: 200, body: { kind: 'shared', owner: null, people: 0 } })
  expect(await two.logged(1)).toMatchObject([
    {
      action: 'change:mailbox',
      before: { kind: 'personal', owner: `maire@${saulieu}` },
      after: { kind: 'shared', owner: null },
    },
  ])
  const { rows } = await two.owner.pool.query('select revoked_at from app_password where mailbox_id = $1', [
    made.id,
  ])
  expect(rows).toEqual([{ revoked_at: expect.any(Date) }])
  expect(await put(two.admin.saulieu.person, 2)).toMatchObject({ body: { kind: 'personal', people: 1 } })
})

test('the export has every row of the filter and no formula', async () => {
  await make(wanted('formula', { name: '=HYPERLINK("https://away.test")' }))
  const answer = await two.manager.ask(`GET /mailboxes/export?commune=${two.admin.saulieu.commune}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="boites-[\d-]+\.csv"/)
  const text = Buffer.from(await answer.arrayBuffer()).toString()
  expect(text.startsWith('\uFEFFadresse;nom;type;etat;commune;titulaire;')).toBe(true)
  expect(text).toContain(`formula@${saulieu};"'=HYPERLINK(""https://away.test"")";partagée;`)
  const { count } = (await answered(two.manager.ask('GET /mailboxes/count'))).body
  expect(text.trim().split('\r\n')).toHaveLength(count + 1)
  expect(text).not.toContain(semurDomain)
})

test('a manager of another commune → 404 for each; an auditor changes → 403', async () => {
  const { mairie: id } = two.admin.saulieu
  const named = [
    ['GET', `/mailboxes/${id}`],
    ['PATCH', `/mailboxes/${id}`, { revision: 1, name: 'Mine' }],
    ['PUT', `/mailboxes/${id}/suspension`, { revision: 1, suspended: true }],
    ['PUT', `/mailboxes/${id}/owner`, { revision: 1, owner: two.semur.person }],
    ['DELETE', `/mailboxes/${id}`],
    ['POST', `/communes/${two.admin.saulieu.commune}/mailboxes`, wanted('mine')],
  ] as const
  for (const [method, path, body] of named) {
    const given = body === undefined ? {} : { body }
    expect([method, path, (await two.stranger.ask(`${method} ${path}`, given)).status]).toEqual([
      method,
      path,
      404,
    ])
    if (method === 'GET') continue
    expect((await two.auditor.ask(`${method} ${path}`, given)).status).toBe(403)
  }
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
