import { beforeEach, expect, test } from 'vitest'
import type { ReversePath } from '#core/email-address.ts'
import { mailQueueStore } from '#db/stores/mail-queue.ts'
import { queueReportsStore, type UntoldMessage } from '#db/stores/queue-reports.ts'
import { queueRunsStore } from '#db/stores/queue-runs.ts'
import { attempted, queued, queuedRecipient } from '#test/support/queued.ts'
import { saulieuDatabase } from '#test/support/saulieu-database.ts'

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
