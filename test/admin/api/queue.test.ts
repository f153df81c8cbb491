import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Justification } from '#core/policies/leak-justification.ts'
import type { NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { Database } from '#db/connection.ts'
import { jobPayloads } from '#db/jobs.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import type { Browser } from '#test/support/admin/admin.ts'
import { answered, startTwoCommunes, type TwoCommunes } from '#test/support/admin/two-communes.ts'
import { address } from '#test/support/database/commune.ts'
import { attempted, queued } from '#test/support/database/queued.ts'

let two: TwoCommunes
let gateway: Database
let worker: Database
let support: Browser
let ownMailbox: MailboxId
beforeAll(async () => {
  two = await startTwoCommunes()
  gateway = two.admin.postgresql.open('vm_gateway')
  worker = two.admin.postgresql.open('vm_worker')
  support = await two.admin.signIn({ role: 'support' })
})
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]()
  await worker?.[Symbol.asyncDispose]()
  await two?.[Symbol.asyncDispose]()
})
beforeEach(() =>
  two.owner.pool.query('truncate queued_message, paused_destination, destination_pace, sending_stop cascade'),
)

const enqueue = async (
  to: readonly [string, ...string[]],
  given: Partial<NewQueuedMessage> = {},
  commune: CommuneId = two.admin.saulieu.commune,
) => {
  const message = queued(commune, to, given)
  await mailQueueStore(gateway).enqueue(message)
  return message.queueId
}
const runs = () => queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const deferAll = async () => {
  for (const delivery of (await runs().claim(10)).deliveries)
    await runs().record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
}
const post = (browser: Browser, queueId: string, what: string, body: object = {}) =>
  answered(browser.ask(`POST /queue/${queueId}/${what}`, { body }))
const states = async () =>
  (await two.owner.pool.query('select destination, state, held_for from delivery order by destination')).rows
const loggedOf = async (queueId: string) =>
  (
    await two.owner.pool.query(
      'select action, commune_id, actor, entity, after from audit where entity_id = $1 order by id',
      [queueId],
    )
  ).rows

test('what waits → listed with the sentence for what the server answered, never a word of the message', async () => {
  const queueId = await enqueue(['marie@away.test', 'paul@away.test'], { mailbox: two.admin.saulieu.mairie })
  await deferAll()
  const { body } = await answered(two.auditor.ask('GET /queue'))
  expect(body.rows).toMatchObject([
    {
      ...{ queueId, destination: 'away.test', commune: { name: 'Saulieu' }, recipientCount: 2 },
      ...{ state: 'waiting', attempts: 1, kind: 'greylisted', trying: false, paused: false },
    },
  ])
  const one = await answered(two.auditor.ask(`GET /queue/${queueId.toLowerCase()}`))
  expect(one.body.deliveries[0].history).toMatchObject([{ kind: 'greylisted', host: 'mx.one.test' }])
  for (const answer of [body, one.body]) expect(JSON.stringify(answer)).not.toMatch(/Compte rendu|Bonjour/)
  const { body: words } = await answered(two.auditor.ask('GET /reply-kinds'))
  expect(words.kinds.find((each: { kind: string }) => each.kind === 'greylisted').fr.happened).toBe(
    'Le serveur du destinataire fait attendre les premiers messages d’un nouvel expéditeur.',
  )
})

test('filters and counts → only those; a destination that is none → 422 at its place', async () => {
  await enqueue(['a@one.test'])
  const asked = await enqueue(['a@two.test'], { held: true })
  const { body } = await answered(two.administrator.ask('GET /queue?heldFor=approval'))
  expect(body.rows).toMatchObject([{ queueId: asked, heldFor: 'approval' }])
  expect((await answered(two.administrator.ask('GET /queue/count?search=one.test'))).body).toEqual({
    ...{ count: 1, waiting: 1, held: 0, approval: 0 },
  })
  expect(await answered(two.administrator.ask('GET /queue?destination=no%20domain'))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/query/destination', code: 'invalid-domain' }] },
  })
})

test('a manager → the own commune’s mail in list, count, message and destinations; another’s is not found', async () => {
  const own = await enqueue(['a@one.test'])
  const foreign = await enqueue(['b@two.test'], {}, two.semur.commune)
  await deferAll()
  const list = await answered(two.manager.ask('GET /queue'))
  expect(list.body.rows.map((row: { queueId: string }) => row.queueId)).toEqual([own])
  expect((await answered(two.manager.ask('GET /queue/count'))).body).toMatchObject({ count: 1 })
  const places = await answered(two.manager.ask('GET /destinations'))
  expect(places.body.rows).toMatchObject([{ destination: 'one.test', waiting: 1 }])
  expect((await two.manager.ask(`GET /queue/${foreign}`)).status).toBe(404)
  for (const what of ['hold', 'release', 'retry'])
    expect((await post(two.manager, foreign, what)).status).toBe(404)
  expect((await two.manager.ask(`DELETE /queue/${foreign}`)).status).toBe(404)
  expect(await loggedOf(foreign)).toEqual([])
})

test('what leak prevention holds → the manager sees kinds and how many, agrees, and it goes; the log says so', async () => {
  const queueId = await enqueue(['marie@away.test'], {
    held: true,
    leak: { counts: { nir: 3 }, cause: 'nir', justification: null, person: null },
  })
  const { body } = await answered(two.manager.ask(`GET /queue/${queueId}`))
  expect(body.leaks).toEqual([
    {
      ...{ kind: 'nir', count: 3 },
      ...{ fr: 'un numéro de sécurité sociale', en: 'a social security number' },
    },
  ])
  expect(await post(two.manager, queueId, 'release')).toEqual({ status: 200, body: { deliveries: 1 } })
  expect(await states()).toEqual([{ destination: 'away.test', state: 'waiting', held_for: null }])
  expect((await runs().claim(1)).deliveries).toMatchObject([{ queueId }])
  expect(await loggedOf(queueId)).toEqual([
    {
      ...{ action: 'release:queue', commune_id: two.admin.saulieu.commune, actor: two.manager.email },
      entity: 'mairie@mairie-saulieu.test',
      after: { destination: null, deliveries: 1, heldFor: ['approval'] },
    },
  ])
})

test('a manager agrees to what they wrote → 409, whatever shows it; deletes it, or another agrees → done', async () => {
  const { commune } = two.admin.saulieu
  const { rows } = await two.owner.pool.query('select id from person where email = $1', [two.manager.email])
  ownMailbox = await hostingStore(two.owner).putMailbox({
    ...{ commune, quotaBytes: 2_000_000, owner: rows[0].id },
    address: address('la-responsable@mairie-saulieu.test'),
  })
  const leak = { counts: { nir: 3 }, cause: 'nir', justification: null, person: null } as const
  const sent = { held: true, mailbox: ownMailbox, leak }
  const refused = { status: 409, body: { code: 'same-person' } }
  const withReason = { ...leak, justification: 'Demande du juge' as Justification, person: rows[0].id }
  const shared = two.admin.saulieu.mairie
  for (const given of [
    sent,
    { held: true, mailbox: shared, leak: withReason },
    { held: true, mailbox: shared, leak: { ...leak, person: rows[0].id } },
    // Gone meanwhile.
    { held: true, mailbox: randomUUID() as MailboxId, leak: { ...leak, person: rows[0].id } },
  ]) {
    const queueId = await enqueue(['marie@away.test'], given)
    expect(await post(two.manager, queueId, 'release')).toMatchObject(refused)
    expect(await post(two.manager, queueId, 'release', { destination: 'away.test' })).toMatchObject(refused)
    expect(await states()).toMatchObject([{ held_for: 'approval' }])
    expect(await loggedOf(queueId)).toEqual([])
    expect((await two.manager.ask(`DELETE /queue/${queueId}`)).status).toBe(200)
    const job = await two.owner.pool.query(
      "select data from pgboss.job where name = 'trace-deleted' and data->>'queueId' = $1",
      [queueId],
    )
    expect(job.rows.map(({ data }) => jobPayloads['trace-deleted'].parse(data))).toMatchObject([
      { commune, recipients: [{ address: 'marie@away.test', reason: 'leak' }] },
    ])
  }
  const asked = await enqueue(['marie@away.test'], sent)
  const colleague = await two.admin.signIn({ role: 'manager' })
  expect((await post(colleague, asked, 'release')).status).toBe(200)
  expect((await post(support, await enqueue(['marie@away.test'], sent), 'release')).status).toBe(200)
})

test('a manager lets go what somebody held of their own mail → it goes: nobody was to agree to it', async () => {
  const queueId = await enqueue(['marie@away.test'], { mailbox: ownMailbox })
  expect((await post(support, queueId, 'hold')).status).toBe(200)
  expect((await post(two.manager, queueId, 'release')).status).toBe(200)
})

test('a manager lets go what a stopped mailbox sent, whatever holds it, or what is set aside → 409 that names who can; support → it goes', async () => {
  const { commune, mairie: mailbox } = two.admin.saulieu
  const refused = { status: 409, body: { code: 'department-decides' } }
  const network = '192.0.2.0/24'
  await sendingCountsStore(gateway).stop(
    {
      mailbox,
      commune,
      login: address('mairie@mairie-saulieu.test'),
      person: null,
      client: '192.0.2.7',
      network,
    },
    { signals: ['new-network', 'burst'], network, recipients: 80, firstTime: 60 },
  )
  const waiting = await enqueue(['a@one.test'], { mailbox })
  const asked = await enqueue(['a@two.test'], { mailbox, held: true })
  const aside = await enqueue(['a@three.test'])
  await two.owner.pool.query(
    "update delivery set state = 'held', held_for = 'poison', next_attempt_at = null where queue_id = $1",
    [aside],
  )
  const held = await states()
  for (const queueId of [waiting, asked, aside]) {
    expect(await post(two.manager, queueId, 'release')).toMatchObject(refused)
    expect((await post(two.manager, queueId, 'retry')).status).toBe(409)
    expect(await loggedOf(queueId)).toEqual([])
  }
  expect(await post(two.manager, waiting, 'release', { destination: 'one.test' })).toMatchObject(refused)
  expect(await states()).toEqual(held)
  for (const queueId of [waiting, asked, aside])
    expect((await post(support, queueId, 'release')).status).toBe(200)
  expect((await states()).map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
})

test('a stopped mailbox is deleted, by the département alone → what it sent, or was sending, stays held, and is the département’s', async () => {
  const { commune } = two.admin.saulieu
  const login = address('elections@mairie-saulieu.test')
  const mailbox = await hostingStore(two.owner).putMailbox({
    ...{ commune, quotaBytes: 1_000, owner: null, address: login },
  })
  const sent = [
    await enqueue(['a@one.test'], { mailbox }),
    await enqueue(['b@two.test'], { mailbox, held: true }),
  ]
  await two.owner.pool.query(
    "insert into sent_count (mailbox_id, commune_id, at) values ($1, $2, now() - interval '10 minutes')",
    [mailbox, commune],
  )
  const network = '192.0.2.0/24'
  await sendingCountsStore(gateway).stop(
    { ...{ mailbox, commune, login, person: null, client: '192.0.2.7', network } },
    { signals: ['new-network', 'burst'], network, recipients: 80, firstTime: 60 },
  )
  await two.owner.pool.query('update mailbox set suspended_at = now() where id = $1', [mailbox])
  const remove = (browser: Browser) => answered(browser.ask(`DELETE /mailboxes/${mailbox}`))
  const refused = { status: 409, body: { code: 'department-decides' } }
  expect(await remove(two.manager)).toMatchObject(refused)
  expect((await remove(two.administrator)).status).toBe(204)
  const all = [...sent, await enqueue(['c@three.test'], { mailbox })]
  expect((await states()).map(({ held_for }) => held_for)).toEqual(['stop', 'stop', 'approval'])
  expect((await runs().claim(10)).deliveries).toEqual([])
  for (const queueId of all) {
    expect(await post(two.manager, queueId, 'release')).toMatchObject(refused)
    expect(await (await two.manager.ask(`GET /queue/${queueId}`)).json()).toMatchObject({
      ...{ mailbox: null, stoppedMailbox: mailbox },
    })
  }
  for (const queueId of all) expect((await post(support, queueId, 'release')).status).toBe(200)
})

test('a manager tries now what goes where nothing is taken → due; the destination rests for all until support does', async () => {
  const queueId = await enqueue(['a@one.test'])
  for (const delivery of (await runs().claim(1)).deliveries)
    await runs().record(delivery, attempted(delivery.recipients, 'deferred', 'unreachable'))
  expect(await post(two.manager, queueId, 'retry')).toEqual({ status: 200, body: { deliveries: 1 } })
  expect((await runs().claim(1)).deliveries).toEqual([])
  expect(await post(support, queueId, 'retry')).toEqual({ status: 200, body: { deliveries: 1 } })
  expect((await runs().claim(1)).deliveries).toHaveLength(1)
})

test('held for one of two destinations, tried now, deleted by support → each a row of the log; nothing left to do → 409', async () => {
  const queueId = await enqueue(['a@one.test', 'a@two.test'])
  expect((await post(support, queueId, 'hold', { destination: 'ONE.test' })).body).toEqual({ deliveries: 1 })
  expect(await states()).toEqual([
    { destination: 'one.test', state: 'held', held_for: 'person' },
    { destination: 'two.test', state: 'waiting', held_for: null },
  ])
  expect(await post(support, queueId, 'hold', { destination: 'one.test' })).toMatchObject({
    status: 409,
    body: { code: 'changed-meanwhile' },
  })
  await deferAll()
  expect((await post(support, queueId, 'retry')).body).toEqual({ deliveries: 1 })
  expect((await post(support, queueId, 'hold', { destination: 'else.test' })).status).toBe(404)
  const deleted = await answered(support.ask(`DELETE /queue/${queueId}`))
  expect(deleted).toEqual({ status: 200, body: { deliveries: 2 } })
  expect((await support.ask(`GET /queue/${queueId}`)).status).toBe(404)
  expect((await loggedOf(queueId)).map(({ action, after }) => [action, after.deliveries])).toEqual([
    ['hold:queue', 1],
    ['retry:queue', 1],
    ['delete:queue', 2],
  ])
})

test('deleted while it is being tried → 409, and it is still there', async () => {
  const queueId = await enqueue(['a@one.test'])
  await runs().claim(1)
  expect((await two.administrator.ask(`DELETE /queue/${queueId}`)).status).toBe(409)
  expect((await two.administrator.ask(`GET /queue/${queueId}`)).status).toBe(200)
})

test('an auditor → sees everything and changes nothing', async () => {
  const queueId = await enqueue(['a@one.test'])
  for (const what of ['hold', 'release', 'retry'])
    expect((await post(two.auditor, queueId, what)).status).toBe(403)
  expect((await two.auditor.ask(`DELETE /queue/${queueId}`)).status).toBe(403)
  expect(await states()).toEqual([{ destination: 'one.test', state: 'waiting', held_for: null }])
})

test('a destination paused, changed and resumed by an administrator → before and after in the log; support and managers → 403', async () => {
  await enqueue(['a@one.test'])
  const path = '/destinations/One.Test/pause'
  const pause = (browser: Browser, body: object) => answered(browser.ask(`PUT ${path}`, { body }))
  for (const browser of [support, two.manager, two.auditor])
    expect((await pause(browser, { reason: 'x' })).status).toBe(403)
  expect(await pause(two.administrator, { reason: 'Serveur en travaux' })).toMatchObject({
    status: 200,
    body: { destination: 'one.test', waiting: 1, paused: { reason: 'Serveur en travaux', until: null } },
  })
  expect((await runs().claim(1)).deliveries).toEqual([])
  expect((await answered(two.manager.ask('GET /queue'))).body.rows).toMatchObject([{ paused: true }])
  const until = new Date(Date.now() + 3_600_000).toISOString()
  expect((await pause(two.administrator, { reason: 'Encore', until })).body.paused).toMatchObject({ until })
  expect(await pause(two.administrator, { reason: 'x', until: '2020-01-01T00:00:00Z' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/body/until' }] },
  })
  expect(await answered(two.administrator.ask(`DELETE ${path}`))).toMatchObject({ body: { paused: null } })
  expect((await runs().claim(1)).deliveries).toHaveLength(1)
  expect((await two.administrator.ask(`DELETE ${path}`)).status).toBe(404)
  expect((await two.logged(3)).toReversed()).toMatchObject([
    {
      action: 'pause:destination',
      entity: 'one.test',
      before: null,
      after: { reason: 'Serveur en travaux' },
    },
    { action: 'pause:destination', before: { reason: 'Serveur en travaux' }, after: { until } },
    { action: 'resume:destination', before: { reason: 'Encore' } },
  ])
})

test('trouble of a destination → its exact answer for the département; for a commune what it means alone', async () => {
  await enqueue(['a@one.test'])
  for (const delivery of (await runs().claim(1)).deliveries)
    await runs().record(delivery, attempted(delivery.recipients, 'deferred', 'reputation'))
  const [forTeam] = (await answered(support.ask('GET /destinations?stopped=true'))).body.rows
  expect(forTeam.trouble).toMatchObject({ kind: 'reputation', reply: 'reputation 2.0.0', atOnce: 1 })
  const [forManager] = (await answered(two.manager.ask('GET /destinations'))).body.rows
  expect(forManager.trouble).toMatchObject({ kind: 'reputation', reply: null })
})

test('queue and destinations as tables → a line each, the answer in words', async () => {
  const queueId = await enqueue(['=marie@away.test'])
  await deferAll()
  const file = async (browser: Browser, path: string) => {
    const answer = await browser.ask(`GET ${path}`)
    expect(answer.headers.get('content-disposition')).toMatch(
      /attachment; filename="[a-z-]+-20\d\d-\d\d-\d\d\.csv"/,
    )
    return (await answer.text()).trimEnd().split('\r\n')
  }
  const [header, ...lines] = await file(two.manager, '/queue/export')
  expect(header).toContain('accepte_le;reference;expediteur;commune;destination;destinataires;nombre;etat;')
  expect(lines).toEqual([
    expect.stringContaining(
      `;${queueId};mairie@mairie-saulieu.test;Saulieu;away.test;'=marie@away.test;1;en attente;1;`,
    ),
  ])
  expect(lines[0]).toContain('Le serveur du destinataire fait attendre les premiers messages')
  expect((await file(two.auditor, '/destinations/export')).slice(1)).toEqual([
    expect.stringMatching(/^away\.test;1;0;20.*;non;;;/),
  ])
  expect(await file(two.stranger, '/queue/export')).toHaveLength(1)
})

test('nothing here was a bug of the server', () => {
  expect(two.admin.complaints).toEqual([])
})
