import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
beforeAll(async () => {
  admin = await startTestAdmin()
})
afterAll(() => admin[Symbol.asyncDispose]())

test('an administrator asks for the session → who they are and what they may', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const answer = await browser.ask('GET /session')
  expect(await answer.json()).toMatchObject({
    person: { email: browser.email, role: 'administrator', factor: 'two-factor', secondFactor: false },
    commune: { kind: 'department' },
  })
})

test('a new commune, asked for twice under one key → made once, with one row of the log', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const body = { name: 'Semur-en-Auxois', inseeCode: '21603', postcode: '21140', population: 4300 }
  const headers = { 'idempotency-key': 'semur-en-auxois-1' }
  const first = await browser.ask('POST /communes', { body, headers })
  const made = await first.json()
  expect(first.status).toBe(201)
  const second = await browser.ask('POST /communes', { body, headers })
  expect(second.status).toBe(201)
  expect(await second.json()).toEqual(made)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select action, entity, actor, before, after->>'inseeCode' as code from audit where action = 'create:commune'",
  )
  expect(rows).toEqual([
    {
      action: 'create:commune',
      entity: 'Semur-en-Auxois',
      actor: browser.email,
      before: null,
      code: '21603',
    },
  ])
  const { rows: broken } = await owner.pool.query('select * from audit_breaks(10)')
  expect(broken).toEqual([])
})

test('two change one commune → the second one hears that the first was there, and what stands there now', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const path = `/communes/${admin.saulieu.commune}`
  const { revision } = (await (await browser.ask(`GET ${path}`)).json()) as { revision: number }
  const first = await browser.ask(`PATCH ${path}`, { body: { revision, postcode: '21210' } })
  expect(await first.json()).toMatchObject({ postcode: '21210', revision: revision + 1 })
  const second = await browser.ask(`PATCH ${path}`, { body: { revision, postcode: '21000' } })
  expect(second.status).toBe(409)
  expect(await second.json()).toMatchObject({ code: 'changed-meanwhile', current: { postcode: '21210' } })
})

test('a body with an unknown and a wrong field → 422 with a pointer to each', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const answer = await browser.ask('POST /communes', {
    body: { name: 'X', inseeCode: 'abc', role: 'administrator' },
  })
  expect(answer.status).toBe(422)
  const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/body/inseeCode', '/body/role'])
})

test('a commune with mailboxes and domains → each counted once, and what they may hold added up', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query<{ mailboxes: number; allowed: string }>(
    'select count(*)::int as mailboxes, sum(quota_bytes) as allowed from mailbox where commune_id = $1',
    [admin.saulieu.commune],
  )
  expect(rows[0]?.mailboxes).toBeGreaterThan(0)
  expect(await (await browser.ask(`GET /communes/${admin.saulieu.commune}`)).json()).toMatchObject({
    mailboxes: rows[0]?.mailboxes,
    allowedBytes: Number(rows[0]?.allowed),
  })
})

test('the communes of a filter, asked for as a file → a table with a line for each', async () => {
  const browser = await admin.signIn({ role: 'auditor' })
  const answer = await browser.ask('GET /communes/export?search=saulieu')
  expect(answer.headers.get('content-disposition')).toMatch(/"communes-[\d-]+\.csv"/)
  const [header, line, end] = (await answer.text()).split('\r\n')
  expect(header).toContain('commune;insee;code_postal;population;domaines;boites')
  expect(line).toMatch(/^Saulieu;21584;/)
  expect(end).toBe('')
})

test('a commune with usage and one without a mailbox, in a list → what each holds, and nothing', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query(
    `insert into dovecot.quota_usage (username, bytes)
     select address, 1500 from mailbox where commune_id = $1 order by address limit 2`,
    [admin.saulieu.commune],
  )
  const empty = await admin.anotherCommune()
  const { rows } = (await (await browser.ask('GET /communes')).json()) as { rows: { id: string }[] }
  expect(rows).toContainEqual(expect.objectContaining({ id: admin.saulieu.commune, usedBytes: 3000 }))
  expect(rows).toContainEqual(
    expect.objectContaining({ id: empty, mailboxes: 0, usedBytes: 0, allowedBytes: 0 }),
  )
})

test('a commune with a pool for its mailboxes → that is what they may hold, whatever their quotas come to', async () => {
  const browser = await admin.signIn({ role: 'administrator' })
  const commune = await admin.anotherCommune()
  const { revision } = (await (await browser.ask(`GET /communes/${commune}`)).json()) as { revision: number }
  const changed = await browser.ask(`PATCH /communes/${commune}`, {
    body: { revision, quotaBytes: 5_000_000 },
  })
  expect(await changed.json()).toMatchObject({ allowedBytes: 5_000_000, usedBytes: 0 })
})
