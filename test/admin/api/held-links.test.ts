import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type HeldAction, heldLinkToken } from '#core/held/held-link.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { heldLinksKey, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { type Holding, hold } from '#test/support/database/held.ts'

let admin: TestAdmin
let owner: Database
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})
beforeEach(() => owner.pool.query('truncate kept_message cascade; delete from pgboss.job'))

const holdForBoth = (more: Partial<Holding> = {}) =>
  hold(owner, {
    for: [
      { recipient: mairie, commune: admin.saulieu.commune, mailbox: admin.saulieu.mairie },
      { recipient: claire, commune: admin.saulieu.commune, mailbox: admin.saulieu.personal },
    ],
    ...more,
  })

const tokenFor = (queueId: QueueId, action: HeldAction, more: { expiresAt?: Date; key?: Secret } = {}) =>
  heldLinkToken(
    { queueId, recipient: mairie, action, expiresAt: more.expiresAt ?? new Date(Date.now() + 1e7) },
    more.key ?? heldLinksKey,
  )
const look = (token: string) => admin.stranger.ask(`GET /held-links/${token}`)
const follow = (token: string) => admin.stranger.ask(`POST /held-links/${token}`, { body: {} })
const jobs = async () => (await owner.pool.query('select name, data from pgboss.job')).rows

test('a link, looked at without signing in → what it would do, and nothing is done', async () => {
  const token = tokenFor(await holdForBoth(), 'release')
  expect(await (await look(token)).json()).toMatchObject({
    ...{ state: 'open', action: 'release', recipient: mairie },
    ...{ author: 'sgc@finances.test', reason: 'suspicion' },
  })
  expect(await jobs()).toEqual([])
})

test.each([
  ['release', 'release-held', { allowSender: false, learn: false }],
  ['trust', 'release-held', { allowSender: true, learn: true }],
  ['delete', 'delete-held', {}],
] as const)(
  'the link %s, followed → one job for this recipient alone, once',
  async (action, name, wishes) => {
    const queueId = await holdForBoth()
    const token = tokenFor(queueId, action)
    expect(await (await follow(token)).json()).toMatchObject({ state: 'deciding' })
    expect(await jobs()).toEqual([
      { name, data: { queueId, commune: admin.saulieu.commune, recipients: [mairie], ...wishes } },
    ])
    expect(await (await look(token)).json()).toMatchObject({ state: 'deciding' })
    expect((await follow(token)).status).toBe(409)
    const { rows } = await owner.pool.query(
      'select actor_kind, commune_id, after from audit where entity_id = $1',
      [queueId],
    )
    expect(rows).toMatchObject([{ commune_id: admin.saulieu.commune, after: { recipients: [mairie] } }])
  },
)

test('a link about what somebody decided before → settled, and nothing is done', async () => {
  const queueId = await holdForBoth()
  const token = tokenFor(queueId, 'release')
  await heldDecisionsStore(owner).delete({ queueId, commune: null, recipients: [mairie] })
  expect(await (await look(token)).json()).toMatchObject({ state: 'settled' })
  expect((await follow(token)).status).toBe(409)
})

test('a link whose time is over → expired, and nothing is done', async () => {
  const token = tokenFor(await holdForBoth(), 'delete', { expiresAt: new Date(Date.now() - 1000) })
  expect(await (await look(token)).json()).toMatchObject({ state: 'expired', author: null })
  expect((await follow(token)).status).toBe(409)
  expect(await jobs()).toEqual([])
})

test('a link that another key signed, one cut off, one that is none → no such link', async () => {
  const queueId = await holdForBoth()
  const forged = tokenFor(queueId, 'release', { key: new Secret('another') })
  for (const token of [forged, tokenFor(queueId, 'release').slice(0, -3), 'v1.abc.def'])
    for (const ask of [look, follow]) expect((await ask(token)).status).toBe(404)
})

test('a link to release a virus → refused', async () => {
  const token = tokenFor(await holdForBoth({ reason: 'virus' }), 'release')
  expect((await follow(token)).status).toBe(409)
  expect(await jobs()).toEqual([])
})

const page = (token: string, method = 'GET', language = 'fr') =>
  fetch(`${admin.origin}/retenu/${token}`, {
    method,
    headers: { 'accept-language': language, ...(method === 'POST' ? { origin: 'null' } : {}) },
  })

test('the page of a link, opened → says what it is about, nothing is done; its form sent → done, and said so', async () => {
  const token = tokenFor(await holdForBoth({ author: 'a<b>@x.test' }), 'release')
  const opened = await page(token)
  expect(opened.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
  const text = await opened.text()
  expect(text).toContain('<h1>Recevoir ce message\u202f?</h1>')
  expect(text).toContain('a&#60;b&#62;@x.test')
  expect(await jobs()).toEqual([])
  expect(await (await page(token, 'POST')).text()).toContain('arrive dans la boîte de réception')
  expect(await jobs()).toHaveLength(1)
  expect(await (await page(token, 'POST', 'en;q=0.9, fr;q=0.1')).text()).toContain('<h1>Noted</h1>')
  expect(await jobs()).toHaveLength(1)
})

test('the page of a link that is none → 404, in words', async () => {
  const answer = await page('v1.abc.def')
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('Ce lien est incomplet')
})
