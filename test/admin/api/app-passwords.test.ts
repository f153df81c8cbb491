import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { type Browser, startTestAdmin, type TestAdmin, visitorPassword } from '#test/support/admin/admin.ts'
import { claire, mairie } from '#test/support/database/commune.ts'

interface Shown {
  readonly id: string
  readonly password: string
}
interface Listed {
  readonly rows: readonly Shown[]
  readonly next: string | null
}

const beaune = () =>
  hostingStore(owner).putCommune({
    ...{ departmentId: admin.saulieu.departmentId, name: 'Beaune', inseeCode: '21054' },
    ...{ siren: '212100549', population: 20_000 },
  })

let admin: TestAdmin
let owner: Database
let support: Browser
let member: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  support = await admin.signIn({ role: 'support' })
  member = await admin.signIn({ role: 'member' })
})
afterAll(async () => {
  await owner?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
})

const give = (role: 'read' | 'write' | 'send' | 'manage') =>
  hostingStore(owner).grant({
    ...{ commune: admin.saulieu.commune, mailbox: admin.saulieu.mairie, person: member.person, role },
  })
const list = async (browser: Browser, name: string) => (await (await browser.ask(name)).json()) as Listed
const takeAway = () => owner.pool.query('delete from access where person_id = $1', [member.person])
const make = (browser: Browser, more: object = {}) =>
  browser.ask('POST /self/app-passwords', {
    body: { mailbox: admin.saulieu.mairie, label: 'Téléphone', password: visitorPassword, ...more },
  })
const passdb = async (selector: string) =>
  (await owner.pool.query('select imap, smtp from dovecot.passdb where selector = $1', [selector])).rows

test('a mailbox one may send from → an app password that opens it, shown once, told to the audit log without it', async () => {
  await give('send')
  const { rows } = await list(member, 'GET /self/mailboxes')
  expect(rows).toMatchObject([{ address: mairie, role: 'send', imap: true, smtp: true, until: null }])
  const answer = await make(member)
  expect(answer.status).toBe(200)
  const made = (await answer.json()) as Shown
  expect(made).toMatchObject({ label: 'Téléphone', mailbox: { address: mairie }, imap: true, smtp: true })
  const [selector = ''] = made.password.split('-')
  expect(await passdb(selector)).toEqual([{ imap: true, smtp: true }])
  const listed = await (await member.ask('GET /self/app-passwords')).text()
  expect(listed).toContain(made.id)
  expect(listed).not.toContain(made.password)
  const written = await owner.pool.query("select after::text from audit where action = 'create:app-password'")
  expect(written.rows).toHaveLength(1)
  expect(JSON.stringify(written.rows)).toContain(selector)
  expect(JSON.stringify(written.rows)).not.toContain(made.password)
  await takeAway()
})

test('an idempotency key → the answer is not kept, and the password with it', async () => {
  await give('send')
  await make(member, {})
  await member.ask('POST /self/app-passwords', {
    body: { mailbox: admin.saulieu.mairie, label: 'Tablette', password: visitorPassword },
    headers: { 'idempotency-key': 'tablette-1' },
  })
  expect((await owner.pool.query('select from idempotent_answer')).rowCount).toBe(0)
  await takeAway()
})

test('who may only write → IMAP alone; who may only read → none; no access, or another’s mailbox → not found', async () => {
  await give('write')
  expect(await (await make(member)).json()).toMatchObject({ imap: true, smtp: false })
  expect((await make(member, { imap: false })).status).toBe(403)
  await takeAway()
  await give('read')
  expect((await make(member)).status).toBe(403)
  await takeAway()
  expect((await make(member)).status).toBe(404)
  expect((await make(member, { mailbox: admin.saulieu.personal })).status).toBe(404)
})

test('without one’s own password, or with a wrong one → no app password, and the try is counted', async () => {
  await give('send')
  const count = async () => (await owner.pool.query('select from app_password')).rowCount
  const before = await count()
  expect((await make(member, { password: undefined })).status).toBe(422)
  const wrong = await make(member, { password: 'not this one at all' })
  expect(await wrong.json()).toMatchObject({ errors: [{ pointer: '/body/password', code: 'wrong' }] })
  expect(await count()).toBe(before)
  const failed = await owner.pool.query('select failures from sign_in_failures where login = $1', [
    member.email,
  ])
  expect(failed.rows).toEqual([{ failures: 1 }])
  const told = await owner.pool.query("select from sign_in where login = $1 and outcome <> 'accepted'", [
    member.email,
  ])
  expect(told.rowCount).toBe(0)
  await owner.pool.query('truncate sign_in_failures')
  await takeAway()
})

test('neither IMAP nor SMTP, an empty label, an unknown field → 422', async () => {
  for (const wrong of [{ imap: false, smtp: false }, { label: ' ' }, { hash: 'x' }])
    expect((await make(member, wrong)).status).toBe(422)
})

test('revoked by its owner → no longer opens anything, and its sessions are asked to end; twice, or by another → not found', async () => {
  await give('manage')
  const made = (await (await make(member)).json()) as Shown
  const other = await admin.signIn({ role: 'member' })
  expect((await other.ask(`DELETE /self/app-passwords/${made.id}`)).status).toBe(404)
  await owner.pool.query('delete from session_end')
  expect((await member.ask(`DELETE /self/app-passwords/${made.id}`)).status).toBe(204)
  const [selector = ''] = made.password.split('-')
  expect(await passdb(selector)).toEqual([])
  expect((await owner.pool.query('select kind, value from session_end')).rows).toEqual([
    { kind: 'credential', value: selector },
  ])
  expect((await member.ask(`DELETE /self/app-passwords/${made.id}`)).status).toBe(404)
  await takeAway()
})

test('those who look after the commune see and revoke them; of another commune they see nothing', async () => {
  await give('manage')
  const made = (await (await make(member, { label: 'Ordinateur de l’accueil' })).json()) as Shown
  const manager = await admin.signIn({ role: 'manager' })
  const stranger = await admin.signIn({ role: 'manager', commune: await beaune() })
  const search = 'GET /app-passwords?search=ordinateur'
  expect((await list(stranger, search)).rows).toEqual([])
  expect((await stranger.ask(`DELETE /app-passwords/${made.id}`)).status).toBe(404)
  const { rows } = await list(manager, search)
  expect(rows).toMatchObject([{ id: made.id, person: { id: member.person }, commune: { name: 'Saulieu' } }])
  expect(await (await support.ask('GET /app-passwords/count?search=ordinateur')).json()).toEqual({ count: 1 })
  expect(await (await support.ask('GET /app-passwords/count?search=ordinateur&unused=true')).json()).toEqual({
    count: 0,
  })
  expect((await manager.ask(`DELETE /app-passwords/${made.id}`)).status).toBe(204)
  expect((await list(manager, search)).rows).toEqual([])
  await takeAway()
})

test('hundreds of them → pages that leave none out', async () => {
  await owner.pool.query(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label)
     select commune_id, owner_person_id, id, 'zz' || lpad(translate(n::text, '0189', 'abcd'), 6, 'a'), '{SSHA512}AAAA', 'Lot'
     from mailbox, generate_series(1, 120) n where address = $1`,
    [claire],
  )
  const seen = new Set<string>()
  let after = ''
  for (;;) {
    const page = await list(support, `GET /app-passwords?search=lot&limit=50${after}`)
    for (const { id } of page.rows) seen.add(id)
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  expect(seen.size).toBe(120)
})
