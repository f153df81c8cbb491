import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import { securityLogStore, traceStore } from '#db/stores/trace/trace.ts'
import { traceFollowUpStore } from '#db/stores/trace/trace-follow-up.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { traceEntry } from '#test/support/database/trace-entry.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, made } = await saulieuDatabase()
const { commune } = made
beforeEach(() => owner.pool.query('truncate trace, security_event'))

const events: Event[] = []
const keep = (event: Event): void => void events.push(event)
const log = { info: keep, warn: keep, error: keep }
afterEach(() => void events.splice(0))

const entryOf = (changes: Partial<TraceEntry> = {}): TraceEntry => traceEntry({ commune, ...changes })
const rows = async (): Promise<readonly Record<string, unknown>[]> =>
  (await owner.pool.query('select * from trace order by id')).rows
const count = async (): Promise<number> => (await rows()).length

test('an entry → its row, as it was', async () => {
  await using gateway = postgresql.open('vm_gateway')
  const trace = traceStore(gateway, log)
  const given = ['accueil@saulieu.test', 'o"x,{}@saulieu.test']
  const entry = entryOf({
    given,
    symbols: { MIME_BAD: 2.5 },
    findings: ['macro', 'first-contact'],
    score: 2.5,
  })
  trace.add([entry])
  await trace[Symbol.asyncDispose]()
  expect(await rows()).toMatchObject([
    {
      commune_id: commune,
      at: entry.at,
      queue_id: entry.queueId,
      client: entry.client,
      reverse_path: entry.reversePath,
      author_domain: entry.authorDomain,
      recipient: entry.recipient,
      given,
      size: entry.bytes,
      dkim: entry.dkim,
      score: 2.5,
      symbols: { MIME_BAD: 2.5 },
      findings: ['macro', 'first-contact'],
      outcome: 'delivered',
      reason: 'clean',
      reply: entry.reply,
    },
  ])
})

test('an entry without a domain or a score, odd letters in it → null where nothing is, the letters as they were', async () => {
  await using gateway = postgresql.open('vm_gateway')
  const trace = traceStore(gateway, log)
  const reply = '550 5.7.1 "quoted" \\ {brace} é 🏛 \'s'
  trace.add([
    entryOf({ authorDomain: null, score: null, reply, findings: [] }),
    entryOf({ reply: 'half \ud83c' }),
  ])
  await trace[Symbol.asyncDispose]()
  expect(await rows()).toMatchObject([
    { author_domain: null, score: null, reply, findings: [] },
    { reply: 'half \ufffd' },
  ])
})

test('batches of different sizes → one statement, planned once', async () => {
  await using gateway = postgresql.open('vm_gateway')
  const texts: unknown[] = []
  gateway.pool.on('connect', (client) => {
    const query = client.query.bind(client)
    client.query = ((...given: Parameters<typeof query>) => {
      texts.push(Reflect.get(Object(given[0]), 'text'))
      return query(...given)
    }) as typeof client.query
  })
  for (const size of [1, 7]) {
    const trace = traceStore(gateway, log)
    trace.add(Array.from({ length: size }, () => entryOf()))
    await trace[Symbol.asyncDispose]()
  }
  expect(await count()).toBe(8)
  expect(new Set(texts.filter((text) => String(text).startsWith('insert'))).size).toBe(1)
})

test('rows that the schema refuses among others → lost alone and counted', async () => {
  await using gateway = postgresql.open('vm_gateway')
  const trace = traceStore(gateway, log)
  const gone = '00000000-0000-4000-8000-000000000000' as CommuneId
  const entries = Array.from({ length: 60 }, () => entryOf())
  entries.splice(17, 1, entryOf({ client: 'fe80::1%eth0' }))
  entries.splice(40, 1, entryOf({ commune: gone }))
  trace.add(entries)
  await trace[Symbol.asyncDispose]()
  expect(await count()).toBe(58)
  expect(events).toMatchObject([
    { event: 'trace.lost', kind: 'trace', entries: 1, cause: 'invalid input syntax for type inet: …' },
    { event: 'trace.lost', kind: 'trace', entries: 1 },
  ])
})

test('PostgreSQL stopped and started again → the rows are caught up, none lost', async () => {
  await using gateway = postgresql.open('vm_gateway')
  await using trace = traceStore(gateway, log)
  trace.add([entryOf()])
  await eventually('the first row', async () => ((await count()) === 1 ? true : null))
  await postgresql.shutDown()
  const refused = eventually('a connection that fails', () =>
    gateway.pool.query('select 1').then(
      () => null,
      () => true as const,
    ),
  )
  for (let index = 0; index < 700; index += 1) trace.add([entryOf()])
  await refused
  await postgresql.startUp()
  await eventually('the others', async () => ((await count()) === 701 ? true : null))
  expect(events).toEqual([])
})

test('a security event, its login longer than a row may hold and with a NUL in it, cut inside a pair → cut, kept', async () => {
  await using gateway = postgresql.open('vm_gateway')
  const securityLog = securityLogStore(gateway, log)
  securityLog.add({
    at: new Date(),
    kind: 'dictionary-attack',
    network: '192.0.2.0/24',
    facts: { login: `\0${'x'.repeat(319)}😀${'x'.repeat(9000)}`, failures: 10 },
  })
  await securityLog[Symbol.asyncDispose]()
  const { rows: found } = await owner.pool.query('select kind, facts from security_event')
  expect(found).toEqual([
    { kind: 'dictionary-attack', facts: { login: `${'x'.repeat(319)}\ufffd`, failures: 10 } },
  ])
})

test('what a retry came to → a row of its own with what the first one knew', async () => {
  await using gateway = postgresql.open('vm_gateway')
  await using worker = postgresql.open('vm_worker')
  const trace = traceStore(gateway, log)
  const given = ['accueil@saulieu.test']
  const first = entryOf({ given, outcome: 'waiting', reason: 'mailbox-full', score: 3, findings: ['macro'] })
  trace.add([first, { ...first, recipient: mairie, score: 4 }])
  await trace[Symbol.asyncDispose]()
  const later = traceFollowUpStore(worker, log)
  const { queueId, reversePath } = first
  const at = new Date()
  later.add([
    {
      ...{ at, queueId, commune, reversePath, recipient: claire, bytes: 1 },
      ...{ outcome: 'delivered', reason: 'retried', reply: '250 2.0.0 Saved' },
    },
  ])
  await later[Symbol.asyncDispose]()
  const [waiting, , delivered] = await rows()
  expect(waiting?.given).toEqual(given)
  expect(delivered).toEqual({
    ...waiting,
    id: expect.anything(),
    at,
    outcome: 'delivered',
    reason: 'retried',
    reply: '250 2.0.0 Saved',
  })
  expect(events).toEqual([])
})

test('sent to a mail host of others → its row says which and how protected, beside what the first one knew', async () => {
  await using gateway = postgresql.open('vm_gateway')
  await using worker = postgresql.open('vm_worker')
  const trace = traceStore(gateway, log)
  const first = entryOf({ outcome: 'waiting', reason: 'submitted' })
  trace.add([first])
  await trace[Symbol.asyncDispose]()
  const later = traceFollowUpStore(worker, log)
  const { queueId, reversePath, recipient } = first
  const takenBy = { host: 'mx.one.test', address: '192.0.2.25', tls: 'TLSv1.3 dane' }
  const sent = { at: new Date(), queueId, commune, reversePath, recipient, bytes: 1 }
  later.add([{ ...sent, outcome: 'sent', reason: 'remote-accepted', reply: '250 2.0.0 queued', takenBy }])
  await later[Symbol.asyncDispose]()
  expect(await rows()).toMatchObject([{ taken_by: null }, { client: first.client, taken_by: takenBy }])
})

test('what a retry came to, the first row gone → a row that says what is still known', async () => {
  await using worker = postgresql.open('vm_worker')
  const later = traceFollowUpStore(worker, log)
  const { queueId } = entryOf()
  later.add([
    {
      ...{ at: new Date(), queueId, commune, reversePath: '', recipient: claire, bytes: 12 },
      ...{ outcome: 'held', reason: 'delivery-refused', reply: '550 5.1.1 no' },
    },
  ])
  await later[Symbol.asyncDispose]()
  expect(await rows()).toMatchObject([
    {
      queue_id: queueId,
      recipient: claire,
      size: 12,
      spf: 'unknown',
      score: null,
      given: [],
      outcome: 'held',
    },
  ])
})
