import { beforeEach, expect, test, vi } from 'vitest'
import type { ReversePath } from '#core/address/email-address.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queueReportsStore, type UntoldMessage } from '#db/stores/queue/queue-reports.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { attempted, queued, queuedRecipient } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const runs = queueRunsStore(worker, { perDestination: 5, leaseSeconds: 60 })
const reports = queueReportsStore(worker)

beforeEach(() =>
  owner.pool.query('truncate queued_message, destination_pace, paused_destination, leak_hold cascade'),
)

const found = async (text: string) => (await owner.pool.query(text)).rows
const report = () =>
  queued(made.commune, ['mairie@mairie-saulieu.test'], { origin: 'report', reversePath: '' as ReversePath })
const recipientsOf = (all: readonly string[]) => {
  const [first, ...others] = all.map((each) => queuedRecipient(each))
  if (first === undefined) throw new Error('nobody is written to')
  return [first, ...others] as const
}
const writing = () => {
  const told: UntoldMessage[] = []
  return {
    told,
    write: (untold: UntoldMessage) => {
      told.push(untold)
      return Promise.resolve([report()])
    },
  }
}
const settleAll = async (outcome: 'delivered' | 'failed') => {
  for (const delivery of (await runs.claim(10)).deliveries)
    await runs.record(
      delivery,
      attempted(delivery.recipients, outcome, outcome === 'failed' ? 'unknown-recipient' : 'accepted'),
    )
}

test('nothing to tell → false', async () => {
  await queue.enqueue(queued(made.commune, ['a@one.test']))
  expect(await reports.tellEnds(writing().write)).toBe(false)
  expect(await reports.tellDelays(writing().write)).toBe(false)
})

test('refused at two destinations → one report of both, put into the queue, and the message goes', async () => {
  const message = queued(made.commune, ['a@one.test', 'b@two.test'], {
    ...{ returns: 'full', envelopeId: 'x', origin: 'forward' },
  })
  await queue.enqueue(message)
  await settleAll('failed')
  const { told, write } = writing()
  expect(await reports.tellEnds(write)).toBe(true)
  const refused = {
    became: 'failed',
    kind: 'unknown-recipient',
    reply: 'unknown-recipient 2.0.0',
    host: 'mx.one.test',
  }
  expect(told).toMatchObject([
    {
      ...{ queueId: message.queueId, commune: made.commune, returns: 'full', envelopeId: 'x' },
      origin: 'forward',
      ...{ content: message.content, reversePath: message.reversePath },
      recipients: [
        { address: 'a@one.test', ...refused },
        { address: 'b@two.test', ...refused },
      ],
    },
  ])
  expect(await found('select origin from queued_message')).toEqual([{ origin: 'report' }])
  expect(await reports.tellEnds(write)).toBe(false)
})

test('one refused while another waits → told after a while; the message stays, and is not told again', async () => {
  await queue.enqueue(queued(made.commune, ['a@one.test', 'b@two.test']))
  const [one, two] = (await runs.claim(2)).deliveries
  if (one === undefined || two === undefined) throw new Error('two were due')
  await runs.record(one, attempted(one.recipients, 'failed', 'permanent'))
  await runs.record(two, attempted(two.recipients, 'deferred', 'greylisted'))
  const { told, write } = writing()
  expect(await reports.tellEnds(write)).toBe(false)
  await owner.pool.query('update queued_message set tell_at = now()')
  expect(await reports.tellEnds(write)).toBe(true)
  expect(await reports.tellEnds(write)).toBe(false)
  expect(told).toHaveLength(1)
  expect(await found("select tell_at from queued_message where origin = 'submission'")).toEqual([
    { tell_at: null },
  ])
})

test('a report that cannot be written → rejects, and the next message is told meanwhile', async () => {
  await queue.enqueue(queued(made.commune, ['a@one.test']))
  await settleAll('failed')
  await expect(reports.tellEnds(() => Promise.reject(new Error('no words')))).rejects.toThrow('no words')
  await queue.enqueue(queued(made.commune, ['b@one.test']))
  await settleAll('failed')
  const { told, write } = writing()
  expect(await reports.tellEnds(write)).toBe(true)
  expect(await reports.tellEnds(write)).toBe(false)
  expect(told).toMatchObject([{ recipients: [{ address: 'b@one.test' }] }])
  expect(await found('select untold from delivery_recipient where untold')).toHaveLength(1)
})

test('a thousand and one refused → a report of a thousand, and at once one of the last', async () => {
  const all = Array.from({ length: 1_001 }, (_, at) => `a${String(at).padStart(4, '0')}@one.test`)
  await queue.enqueue(queued(made.commune, ['x@one.test'], { recipients: recipientsOf(all) }))
  await owner.pool.query(`
    update delivery_recipient set settled_at = now(), settled_as = 'failed', untold = true;
    update queued_message set tell_at = now()`)
  const { told, write } = writing()
  expect([await reports.tellEnds(write), await reports.tellEnds(write)]).toEqual([true, true])
  expect(await reports.tellEnds(write)).toBe(false)
  expect(told.map(({ recipients }) => recipients.length)).toEqual([1_000, 1])
  expect(told[1]?.recipients[0].address).toBe('a1000@one.test')
})

test('a thousand and one that wait for four hours → told once, with a thousand of them', async () => {
  const all = Array.from({ length: 1_001 }, (_, at) => `a${at}@one.test`)
  await queue.enqueue(queued(made.commune, ['x@one.test'], { recipients: recipientsOf(all) }))
  await owner.pool.query("update queued_message set created_at = now() - interval '4 hours'")
  const { told, write } = writing()
  expect([await reports.tellDelays(write), await reports.tellDelays(write)]).toEqual([true, false])
  expect(told.map(({ recipients }) => recipients.length)).toEqual([1_000])
})

test('thirty messages that wait for four hours → all told, oldest first, after one look through the queue', async () => {
  for (let at = 0; at < 30; at += 1) await queue.enqueue(queued(made.commune, [`a${at}@one.test`]))
  await owner.pool.query("update queued_message set created_at = created_at - interval '4 hours'")
  const { told, write } = writing()
  const asked = vi.spyOn(worker.pool, 'query')
  for (let at = 0; at < 30; at += 1) expect(await reports.tellDelays(write)).toBe(true)
  expect(asked.mock.calls.filter(([text]) => String(text).includes('order by m.created_at'))).toHaveLength(1)
  asked.mockRestore()
  expect(await reports.tellDelays(write)).toBe(false)
  expect(told.map(({ recipients: [first] }) => first.address)).toEqual(told.map((_, at) => `a${at}@one.test`))
  expect(told).toHaveLength(30)
})

test('NOTIFY=SUCCESS and delivered → told', async () => {
  const recipients = [
    queuedRecipient('a@one.test', { notify: ['success'], originalRecipient: 'rfc822;A@one.test' }),
  ] as const
  await queue.enqueue(queued(made.commune, ['a@one.test'], { recipients }))
  await settleAll('delivered')
  const { told, write } = writing()
  expect(await reports.tellEnds(write)).toBe(true)
  expect(told).toMatchObject([
    { recipients: [{ became: 'delivered', originalRecipient: 'rfc822;A@one.test' }] },
  ])
})

test('waiting for four hours → told once; held, settled or not asked for → not', async () => {
  const silent = queuedRecipient('c@three.test', { notify: ['failure'] })
  const [a, b] = [queuedRecipient('a@one.test'), queuedRecipient('b@two.test')]
  await queue.enqueue(queued(made.commune, ['a@one.test'], { recipients: [a, b, silent] }))
  await owner.pool.query(`
    update queued_message set created_at = now() - interval '4 hours';
    update delivery set state = 'held', held_for = 'person', next_attempt_at = null where destination = 'two.test'`)
  const { told, write } = writing()
  expect(await reports.tellDelays(write)).toBe(true)
  expect(await reports.tellDelays(write)).toBe(false)
  expect(told).toMatchObject([{ recipients: [{ address: 'a@one.test', became: 'delayed', kind: null }] }])
  expect(told[0]?.recipients).toHaveLength(1)
})

/** As the third runner that died leaves it. */
const poison = (destination: string) =>
  owner.pool.query(
    `update delivery set state = 'held', held_for = 'poison', next_attempt_at = null, unanswered = 3, delay_told_at = null
     where destination = $1`,
    [destination],
  )

test('held as poison → told at once, once; what waits beside it is not', async () => {
  const silent = queuedRecipient('b@one.test', { notify: ['failure'] })
  const recipients = [queuedRecipient('a@one.test'), silent, queuedRecipient('c@two.test')] as const
  await queue.enqueue(queued(made.commune, ['a@one.test'], { recipients }))
  await poison('one.test')
  const { told, write } = writing()
  expect(await reports.tellDelays(write)).toBe(true)
  expect(await reports.tellDelays(write)).toBe(false)
  expect(told.map((each) => each.recipients)).toMatchObject([
    [{ address: 'a@one.test', became: 'delayed', setAside: true }],
  ])
  await owner.pool.query("update queued_message set created_at = now() - interval '4 hours'")
  expect(await reports.tellDelays(write)).toBe(true)
  expect(told[1]?.recipients).toMatchObject([{ address: 'c@two.test', became: 'delayed', setAside: false }])
})

test('told that it takes longer, then ended its runner three times → told of that too', async () => {
  await queue.enqueue(queued(made.commune, ['a@one.test']))
  await owner.pool.query("update queued_message set created_at = now() - interval '4 hours'")
  const { told, write } = writing()
  await reports.tellDelays(write)
  await owner.pool.query("update delivery set unanswered = 3 where destination = 'one.test'")
  expect(await runs.claim(10)).toMatchObject({ poisoned: [{ destination: 'one.test' }] })
  expect(await reports.tellDelays(write)).toBe(true)
  expect(told.map(({ recipients: [first] }) => first.setAside)).toEqual([false, true])
})

test('held as poison until its time was over → the end says that nobody elsewhere is to blame', async () => {
  await queue.enqueue(queued(made.commune, ['a@one.test', 'b@two.test']))
  await poison('one.test')
  await owner.pool.query(
    "update delivery set expires_at = now() - interval '1 second', next_attempt_at = case when state = 'waiting' then now() end",
  )
  expect(await runs.expire(10)).toBe(2)
  const { told, write } = writing()
  expect(await reports.tellEnds(write)).toBe(true)
  expect(told).toMatchObject([
    {
      recipients: [
        { address: 'a@one.test', became: 'expired', setAside: true },
        { address: 'b@two.test', became: 'expired', setAside: false },
      ],
    },
  ])
})

test.each<[string, string, Partial<UntoldMessage['recipients'][0]>]>([
  ['nothing keeps it', 'select', { untried: 'turn', paused: false, kind: null }],
  [
    'its destination is paused',
    "insert into paused_destination (destination, reason) values ('one.test', 'x')",
    { untried: 'paused', paused: true, kind: null },
  ],
  [
    'its destination was paused until now',
    "insert into paused_destination (destination, reason, until) values ('one.test', 'x', now())",
    { untried: 'turn', paused: false },
  ],
  [
    'its destination is in trouble',
    `insert into destination_pace (destination, at_once, troubles, last_kind, last_reply)
      values ('one.test', 1, 3, 'dns-unavailable', '451 of another')`,
    { untried: 'trouble', kind: 'dns-unavailable', reply: '' },
  ],
  [
    'somebody had to agree first',
    `insert into leak_hold (queue_id, commune_id, findings, cause, recipients, recipient_count, became, decided_at)
      select queue_id, commune_id, '{}', 'iban', '{}', 1, 'released', now() from queued_message`,
    { untried: 'approval', kind: null },
  ],
  [
    'it was tried',
    "update delivery_recipient set last_kind = 'greylisted', last_reply = '450 later'",
    { untried: null, kind: 'greylisted', reply: '450 later' },
  ],
])('waiting for four hours, and %s → why it was not tried', async (_, given, expected) => {
  await queue.enqueue(queued(made.commune, ['a@one.test']))
  await owner.pool.query("update queued_message set created_at = now() - interval '4 hours'")
  await owner.pool.query(given)
  const { told, write } = writing()
  expect(await reports.tellDelays(write)).toBe(true)
  expect(told).toMatchObject([{ recipients: [expected] }])
})
