// A mailbox whose sending is suspended, as the département and its commune see it, and its way back.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { claire } from '#test/support/database/commune.ts'
import { queued } from '#test/support/database/queued.ts'

let admin: TestAdmin
let owner: Database
let gateway: Database
let support: Browser
let auditor: Browser
let manager: Browser
let stranger: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  gateway = admin.postgresql.open('vm_gateway')
  support = await admin.signIn({ role: 'support' })
  auditor = await admin.signIn({ role: 'auditor' })
  manager = await admin.signIn({ role: 'manager' })
  stranger = await admin.signIn({ role: 'manager', commune: await admin.anotherCommune() })
})
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await admin?.[Symbol.asyncDispose]()
})

const facts: StopFacts = {
  ...{ signals: ['new-network', 'burst'], network: '192.0.2.0/24', recipients: 80, firstTime: 60 },
}
let path: string
beforeEach(async () => {
  await owner.pool.query('truncate sending_stop, alert, security_event, queued_message cascade')
  const { commune, personal: mailbox } = admin.saulieu
  path = `/mailboxes/${mailbox}`
  const from = { mailbox, commune, login: claire, person: null, client: '192.0.2.7', network: facts.network }
  await sendingCountsStore(gateway).stop(from, facts)
  await mailQueueStore(gateway).enqueue(queued(commune, ['a@one.test', 'b@two.test'], { mailbox }))
})

const json = async (browser: Browser, name: string) => (await (await browser.ask(name)).json()) as never
const resume = (browser: Browser, query = '') => browser.ask(`DELETE ${path}/sending-stop${query}`)

test('the page of the mailbox → why, where from, how many, what is held; the list goes without', async () => {
  expect(await json(manager, `GET ${path}`)).toMatchObject({
    address: claire,
    sendingStop: { ...facts, held: 1 },
  })
  expect(await json(manager, 'GET /mailboxes')).not.toMatchObject({ rows: [{ sendingStop: {} }] })
})

test('its state, alone and in the list, although it is full besides → sending is suspended; restored → full', async () => {
  await owner.pool.query('update mailbox set full_since = now() where id = $1', [admin.saulieu.personal])
  const states = async () => {
    const { rows } = (await json(manager, 'GET /mailboxes')) as { rows: { address: string; state: string }[] }
    const { state } = (await json(manager, `GET ${path}`)) as { state: string }
    return [state, rows.find(({ address }) => address === claire)?.state]
  }
  expect(await states()).toEqual(['sending-stopped', 'sending-stopped'])
  expect(await (await manager.ask('GET /mailboxes/export')).text()).toContain(';envoi suspendu;')
  await resume(support)
  expect(await states()).toEqual(['full', 'full'])
  await owner.pool.query('update mailbox set full_since = null where id = $1', [admin.saulieu.personal])
})

test('what is held because of it, in the list and the table → says so while the mailbox may not send', async () => {
  const listed = async () => {
    const { rows } = (await json(manager, 'GET /queue')) as { rows: { sendingStopped: boolean }[] }
    const table = await (await manager.ask('GET /queue/export')).text()
    return [
      rows.map(({ sendingStopped }) => sendingStopped),
      table.split(';retenu (envoi de la boîte suspendu);').length - 1,
    ]
  }
  expect(await listed()).toEqual([[true, true], 2])
  await resume(support)
  expect(await listed()).toEqual([[false, false], 0])
})

test('a message that is held because of it → names the mailbox while it may not send', async () => {
  const { rows } = await owner.pool.query('select queue_id from queued_message')
  const stopped = async () =>
    ((await json(manager, `GET /queue/${rows[0].queue_id}`)) as { stoppedMailbox: string | null })
      .stoppedMailbox
  expect(await stopped()).toBe(admin.saulieu.personal)
  await resume(support)
  expect(await stopped()).toBeNull()
})

test('to do → one line for the département and one for its commune, none for another', async () => {
  const line = { kind: 'sending-stopped', severity: 'harm', subject: claire, fields: { recipients: 80 } }
  const lines = async (browser: Browser) =>
    ((await json(browser, 'GET /to-do')) as { items: { kind: string }[] }).items.filter(({ kind }) =>
      ['sending-stopped', 'alert'].includes(kind),
    )
  for (const browser of [support, manager]) expect(await lines(browser)).toMatchObject([line])
  expect(await lines(stranger)).toEqual([])
  await resume(support)
  expect(await lines(manager)).toEqual([])
  expect(await lines(support)).toMatchObject([{ kind: 'alert', fields: { kind: 'sending-stopped' } }])
})

test('the alert → names the mailbox while it may not send, and the facts', async () => {
  const { personal } = admin.saulieu
  const alert = { kind: 'sending-stopped', subject: claire, commune: { name: 'Saulieu' }, facts }
  expect(await json(support, 'GET /alerts')).toMatchObject({ rows: [{ ...alert, stoppedMailbox: personal }] })
  await resume(support)
  expect(await json(support, 'GET /alerts')).toMatchObject({ rows: [{ ...alert, stoppedMailbox: null }] })
})

test('restored by whoever may unblock → told in both logs, once; what is held stays held', async () => {
  const { rows: before } = await owner.pool.query('select coalesce(max(id), 0) as id from audit')
  for (const browser of [manager, auditor, stranger]) expect((await resume(browser)).status).toBe(403)
  expect((await resume(support)).status).toBe(204)
  expect((await resume(support)).status).toBe(404)
  expect(await json(manager, `GET ${path}`)).toMatchObject({ sendingStop: null })
  const { rows } = await owner.pool.query(
    "select actor, action, entity, after from audit where action = 'resume:sending' and id > $1",
    [before[0].id],
  )
  expect(rows).toEqual([
    { actor: support.email, action: 'resume:sending', entity: claire, after: { released: 0 } },
  ])
  expect(await json(support, 'GET /security-events?kind=sending-resumed')).toMatchObject({
    rows: [{ network: '192.0.2.0/24', facts: { mailbox: claire } }],
  })
  expect((await owner.pool.query('select distinct state from delivery')).rows).toEqual([{ state: 'held' }])
})

test('restored with what is held → it leaves', async () => {
  expect((await resume(support, '?releaseHeld=true')).status).toBe(204)
  expect((await owner.pool.query('select distinct state from delivery')).rows).toEqual([{ state: 'waiting' }])
})
