import { afterAll, beforeAll, expect, test } from 'vitest'
import { apiBase } from '#admin/api/app.ts'
import { neverByKey } from '#core/contract.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let administrator: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  administrator = await admin.signIn({ role: 'administrator' })
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Made {
  readonly id: string
  readonly key: string
}

const make = async (body: object, browser = administrator): Promise<Response> =>
  browser.ask('POST /api-keys', {
    body: { name: 'Annuaire', commune: null, permissions: ['read:commune'], expiresInDays: 30, ...body },
  })
const made = async (body: object): Promise<Made> => (await (await make(body)).json()) as Made

const withKey = (key: string, path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${admin.origin}${apiBase}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: '{}' }),
  })

test('a new key → shown once, kept as a digest, listed without it, its making in the log without it', async () => {
  const { id, key } = await made({ name: 'Outil de suivi' })
  expect(key).toMatch(/^vmk_[0-9a-f]{16}\.[\w-]{27}$/)
  const list = await (await administrator.ask('GET /api-keys')).text()
  expect(list).toContain(id)
  const secret = key.split('.')[1] ?? ''
  expect(list).not.toContain(secret)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    `select to_jsonb(k)::text || coalesce((select string_agg(to_jsonb(a)::text, '') from audit a), '') || coalesce((select string_agg(to_jsonb(i)::text, '') from idempotent_answer i), '') as all from api_key k where id = $1`,
    [id],
  )
  expect(rows[0].all).toContain('create:api-key')
  expect(rows[0].all).not.toContain(secret)
})

test('a new key asked for with an Idempotency-Key → its answer is kept nowhere', async () => {
  const answer = await administrator.ask('POST /api-keys', {
    body: { name: 'Une fois', commune: null, permissions: ['read:commune'], expiresInDays: 1 },
    headers: { 'idempotency-key': 'once-and-never-again' },
  })
  expect(answer.status).toBe(201)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query(
    "select * from idempotent_answer where key = 'once-and-never-again'",
  )
  expect(rows).toEqual([])
})

test('a key of the département → sees communes, and does nothing that it was not made for', async () => {
  const { key } = await made({})
  expect((await withKey(key, '/communes')).status).toBe(200)
  expect((await withKey(key, '/audit')).status).toBe(403)
  expect((await withKey(key, '/session')).status).toBe(403)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query('select last_used_at from api_key where last_used_at is not null')
  expect(rows).toHaveLength(1)
})

test('a key of one commune → another commune does not exist', async () => {
  const other = await administrator.ask('POST /communes', { body: { name: 'Semur', inseeCode: '21603' } })
  const { id } = (await other.json()) as { id: string }
  const { key } = await made({ commune: admin.saulieu.commune })
  expect((await withKey(key, `/communes/${admin.saulieu.commune}`)).status).toBe(200)
  expect((await withKey(key, `/communes/${id}`)).status).toBe(404)
})

test.each(['vmk_0000000000000000.AAAAAAAAAAAAAAAAAAAAAAAAAAA', 'vmk_x', ''])(
  'the key %j → 401',
  async (key) => {
    expect((await withKey(key, '/communes')).status).toBe(401)
  },
)

test('a right selector with another secret → 401', async () => {
  const { key } = await made({})
  expect((await withKey(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`, '/communes')).status).toBe(401)
})

test('a wrong key beside the cookie of somebody who may → 401', async () => {
  const answer = await administrator.ask('GET /communes', { headers: { authorization: 'Bearer vmk_x' } })
  expect(answer.status).toBe(401)
})

test('a revoked, an expired key and one of a suspended commune → 401', async () => {
  const revoked = await made({})
  expect((await administrator.ask(`DELETE /api-keys/${revoked.id}`)).status).toBe(204)
  expect((await administrator.ask(`DELETE /api-keys/${revoked.id}`)).status).toBe(404)
  const expired = await made({})
  const ofCommune = await made({ commune: admin.saulieu.commune })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query("update api_key set expires_at = now() - interval '1 second' where id = $1", [
    expired.id,
  ])
  await owner.pool.query('update commune set suspended_at = now() where id = $1', [admin.saulieu.commune])
  for (const { key } of [revoked, expired, ofCommune])
    expect((await withKey(key, '/communes')).status).toBe(401)
  await owner.pool.query('update commune set suspended_at = null')
  expect((await withKey(ofCommune.key, '/communes')).status).toBe(200)
})

test.each(neverByKey)(
  'a key that may %s → refused, and without power if it stands there all the same',
  async (name) => {
    expect((await make({ permissions: [name] })).status).toBe(422)
    const { id, key } = await made({ permissions: ['read:api-key'] })
    await using owner = admin.postgresql.open('vm_owner')
    await owner.pool.query("update api_key set permissions = '{change:api-key}' where id = $1", [id])
    expect((await withKey(key, `/api-keys/${id}`, 'DELETE')).status).toBe(403)
  },
)

test('a key that lasts longer than a year → 422', async () => {
  expect((await make({ expiresInDays: 366 })).status).toBe(422)
})

test('a key of one commune for what no manager may → 422, and without power if it stands there all the same', async () => {
  const commune = admin.saulieu.commune
  expect((await make({ commune, permissions: ['create:commune'] })).status).toBe(422)
  const { id, key } = await made({ commune })
  await using owner = admin.postgresql.open('vm_owner')
  await owner.pool.query("update api_key set permissions = '{create:commune}' where id = $1", [id])
  expect((await withKey(key, '/communes', 'POST')).status).toBe(403)
})
