import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ReversePath } from '#core/address/email-address.ts'
import { localDestination, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import type { ClaimedDelivery } from '#db/stores/queue/queue-claim.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued, queuedRecipient } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const bounds = { perDestination: 5, leaseSeconds: 60, speakFirstSeconds: 0 }
const runs = queueRunsStore(worker, bounds)

beforeEach(() => owner.pool.query('truncate queued_message, paused_destination, destination_pace cascade'))
afterEach(() => void vi.useRealTimers())

const enqueue = async (to: readonly [string, ...string[]], given: Partial<NewQueuedMessage> = {}) => {
  const message = queued(made.commune, to, given)
  await queue.enqueue(message)
  return message
}

const found = async (text: string, ...values: unknown[]) => (await owner.pool.query(text, values)).rows
const count = async (from: string) => (await found(`select count(*)::int as n from ${from}`))[0].n

const claimOne = async (): Promise<ClaimedDelivery> => {
  const { deliveries } = await runs.claim(1)
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  return delivery
}
const leaseIsOver = () =>
  owner.pool.query("update delivery set claimed_until = now() - interval '1 second' where claim is not null")
const isDue = () =>
  owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '1 second' where state = 'waiting'",
  )
const secondsToNext = async () =>
  (await found('select extract(epoch from next_attempt_at - now())::float as s from delivery'))[0].s

test('nothing in the queue → nothing claimed', async () => {
  expect(await runs.claim(10)).toEqual({ deliveries: [], poisoned: [] })
})

test('a message → claimed once with all that its delivery needs, and its content', async () => {
  const content = Buffer.from([0, 128, 255])
  const message = await enqueue(['a@one.test'], { content, mailbox: made.mairie })
  const { deliveries } = await runs.claim(10)
  expect(deliveries).toEqual([
    {
      claim: expect.any(String),
      queueId: message.queueId,
      destination: 'one.test',
      commune: made.commune,
      mailbox: made.mairie,
      origin: 'submission',
      reversePath: message.reversePath,
      smtputf8: false,
      attempts: 0,
      alone: true,
      recipients: ['a@one.test'],
      size: 3,
      content,
    },
  ])
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  expect(await runs.content(message.queueId)).toEqual(content)
})

test('a message of more than 64 kB → claimed without its content, which is there when it is asked for', async () => {
  const content = Buffer.alloc(65_537, 'x')
  const { queueId } = await enqueue(['a@one.test'], { content })
  expect(await runs.claim(10)).toMatchObject({ deliveries: [{ queueId, content: null }] })
  expect(await runs.content(queueId)).toEqual(content)
})

test('a lane of our own house and one of all others → each claims its own, and both together all', async () => {
  await enqueue(['claire@ours.test'], {
    recipients: [queuedRecipient('claire@ours.test', { destination: localDestination })],
  })
  await enqueue(['a@zebra.test'])
  await enqueue(['a@apple.test'])
  const lane = async (which: 'local' | 'remote') => {
    const { deliveries } = await queueRunsStore(worker, { ...bounds, lane: which }).claim(10)
    return deliveries.map(({ destination }) => destination).sort()
  }
  expect(await lane('local')).toEqual([localDestination])
  expect(await lane('remote')).toEqual(['apple.test', 'zebra.test'])
})

test('a mailbox of ours that cannot be written to → waits, and our house rests for nobody', async () => {
  await enqueue(['sick@ours.test'], {
    recipients: [queuedRecipient('sick@ours.test', { destination: localDestination })],
  })
  const sick = await claimOne()
  await runs.record(sick, attempted(sick.recipients, 'deferred', 'temporary'))
  expect(await count('destination_pace')).toBe(0)
  expect(await secondsToNext()).toBeGreaterThan(0)
})

test('held for approval → not claimed', async () => {
  await enqueue(['a@one.test'], { held: true })
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
})

test('four runners at once, forty deliveries to four destinations → each once, five at work of each', async () => {
  for (let n = 0; n < 10; n += 1) await enqueue(['a@one.test', 'a@two.test', 'a@three.test', 'a@four.test'])
  await using other = postgresql.open('vm_worker')
  const runners = [worker, other, worker, other].map((database) => queueRunsStore(database, bounds))
  const claimed = (await Promise.all(runners.map((runner) => runner.claim(8)))).flatMap(
    ({ deliveries }) => deliveries,
  )
  expect(new Set(claimed.map(({ queueId, destination }) => `${queueId} ${destination}`)).size).toBe(20)
  expect(claimed).toHaveLength(20)
  for (const domain of ['one.test', 'two.test', 'three.test', 'four.test'])
    expect(claimed.filter(({ destination }) => destination === domain)).toHaveLength(5)
})

test('a thousand older ones for one destination → the first of each other destination is claimed with its first', async () => {
  await enqueue(['a@one.test'])
  await owner.pool.query(`
    insert into queued_message (queue_id, commune_id, origin, reverse_path, content)
    select lpad(n::text, 26, '0'), '${made.commune}', 'submission', '', '' from generate_series(1, 1000) n;
    insert into delivery (queue_id, destination, turn_commune_id, turn_size, state, next_attempt_at, expires_at)
    select lpad(n::text, 26, '0'), 'one.test', '${made.commune}', 0, 'waiting', now() - interval '1 hour', now() + interval '1 day'
    from generate_series(1, 1000) n`)
  await enqueue(['a@two.test', 'a@three.test'])
  const { deliveries } = await runs.claim(4)
  expect(deliveries.map(({ destination }) => destination).sort()).toEqual([
    'one.test',
    'one.test',
    'three.test',
    'two.test',
  ])
})

test('more destinations than one claim looks at → all are reached, by claims of a few', async () => {
  const [first, ...others] = Array.from({ length: 2_500 }, (_, n) => `a@d${n}.test`)
  await enqueue([first ?? '', ...others])
  const seen = new Set<string>()
  for (;;) {
    const { deliveries } = await runs.claim(400)
    if (deliveries.length === 0) break
    for (const { destination } of deliveries) seen.add(destination)
  }
  expect(seen.size).toBe(2_500)
})

test('delivered to all → the content is gone, and everything with it', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const delivery = await claimOne()
  expect(await runs.record(delivery, attempted(delivery.recipients))).toBe('done')
  expect(await count('queued_message')).toBe(0)
  expect(await count('delivery_attempt')).toBe(0)
})

test('two runners that settle the last two destinations at once → the message goes, each time', async () => {
  await using other = postgresql.open('vm_worker')
  const second = queueRunsStore(other, bounds)
  for (let n = 0; n < 20; n += 1) await enqueue(['a@one.test', 'a@two.test'])
  for (;;) {
    const { deliveries } = await runs.claim(2)
    if (deliveries.length === 0) break
    await Promise.all(
      deliveries.map((each, n) => (n === 0 ? runs : second).record(each, attempted(each.recipients))),
    )
  }
  expect(await count('queued_message')).toBe(0)
})

test('one accepted, one refused, one deferred → each ends by itself, the attempt says so, the deferred one waits a minute', async () => {
  await enqueue(['a@one.test', 'b@one.test', 'c@one.test'])
  const delivery = await claimOne()
  const [a, b, c] = delivery.recipients.map((each) => [each])
  const recipients = [
    ...attempted(a ?? []).recipients,
    ...attempted(b ?? [], 'failed', 'unknown-recipient').recipients,
    ...attempted(c ?? [], 'deferred', 'greylisted').recipients,
  ]
  expect(await runs.record(delivery, { ...attempted([]), recipients })).toBe('waiting')
  expect(
    await found('select recipient, settled_as, untold, last_kind from delivery_recipient order by recipient'),
  ).toEqual([
    { recipient: 'a@one.test', settled_as: 'delivered', untold: false, last_kind: 'accepted' },
    { recipient: 'b@one.test', settled_as: 'failed', untold: true, last_kind: 'unknown-recipient' },
    { recipient: 'c@one.test', settled_as: null, untold: false, last_kind: 'greylisted' },
  ])
  expect(await found('select * from delivery_attempt')).toMatchObject([
    {
      ...{ host: 'mx.one.test', address: '192.0.2.25', tls: 'TLSv1.3', milliseconds: 13 },
      ...{ delivered: 1, failed: 1, deferred: 1, kind: 'unknown-recipient' },
    },
  ])
  const seconds = await secondsToNext()
  expect(seconds).toBeGreaterThan(53)
  expect(seconds).toBeLessThan(67)
  await isDue()
  expect((await claimOne()).recipients).toEqual(['c@one.test'])
})

test('deferred again and again → along the curve, its last step repeating', async () => {
  await enqueue(['a@one.test'])
  for (const minutes of [1, 2, 3, 5, 10]) {
    await isDue()
    const delivery = await claimOne()
    await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
    expect(Math.abs((await secondsToNext()) / 60 / minutes - 1)).toBeLessThan(0.11)
  }
  await owner.pool.query('update delivery set attempts = 1000')
  await isDue()
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
  expect(Math.abs((await secondsToNext()) / 3600 / 3 - 1)).toBeLessThan(0.11)
})

test('250 recipients of one destination → a hundred at a time at once, and only the whole round counts', async () => {
  const [first, ...others] = Array.from({ length: 250 }, (_, n) => `r${n}@one.test`)
  await enqueue([first ?? '', ...others])
  const tried: string[] = []
  for (const size of [100, 100, 50]) {
    const delivery = await claimOne()
    expect(delivery).toMatchObject({ attempts: 0 })
    expect(delivery.recipients).toHaveLength(size)
    tried.push(...delivery.recipients)
    await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'mailbox-full'))
  }
  expect(new Set(tried).size).toBe(250)
  expect(await runs.claim(1)).toMatchObject({ deliveries: [] })
  expect(await secondsToNext()).toBeGreaterThan(53)
})

test('a destination in trouble → rests, longer with each, then takes one more with each that goes well', async () => {
  for (let n = 0; n < 8; n += 1) await enqueue(['a@one.test'])
  const restOver = () =>
    owner.pool.query("update destination_pace set rests_until = now() - interval '1 second'")
  const [first, second] = (await runs.claim(2)).deliveries
  if (first === undefined || second === undefined) throw new Error('two were due')
  const trouble = (each: ClaimedDelivery) => attempted(each.recipients, 'deferred', 'unreachable')
  await runs.record(first, trouble(first))
  await runs.record(second, trouble(second))
  const pace = () =>
    found(
      'select at_once, troubles, extract(epoch from rests_until - now())::int as rests from destination_pace',
    )
  expect(await pace()).toEqual([{ at_once: 1, troubles: 1, rests: 10 }])
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  await restOver()
  const { deliveries } = await runs.claim(10)
  expect(deliveries).toHaveLength(1)
  for (const each of deliveries) await runs.record(each, trouble(each))
  expect(await pace()).toEqual([{ at_once: 1, troubles: 2, rests: 30 }])
  await restOver()
  for (const most of [1, 2, 3]) {
    const taken = (await runs.claim(10)).deliveries
    expect(taken).toHaveLength(Math.min(most, 3))
    const [one] = taken
    if (one === undefined) throw new Error('one was due')
    await leaseIsOver()
    await runs.record(one, attempted(one.recipients))
  }
})

test.each(['policy', 'greylisted'] as const)(
  'deferred for %s → the rest neither ends nor begins anew',
  async (kind) => {
    for (let n = 0; n < 3; n += 1) await enqueue(['a@one.test'])
    const [first, second, third] = (await runs.claim(3)).deliveries
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were due')
    await runs.record(first, attempted(first.recipients, 'deferred', kind))
    expect(await count('destination_pace')).toBe(0)
    await runs.record(second, attempted(second.recipients, 'deferred', 'reputation'))
    const pace = () => found('select at_once, troubles, rests_until from destination_pace')
    const resting = await pace()
    expect(resting).toMatchObject([{ at_once: 1, troubles: 1 }])
    await runs.record(third, attempted(third.recipients, 'deferred', kind))
    expect(await pace()).toEqual(resting)
    expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  },
)

test('one recipient refused among those deferred → the destination is well', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const delivery = await claimOne()
  const [a, b] = delivery.recipients.map((each) => [each])
  const recipients = [
    ...attempted(a ?? [], 'deferred', 'temporary').recipients,
    ...attempted(b ?? [], 'failed', 'unknown-recipient').recipients,
  ]
  await runs.record(delivery, { ...attempted([]), recipients })
  expect(await count('destination_pace')).toBe(0)
})

test('paused → not claimed and not ended; over → claimed, with a day to go', async () => {
  await enqueue(['a@one.test'])
  await owner.pool.query(
    "insert into paused_destination values ('one.test', now(), now() + interval '1 hour', 'x')",
  )
  await owner.pool.query("update delivery set expires_at = now() - interval '1 second'")
  expect(await runs.claim(1)).toMatchObject({ deliveries: [] })
  expect(await runs.expire(10)).toBe(0)
  await owner.pool.query("update paused_destination set until = now() - interval '1 second'")
  await runs.tidy()
  expect(await count('paused_destination')).toBe(0)
  expect((await claimOne()).destination).toBe('one.test')
})

test('refused by a late result, and delivered before → stays delivered, and nobody is told of a failure', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const first = await claimOne()
  await leaseIsOver()
  const second = await claimOne()
  const [a = []] = first.recipients.map((each) => [each])
  await runs.record(second, attempted(a))
  await runs.record(first, attempted(a, 'failed', 'permanent'))
  expect(
    await found('select recipient, settled_as, untold from delivery_recipient where settled_at is not null'),
  ).toEqual([{ recipient: 'a@one.test', settled_as: 'delivered', untold: false }])
})

test('the runner died → after the lease another one has it; what the first had delivered still counts', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const first = await claimOne()
  await leaseIsOver()
  const second = await claimOne()
  expect(second.claim).not.toBe(first.claim)
  expect(await runs.renew([first.claim, second.claim])).toEqual(new Set([second.claim]))
  const [a, b] = first.recipients.map((each) => [each])
  const late = [...attempted(a ?? []).recipients, ...attempted(b ?? [], 'deferred', 'greylisted').recipients]
  expect(await runs.record(first, { ...attempted([]), recipients: late })).toBe('lost')
  expect(await found('select claim, unanswered from delivery')).toEqual([
    { claim: second.claim, unanswered: 2 },
  ])
  expect(await found('select recipient from delivery_recipient where settled_at is null')).toEqual([
    { recipient: 'b@one.test' },
  ])
  expect(await runs.record(second, attempted(second.recipients))).toBe('done')
})

test('no runner lived until a message was too old → tried once before it is given up', async () => {
  const { queueId } = await enqueue(['a@one.test'])
  await owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '5 days', expires_at = now() - interval '1 hour'",
  )
  expect(await runs.expire(10)).toBe(0)
  const claimed = await claimOne()
  expect(claimed.queueId).toBe(queueId)
  await runs.record(claimed, attempted(claimed.recipients, 'deferred', 'mailbox-full'))
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  expect(await runs.expire(10)).toBe(1)
})

test('too old and due, at a destination in trouble → given up without a try: one delivery asks for all', async () => {
  await enqueue(['a@one.test'])
  const claimed = await claimOne()
  await enqueue(['b@one.test'])
  await runs.record(claimed, attempted(claimed.recipients, 'deferred', 'unreachable'))
  await owner.pool.query(
    "update delivery set next_attempt_at = now() - interval '5 days', expires_at = now() - interval '1 hour'",
  )
  expect(await runs.expire(10)).toBe(2)
})

test('a runner that dies with twenty at work, again and again → tried again eight at once, then one; one is held', async () => {
  for (let n = 0; n < 20; n += 1) await enqueue([`a@d${n}.test`])
  const dies = async () => {
    const { deliveries, poisoned } = await runs.claim(50)
    await leaseIsOver()
    return [deliveries.length, poisoned.length]
  }
  expect(await dies()).toEqual([20, 0])
  // Eight had died once before, and of those that died twice none is tried beside another.
  expect(await dies()).toEqual([8, 0])
  expect(await dies()).toEqual([9, 0])
  expect(await dies()).toEqual([5, 1])
  expect(await count("delivery where held_for = 'poison'")).toBe(1)
})

test('three claims without a result → held as poison; the others go on', async () => {
  const message = await enqueue(['a@one.test'])
  for (let n = 0; n < 3; n += 1) {
    await claimOne()
    await leaseIsOver()
  }
  await enqueue(['b@one.test'])
  const { deliveries, poisoned } = await runs.claim(10)
  expect(deliveries.map(({ recipients }) => recipients)).toEqual([['b@one.test']])
  expect(poisoned).toEqual([expect.objectContaining({ queueId: message.queueId, destination: 'one.test' })])
  expect(await found('select state, held_for from delivery where queue_id = $1', message.queueId)).toEqual([
    { state: 'held', held_for: 'poison' },
  ])
})

const poison = async () => {
  for (let n = 0; n < 3; n += 1) {
    await isDue()
    await claimOne()
    await leaseIsOver()
  }
  return await runs.claim(10)
}

test('held as poison → one alert for its sender, counted with the next message until somebody has seen it', async () => {
  await owner.pool.query('truncate alert')
  await enqueue(['a@one.test'])
  await poison()
  const { queueId } = await enqueue(['b@one.test'])
  await poison()
  const report = await enqueue(['c@one.test'], { reversePath: '' as ReversePath, origin: 'report' })
  await poison()
  const alerts =
    "select kind, subject, commune_id, facts, times from alert where kind = 'mail-poisoned' order by times desc"
  const common = { kind: 'mail-poisoned', commune_id: made.commune }
  expect(await found(alerts)).toEqual([
    { ...common, subject: 'mairie@mairie-saulieu.test', facts: { queueId }, times: 2 },
    { ...common, subject: report.queueId, facts: { queueId: report.queueId }, times: 1 },
  ])
})

test('held as poison until its time is over → expired and told like any other; nobody elsewhere is counted as silent', async () => {
  const { queueId } = await enqueue(['a@one.test'])
  await poison()
  await owner.pool.query('truncate trace, bounce_count')
  expect(await runs.expire(10)).toBe(0)
  await owner.pool.query("update delivery set expires_at = now() - interval '1 second'")
  expect(await runs.expire(10)).toBe(1)
  expect(await found('select state, held_for, unanswered from delivery')).toEqual([
    { state: 'done', held_for: null, unanswered: 3 },
  ])
  expect(await found('select settled_as, untold from delivery_recipient')).toEqual([
    { settled_as: 'expired', untold: true },
  ])
  expect(await found('select outcome, reason from trace where queue_id = $1', queueId)).toEqual([
    { outcome: 'returned', reason: 'given-up' },
  ])
  expect(await count('bounce_count')).toBe(0)
})

test('held by a person and older than five days → stays', async () => {
  await enqueue(['a@one.test'])
  await owner.pool.query(
    "update delivery set state = 'held', held_for = 'person', next_attempt_at = null, expires_at = now() - interval '1 second'",
  )
  expect(await runs.expire(10)).toBe(0)
})

test('held by a suspension that is over → held by somebody; by one that goes on → stays', async () => {
  await enqueue(['a@one.test'], { mailbox: made.mairie })
  await owner.pool.query("update delivery set state = 'held', held_for = 'stop', next_attempt_at = null")
  const heldFor = async () => (await found('select held_for from delivery')).map((row) => row.held_for)
  await owner.pool.query(
    `insert into sending_stop (mailbox_id, commune_id, reason, facts, began_at)
      select mailbox_id, commune_id, 'takeover', '{}', now() from queued_message`,
  )
  await runs.tidy()
  expect(await heldFor()).toEqual(['stop'])
  await owner.pool.query('update sending_stop set resumed_at = now(), tell_at = null')
  await runs.tidy()
  expect(await heldFor()).toEqual(['person'])
})

test('three runners die while they try one destination of a message → the other destination is not held', async () => {
  await enqueue(['a@one.test', 'b@two.test'])
  await owner.pool.query(
    "update delivery set next_attempt_at = now() + interval '1 hour' where destination = 'two.test'",
  )
  for (let n = 0; n < 3; n += 1) {
    await claimOne()
    await leaseIsOver()
  }
  await owner.pool.query("update delivery set next_attempt_at = now() where destination = 'two.test'")
  const { deliveries, poisoned } = await runs.claim(10)
  expect(poisoned).toMatchObject([{ destination: 'one.test' }])
  expect(deliveries).toMatchObject([{ destination: 'two.test', recipients: ['b@two.test'] }])
  expect(await found('select destination, state, unanswered from delivery order by 1')).toEqual([
    { destination: 'one.test', state: 'held', unanswered: 3 },
    { destination: 'two.test', state: 'waiting', unanswered: 1 },
  ])
})

test('two claims without a result, then one with → starts from none', async () => {
  await enqueue(['a@one.test'])
  await claimOne()
  await leaseIsOver()
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
  expect(await found('select unanswered from delivery')).toEqual([{ unanswered: 0 }])
})

test('excused → free when the lease is over, and not counted', async () => {
  await enqueue(['a@one.test'])
  await runs.excuse([(await claimOne()).claim])
  expect(await runs.claim(1)).toMatchObject({ deliveries: [] })
  await leaseIsOver()
  await claimOne()
  expect(await found('select unanswered from delivery')).toEqual([{ unanswered: 1 }])
})

test('older than five days → ends as expired and must be told at once; a report of ours just goes', async () => {
  await enqueue(['a@one.test'])
  const report = await enqueue(['b@one.test'], { reversePath: '' as ReversePath, origin: 'report' })
  await owner.pool.query("update delivery set expires_at = now() - interval '1 second'")
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  expect(await runs.expire(10)).toBe(2)
  expect(await runs.content(report.queueId)).toBeNull()
  expect(await found('select settled_as, untold from delivery_recipient')).toEqual([
    { settled_as: 'expired', untold: true },
  ])
  expect(await found('select tell_at <= now() as now from queued_message')).toEqual([{ now: true }])
})

test('NOTIFY=NEVER and refused → nobody is told, the message goes', async () => {
  await enqueue(['a@one.test'], { recipients: [queuedRecipient('a@one.test', { notify: [] })] })
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, 'failed', 'permanent'))
  expect(await count('queued_message')).toBe(0)
})

test('from the null path and refused → nobody is told, the message goes', async () => {
  await enqueue(['a@one.test'], { reversePath: '' as ReversePath })
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, 'failed', 'permanent'))
  expect(await count('queued_message')).toBe(0)
})

test('the message was deleted while it was tried → said so', async () => {
  await enqueue(['a@one.test'])
  const delivery = await claimOne()
  await owner.pool.query('delete from queued_message')
  expect(await runs.record(delivery, attempted(delivery.recipients))).toBe('gone')
})

test('a reply with NUL, half a surrogate pair and lines, an address with a zone → written down', async () => {
  await enqueue(['a@one.test'])
  const delivery = await claimOne()
  const [recipient] = delivery.recipients
  if (recipient === undefined) throw new Error('nobody')
  const reply = `450 4.2.0 a\0b\ud800\r\n450 c`
  await runs.record(delivery, {
    ...attempted([]),
    address: 'fe80::1%eth0',
    recipients: [{ recipient, outcome: 'deferred', kind: 'greylisted', reply }],
  })
  expect(await found('select reply, host(address) as address from delivery_attempt')).toEqual([
    { reply: '450 4.2.0 a b 450 c', address: 'fe80::1' },
  ])
})

test.each([-3_650, 3_650])('the clock of the runner is %d days away → nothing changes', async (days) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + days * 86_400_000 })
  await enqueue(['a@one.test'])
  const delivery = await claimOne()
  expect(await runs.claim(10)).toMatchObject({ deliveries: [] })
  expect(await runs.expire(10)).toBe(0)
  expect(await runs.renew([delivery.claim])).toEqual(new Set([delivery.claim]))
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
  expect(await secondsToNext()).toBeGreaterThan(53)
  expect(await secondsToNext()).toBeLessThan(67)
  expect(
    await found(
      "select abs(extract(epoch from now() - updated_at)) < 60 as now, expires_at > now() + interval '4 days' as later from delivery",
    ),
  ).toEqual([{ now: true, later: true }])
})
