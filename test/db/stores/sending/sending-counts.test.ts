import { afterAll, beforeEach, expect, test } from 'vitest'
import type { AskedToSend, SendingFrom } from '#core/sending/sending-counts.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { holdDeliveries } from '#db/stores/queue/queue-decisions.ts'
import { sendingCountsStore } from '#db/stores/sending/sending-counts.ts'
import { findSendingStop, resumeSending } from '#db/stores/sending/sending-stops.ts'
import { address, claire, mairie, makeSaulieu } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'
import { queued } from '#test/support/database/queued.ts'

const postgresql = await startDatabase()
afterAll(() => postgresql[Symbol.asyncDispose]())
const owner = postgresql.open('vm_owner')
const gateway = postgresql.open('vm_gateway')
const admin = postgresql.open('vm_admin')
afterAll(() => Promise.all([owner, gateway, admin].map((each) => each[Symbol.asyncDispose]())))

const made = await makeSaulieu(owner)
const { commune, personal, mairie: shared } = made
const counts = sendingCountsStore(gateway)
const run = (text: string, ...values: readonly unknown[]) => owner.pool.query(text, [...values])
const limits = { mailboxHour: 300, mailboxDay: 1000, communeHour: 2000, firstTimeDay: 200 }

beforeEach(() =>
  run(
    `truncate sent_count, written_to, correspondent, sending_stop, sign_in, alert, session_end, queued_message,
      external_forward, trusted_network, session, security_event cascade`,
  ),
)

const asked = (recipients: number, given: Partial<AskedToSend> = {}): AskedToSend => ({
  ...{ mailbox: personal, commune, recipients, outside: [] },
  ...given,
})
const people = (count: number, where = 'else.test') =>
  Array.from({ length: count }, (_, each) => address(`a${each}@${where}`))
const strangers = (count: number, where?: string) => asked(count, { outside: people(count, where) })
/** Sent so many minutes ago. */
const sent = (minutes: number, recipients: number, mailbox = personal, firstTime = 0) =>
  run(
    `insert into sent_count (mailbox_id, commune_id, at, recipients, first_time)
      values ($1, $2, date_bin('5 minutes', now() - make_interval(mins => $3), 'epoch'), $4, $5)`,
    ...[mailbox, commune, minutes, recipients, firstTime],
  )
const refusalOf = async (question: AskedToSend, most = limits) => (await counts.count(question, most)).refusal

test('up to the bound → counted; one more → later, in about as long as the oldest of them counts', async () => {
  await sent(50, 100)
  await sent(30, 150)
  expect(await refusalOf(asked(50))).toBeNull()
  const refusal = await refusalOf(asked(1))
  expect(refusal).toMatchObject({ kind: 'later', bound: 'mailboxHour', most: 300 })
  const minutes = (refusal?.kind === 'later' ? refusal.waitSeconds : 0) / 60
  expect(minutes).toBeGreaterThan(9)
  expect(minutes).toBeLessThanOrEqual(15)
})

test('what the oldest steps give back is not enough → the wait is that of the step which gives enough', async () => {
  await sent(50, 100)
  await sent(30, 200)
  const refusal = await refusalOf(asked(150))
  const minutes = (refusal?.kind === 'later' ? refusal.waitSeconds : 0) / 60
  expect(minutes).toBeGreaterThan(29)
  expect(minutes).toBeLessThanOrEqual(35)
})

test('what is refused → counts nothing, and the next one hears that the hour had a refusal', async () => {
  await sent(10, 290)
  expect(await counts.count(asked(20), limits)).toMatchObject({ refusedBefore: false })
  expect(await counts.count(asked(20), limits)).toMatchObject({ refusedBefore: true })
  expect(await refusalOf(asked(10))).toBeNull()
})

test('the hour is free, the day is not → later, by the day', async () => {
  await sent(180, 600)
  await sent(120, 390)
  expect(await refusalOf(asked(11))).toMatchObject({ kind: 'later', bound: 'mailboxDay', most: 1000 })
  expect(await refusalOf(asked(10))).toBeNull()
})

test('yesterday and another hour → forgotten', async () => {
  await sent(25 * 60, 1000)
  await sent(66, 300)
  expect(await refusalOf(asked(300))).toBeNull()
})

test('the other mailboxes of the commune sent what it may → later, by the commune; another commune has its own', async () => {
  await sent(10, 1990, shared)
  expect(await refusalOf(asked(11))).toMatchObject({ kind: 'later', bound: 'communeHour', most: 2000 })
  expect(await refusalOf(asked(10))).toBeNull()
  expect(await refusalOf(asked(300, { commune: made.department }))).toBeNull()
})

test('more than a bound allows in one message → never, whatever was sent before', async () => {
  expect(await refusalOf(asked(301))).toEqual({ kind: 'never', bound: 'mailboxHour', most: 300 })
  expect(await refusalOf(strangers(201))).toEqual({ kind: 'never', bound: 'firstTimeDay', most: 200 })
})

test('strangers up to the cap → once written to, they are none; more → later, by the day', async () => {
  expect(await refusalOf(strangers(200))).toBeNull()
  expect(await refusalOf(strangers(1, 'other.test'))).toMatchObject({ bound: 'firstTimeDay', kind: 'later' })
  expect(await refusalOf(strangers(100))).toBeNull()
})

test('whoever wrote to the commune, or heard from another mailbox of it → no stranger', async () => {
  const [first, second, third] = people(3)
  await run(
    `insert into correspondent (commune_id, digest) values ($1, encode(sha256($2::bytea), 'hex'))`,
    ...[commune, Buffer.from(first ?? '')],
  )
  await counts.count(asked(1, { mailbox: shared, outside: second === undefined ? [] : [second] }), limits)
  const outside = [first, second, third].flatMap((each) => (each === undefined ? [] : [each]))
  expect(await counts.count(asked(3, { outside }), limits)).toMatchObject({ recent: 3, recentFirstTime: 1 })
})

test('a commune that has written to thousands → of one address more, only that one is looked for', async () => {
  await run(
    `insert into written_to (commune_id, digest) select $1, encode(sha256(each::text::bytea), 'hex') from generate_series(1, 3000) each`,
    commune,
  )
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    // So often that PostgreSQL has made the plan which it keeps.
    for (let time = 0; time < 10; time += 1)
      await client.query(`select count_sending($1, $2, 1, array[repeat('a', 64)], 300, 1000, 2000, 200)`, [
        commune,
        personal,
      ])
    const { rows } = await client.query<{ readonly read: number }>(
      `select (seq_tup_read + idx_tup_fetch)::integer as read from pg_stat_xact_user_tables where relname = 'written_to'`,
    )
    expect(rows[0]?.read).toBeLessThan(100)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('forty gateways ask for one mailbox at once → as many pass as the bound allows, and no more', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => refusalOf(asked(20))))
  expect(answers.filter((refusal) => refusal === null)).toHaveLength(15)
})

test('two mailboxes of a commune ask at once, many times → together as many pass as the commune may send', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, each) =>
      refusalOf(asked(10, each % 2 === 0 ? {} : { mailbox: shared }), { ...limits, communeHour: 200 }),
    ),
  )
  expect(answers.filter((refusal) => refusal === null)).toHaveLength(20)
})

const from = (given: Partial<SendingFrom> = {}): SendingFrom => ({
  ...{ mailbox: personal, commune, login: claire, person: made.person },
  ...{ client: '192.0.2.7', network: '192.0.2.0/24' },
  ...given,
})
const signedIn = (client: string, days: number, login: string = claire) =>
  run(
    `insert into sign_in (at, commune_id, login, protocol, client, outcome)
      values (now() - make_interval(days => $2), $3, $4, 'imap', $1, 'accepted')`,
    ...[client, days, commune, login],
  )

test.each<readonly [string, readonly (readonly [string, number])[], boolean]>([
  ['opened from elsewhere a month ago', [['198.51.100.1', 30]], true],
  [
    'opened from there too, but only for a day',
    [
      ['198.51.100.1', 30],
      ['192.0.2.9', 1],
    ],
    true,
  ],
  [
    'opened from there a month ago',
    [
      ['198.51.100.1', 30],
      ['192.0.2.9', 30],
    ],
    false,
  ],
  ['opened for the first time two days ago', [['198.51.100.1', 2]], false],
  ['never opened', [], false],
])('%s → a new network: %#', async (_, opened, isNew) => {
  for (const [client, days] of opened) await signedIn(client, days)
  expect(await counts.habits(from())).toMatchObject({ newNetwork: isNew })
})

test('a network that is never blocked → none that is new', async () => {
  await signedIn('198.51.100.1', 30)
  await run(`insert into trusted_network (network) values ('192.0.2.7/32')`)
  expect(await counts.habits(from())).toMatchObject({ newNetwork: false })
  expect(await counts.habits(from({ client: '192.0.2.8' }))).toMatchObject({ newNetwork: true })
})

test('a month of sending → its busiest hour, without the last day', async () => {
  await sent(10, 90)
  await sent(3 * 1440, 40, personal, 12)
  await sent(9 * 1440, 20, personal, 20)
  await sent(40 * 1440, 500)
  expect(await counts.habits(from())).toMatchObject({ usual: 40, usualFirstTime: 20 })
})

test('a forward to the outside was allowed today → said with the count; last week → not', async () => {
  const forward = (days: number) =>
    run(
      `insert into external_forward (mailbox_id, commune_id, target, until, created_at)
        values ($1, $2, $3, now() + interval '9 days', now() - make_interval(days => $4))`,
      ...[personal, commune, `x${days}@else.test`, days],
    )
  await forward(7)
  expect(await counts.count(asked(1), limits)).toMatchObject({ newForward: false })
  await forward(0)
  expect(await counts.count(asked(1), limits)).toMatchObject({ newForward: true })
})

const facts: StopFacts = {
  ...{ signals: ['new-network', 'burst'], network: '192.0.2.0/24', recipients: 80, firstTime: 60 },
}
const stateOf = async (queueId: string) =>
  (await run('select state, held_for from delivery where queue_id = $1', queueId)).rows

test('sending is suspended → what waits since the burst is held, sessions end, an alert is raised; nothing counts', async () => {
  const queue = mailQueueStore(gateway)
  await sent(20, 60)
  const [old, fresh, other] = [
    queued(commune, ['a@one.test'], { mailbox: personal }),
    queued(commune, ['a@one.test'], { mailbox: personal }),
    queued(commune, ['a@one.test'], { mailbox: shared }),
  ]
  for (const message of [old, fresh, other]) await queue.enqueue(message)
  await run(
    "update queued_message set created_at = now() - interval '2 hours' where queue_id = $1",
    old.queueId,
  )
  await run(
    "insert into session (person_id, token, expires_at) values ($1, 't', now() + interval '1 day')",
    made.person,
  )
  expect(await counts.stop(from(), facts)).toBe(true)
  expect(await counts.stop(from(), facts)).toBe(false)
  expect(await stateOf(fresh.queueId)).toEqual([{ state: 'held', held_for: 'stop' }])
  expect(await stateOf(old.queueId)).toEqual([{ state: 'waiting', held_for: null }])
  expect(await stateOf(other.queueId)).toEqual([{ state: 'waiting', held_for: null }])
  expect((await run('select kind, value from session_end')).rows).toEqual([
    { kind: 'mailbox', value: claire },
  ])
  expect((await run('select from session')).rowCount).toBe(0)
  expect((await run('select kind, subject, commune_id, facts from alert')).rows).toEqual([
    { kind: 'sending-stopped', subject: claire, commune_id: commune, facts },
  ])
  expect(await refusalOf(asked(1))).toEqual({ kind: 'suspended' })
  expect(await refusalOf(asked(1, { mailbox: shared }))).toBeNull()
})

test('a message that was being looked into when its mailbox was suspended → held as well', async () => {
  await counts.stop(from(), facts)
  const late = queued(commune, ['a@one.test'], { mailbox: personal })
  const report = queued(commune, ['a@one.test'], { mailbox: personal, origin: 'forward' })
  for (const message of [late, report]) await mailQueueStore(gateway).enqueue(message)
  expect(await stateOf(late.queueId)).toEqual([{ state: 'held', held_for: 'stop' }])
  expect(await stateOf(report.queueId)).toEqual([{ state: 'waiting', held_for: null }])
})

const resume = (releaseHeld: boolean) =>
  admin.transaction((transaction) =>
    resumeSending(transaction, { mailbox: personal, commune, address: claire, releaseHeld }),
  )

test.each([
  [true, 1, { state: 'waiting', held_for: null }],
  [false, 0, { state: 'held', held_for: 'person' }],
])('restored, what is held leaves: %s → %s messages, and sending goes on', async (asks, released, state) => {
  await counts.stop(from(), facts)
  const held = queued(commune, ['a@one.test', 'b@two.test'], { mailbox: personal })
  await mailQueueStore(gateway).enqueue(held)
  expect(await findSendingStop(admin.drizzle, { mailbox: personal, commune })).toMatchObject({
    facts,
    held: 1,
  })
  expect(await resume(asks)).toEqual({ facts, released })
  expect(await stateOf(held.queueId)).toEqual([state, state])
  expect(await findSendingStop(admin.drizzle, { mailbox: personal, commune })).toBeNull()
  expect(await resume(asks)).toBeNull()
  expect((await run('select kind, network, facts from security_event')).rows).toEqual([
    { kind: 'sending-resumed', network: '192.0.2.0/24', facts: { mailbox: claire } },
  ])
  expect(await refusalOf(asked(1))).toBeNull()
})

test('somebody had held a message before sending was suspended → restored and all let go, it stays held', async () => {
  await sent(20, 60)
  const [kept, caught] = [
    queued(commune, ['a@one.test'], { mailbox: personal }),
    queued(commune, ['b@two.test'], { mailbox: personal }),
  ]
  for (const message of [kept, caught]) await mailQueueStore(gateway).enqueue(message)
  const scope = { kind: 'department' } as const
  await admin.transaction((transaction) =>
    holdDeliveries(transaction, { scope, queueId: kept.queueId, destination: null }),
  )
  await counts.stop(from(), facts)
  expect(await findSendingStop(admin.drizzle, { mailbox: personal, commune })).toMatchObject({ held: 1 })
  expect(await resume(true)).toEqual({ facts, released: 1 })
  expect(await stateOf(kept.queueId)).toEqual([{ state: 'held', held_for: 'person' }])
  expect(await stateOf(caught.queueId)).toEqual([{ state: 'waiting', held_for: null }])
})

test('restored → what was held against it before is not held against it again', async () => {
  await signedIn('198.51.100.1', 30)
  await sent(7, 90, personal, 40)
  await counts.stop(from(), facts)
  await resume(false)
  expect(await counts.habits(from())).toMatchObject({ newNetwork: false })
  expect(await counts.habits(from({ client: '203.0.113.9', network: '203.0.113.0/24' }))).toMatchObject({
    newNetwork: true,
  })
  expect(await counts.count(asked(2), limits)).toMatchObject({ recent: 2, recentFirstTime: 0 })
  expect(await counts.stop(from(), facts)).toBe(true)
})

test('suspected of a takeover → one alert and nothing held; told again after a day, whether it was seen or not', async () => {
  const message = queued(commune, ['a@one.test'], { mailbox: personal })
  await mailQueueStore(gateway).enqueue(message)
  const seen = { ...facts, signals: ['new-network', 'new-forward'] } as const
  const both = await Promise.all([counts.suspect(from(), seen), counts.suspect(from(), seen)])
  expect(both.sort()).toEqual([false, true])
  const alerts = async () => (await run('select kind, subject, commune_id, facts, times from alert')).rows
  const told = { kind: 'takeover-suspected', subject: claire, commune_id: commune, facts: seen }
  expect(await alerts()).toEqual([{ ...told, times: 1 }])
  expect(await stateOf(message.queueId)).toEqual([{ state: 'waiting', held_for: null }])
  expect(await refusalOf(asked(1))).toBeNull()
  await run('update alert set seen_at = now()')
  expect(await counts.suspect(from(), seen)).toBe(false)
  await run("update alert set seen_at = null, last_at = now() - interval '25 hours'")
  expect(await counts.suspect(from(), seen)).toBe(true)
  expect(await alerts()).toEqual([{ ...told, times: 2 }])
  expect(await counts.suspect({ ...from(), mailbox: made.commune as never }, seen)).toBe(false)
})

test('the gateway → reads and changes no count, and restores nothing', async () => {
  for (const text of [
    'select from sent_count',
    'update sent_count set recipients = 0',
    'update sending_stop set resumed_at = now()',
    'select facts from sending_stop',
    'delete from written_to',
    'select from sign_in',
  ])
    await expect(gateway.pool.query(text)).rejects.toThrow(/permission denied/)
})

test(`a mailbox of ${mairie} that is gone meanwhile → nothing is suspended`, async () => {
  expect(await counts.stop(from({ mailbox: made.commune as never }), facts)).toBe(false)
})
