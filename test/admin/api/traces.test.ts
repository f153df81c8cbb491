import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newQueueId } from '#core/queue/queue-id.ts'
import type { TakenBy } from '#core/smtp/delivery-attempt.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { Database } from '#db/connection.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { hold, putTrace } from '#test/support/database/held.ts'

let admin: TestAdmin
let owner: Database
let support: Browser
let manager: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  support = await admin.signIn({ role: 'support' })
  manager = await admin.signIn({ role: 'manager' })
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})
beforeEach(() => owner.pool.query('truncate kept_message cascade; truncate trace'))

const put = (changes: Partial<TraceEntry> = {}, takenBy: TakenBy | null = null) =>
  putTrace(owner, { commune: admin.saulieu.commune, recipient: mairie, ...changes }, takenBy)
interface Listed {
  readonly rows: readonly {
    readonly queueId: string
    readonly recipient: string
    readonly outcome: string
  }[]
  readonly next: string | null
}
const find = async (query: string, browser = support): Promise<Listed> =>
  (await (await browser.ask(`GET /traces${query}`)).json()) as Listed
const journey = async (queueId: string, browser = support) =>
  (await (await browser.ask(`GET /traces/${queueId}`)).json()) as {
    readonly steps: readonly { readonly kind: string }[]
    readonly recipients: readonly unknown[]
  }

test('an address as sender, mailbox or what was named → found, newest first, in pages', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute))
  const sent = await put({ at: at(1), reversePath: 'Marie@away.test' })
  const named = await put({ at: at(2), given: ['marie@away.test', mairie] })
  const reached = await put({ at: at(3), recipient: 'marie@away.test' })
  await put({ at: at(4) })
  const ids = (rows: Listed['rows']) => rows.map(({ queueId }) => queueId)
  const first = await find('?address=Marie@Away.test&limit=2')
  const second = await find(`?address=Marie@Away.test&limit=2&after=${first.next}`)
  expect(ids([...first.rows, ...second.rows])).toEqual([reached.queueId, named.queueId, sent.queueId])
  expect(ids((await find(`?until=${at(2).toISOString()}`)).rows)).toEqual([sent.queueId])
  expect(ids((await find(`?queueId=${named.queueId.toLowerCase()}`)).rows)).toEqual([named.queueId])
})

test('a message that waited and was handed over → one row for each commune that it concerns, what became of it', async () => {
  const queueId = newQueueId(Date.now())
  const elsewhere = { queueId, commune: admin.saulieu.department }
  await put({ queueId, outcome: 'waiting', reason: 'submitted' })
  await put({ ...elsewhere, outcome: 'waiting', reason: 'submitted' })
  await put({ queueId, recipient: claire, outcome: 'waiting', reason: 'submitted' })
  await put({ queueId })
  const rows = async (query: string, browser = support) => (await find(query, browser)).rows
  expect(await rows('', manager)).toMatchObject([
    { recipient: mairie, outcome: 'delivered' },
    { recipient: claire, outcome: 'waiting' },
  ])
  expect(await rows('')).toHaveLength(3)
  expect(await rows(`?queueId=${queueId}&outcome=waiting`, manager)).toMatchObject([{ recipient: claire }])
  expect(await rows(`?address=${mairie}`, manager)).toMatchObject([{ outcome: 'delivered' }])
})

test('mail to the probe of the département → not among what came in, found by whoever names it', async () => {
  const recipient = 'probe@mail.cotedor.test'
  const probe = await put({ commune: admin.saulieu.department, recipient })
  const other = await put()
  const ids = async (query: string) => (await find(query)).rows.map(({ queueId }) => queueId)
  expect(await ids('')).toEqual([other.queueId])
  expect(await ids(`?address=${recipient}`)).toEqual([probe.queueId])
  expect(await ids(`?queueId=${probe.queueId}`)).toEqual([probe.queueId])
})

test('what is no address → 422 at it', async () => {
  const answer = await support.ask('GET /traces?address=@@')
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/query/address' }] })
})

test('a manager → the mail of its own commune alone, in list and journey', async () => {
  const queueId = newQueueId(Date.now())
  await put({ queueId })
  await put({ queueId, commune: admin.saulieu.department, recipient: 'postmaster@dept.test' })
  const other = await put({ commune: admin.saulieu.department })
  expect((await find('', manager)).rows).toMatchObject([{ queueId }])
  expect((await journey(queueId, manager)).recipients).toMatchObject([{ address: mairie }])
  expect((await manager.ask(`GET /traces/${other.queueId}`)).status).toBe(404)
})

test('a message for two, delivered and refused → one journey: received, checked, filtered, and how each ended', async () => {
  const queueId = newQueueId(Date.now())
  const at = new Date()
  const about = { queueId, at, dkim: 'away.test:pass list.away.test:fail', score: 3, findings: ['macro'] }
  await put({ ...about })
  await put({
    ...about,
    recipient: claire,
    outcome: 'refused',
    reason: 'mailbox-full',
    reply: '552 5.2.2 Full',
  })
  expect((await journey(queueId)).steps).toMatchObject([
    { kind: 'received', client: '192.0.2.1', bytes: 4096 },
    {
      kind: 'authenticated',
      dkim: [
        { domain: 'away.test', result: 'pass' },
        { domain: 'list.away.test', result: 'fail' },
      ],
    },
    { kind: 'filtered', score: 3, findings: ['macro'] },
    { kind: 'settled', recipients: [mairie], outcome: 'delivered', later: false },
    { kind: 'settled', recipients: [claire], outcome: 'refused', reply: '552 5.2.2 Full' },
  ])
})

test('sent to two servers → a step for each, with how the session was protected', async () => {
  const queueId = newQueueId(Date.now())
  const at = new Date()
  const dane = { host: 'mx1.away.test', address: '192.0.2.25', tls: 'TLSv1.3 dane' }
  const plain = { host: 'mx2.away.test', address: '192.0.2.26', tls: '' }
  const sent = { queueId, at, outcome: 'sent', reason: 'remote-accepted', reply: '250 queued' } as const
  await put({ ...sent, recipient: 'paul@away.test' }, dane)
  await put({ ...sent, recipient: 'anne@away.test' }, dane)
  await put({ ...sent, recipient: 'luc@away.test' }, plain)
  const { steps } = await journey(queueId)
  expect(steps.filter(({ kind }) => kind === 'settled')).toMatchObject([
    { recipients: ['paul@away.test', 'anne@away.test'], takenBy: dane },
    { recipients: ['luc@away.test'], takenBy: plain },
  ])
})

test('held, then released and waiting for its try → the steps say so, and who holds it by which id', async () => {
  const { commune, mairie: mailbox, personal } = admin.saulieu
  const queueId = await hold(owner, {
    for: [
      { recipient: mairie, commune, mailbox },
      { recipient: claire, commune, mailbox: personal },
    ],
  })
  const choice = { queueId, commune: null, recipients: [mairie] }
  await heldDecisionsStore(owner).release(choice, {
    ...{ allowSender: false, learn: false, evenDenied: false, evenVirus: false },
  })
  const { steps, recipients } = await journey(queueId)
  expect(steps.slice(3)).toMatchObject([
    { kind: 'settled', recipients: [mairie, claire], outcome: 'held', reason: 'suspicion' },
    { kind: 'released', recipients: [mairie], by: null },
    { kind: 'next-try', recipients: [mairie], attempts: 0 },
  ])
  expect(recipients).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ address: claire, heldAs: queueId }),
      expect.objectContaining({ address: mairie, heldAs: null }),
    ]),
  )
})

test('let out by somebody in the panel, and delivered → who and when, though nothing is kept of the message any more', async () => {
  const { commune, mairie: mailbox } = admin.saulieu
  const queueId = await hold(owner, { for: [{ recipient: mairie, commune, mailbox }] })
  const person = await admin.signIn({ role: 'administrator' })
  const released = await person.ask(`POST /held/${queueId}/release`, { body: {} })
  expect(released.status).toBe(202)
  await owner.pool.query('delete from kept_message where queue_id = $1', [queueId])
  await putTrace(owner, { commune, queueId, recipient: mairie, outcome: 'delivered', reason: 'released' })
  const { steps } = await journey(queueId)
  expect(steps.slice(3)).toMatchObject([
    { kind: 'settled', outcome: 'held' },
    { kind: 'released', recipients: [mairie], by: expect.stringContaining('@') },
    { kind: 'settled', outcome: 'delivered', reason: 'released' },
  ])
})

test('deleted by one for themselves and by another for the rest → each step names who, by a link of the letter nobody', async () => {
  const { commune, mairie: mailbox, personal } = admin.saulieu
  const queueId = await hold(owner, {
    for: [
      { recipient: mairie, commune, mailbox },
      { recipient: claire, commune, mailbox: personal },
    ],
  })
  const [one, two] = [
    await admin.signIn({ role: 'administrator' }),
    await admin.signIn({ role: 'administrator' }),
  ]
  for (const [person, recipient] of [
    [one, mairie],
    [two, claire],
  ] as const)
    expect((await person.ask(`DELETE /held/${queueId}?recipients=${recipient}`)).status).toBe(202)
  const at = new Date()
  for (const recipient of [mairie, claire])
    await putTrace(owner, { at, commune, queueId, recipient, outcome: 'deleted', reason: 'suspicion' })
  const { steps } = await journey(queueId)
  expect(steps.slice(4)).toMatchObject([
    { kind: 'settled', outcome: 'deleted', recipients: [mairie], by: one.email },
    { kind: 'settled', outcome: 'deleted', recipients: [claire], by: two.email },
  ])
  const unnamed = await hold(owner, { for: [{ recipient: mairie, commune, mailbox }] })
  await putTrace(owner, { commune, queueId: unnamed, recipient: mairie, outcome: 'deleted' })
  expect((await journey(unnamed)).steps.at(-1)).toMatchObject({ outcome: 'deleted', by: null })
})

test('turned away before it was looked at → no step about checks', async () => {
  const { queueId } = await put({
    spf: 'unchecked',
    dmarc: 'unchecked',
    outcome: 'refused',
    reason: 'mail-loop',
  })
  expect((await journey(queueId)).steps.map(({ kind }) => kind)).toEqual(['received', 'settled'])
})
