import { beforeEach, expect, test } from 'vitest'
import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { type Destination, localDestination, type NewQueuedMessage } from '#core/queue/queued-mail.ts'
import type { RecipientAnswer, ReplyKind } from '#core/smtp/delivery-attempt.ts'
import { suppressedAddressStore } from '#db/stores/deliverability/suppressed-addresses.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import type { ClaimedDelivery } from '#db/stores/queue/queue-claim.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { address } from '#test/support/database/commune.ts'
import { attempted, queued, queuedRecipient } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)
const bounds = { perDestination: 20, leaseSeconds: 60 }
const runs = queueRunsStore(worker, bounds)
const suppressed = suppressedAddressStore(gateway)

beforeEach(() =>
  owner.pool.query('truncate queued_message, destination_pace, bounce_count, suppressed_address cascade'),
)

const enqueue = async (to: readonly [string, ...string[]], given: Partial<NewQueuedMessage> = {}) =>
  await queue.enqueue(queued(made.commune, to, given))
const claimOne = async (): Promise<ClaimedDelivery> => {
  const [delivery] = (await runs.claim(1)).deliveries
  if (delivery === undefined) throw new Error('nothing was due')
  return delivery
}
const answers = (recipients: readonly EmailAddress[], outcome: RecipientAnswer['outcome'], kind: ReplyKind) =>
  attempted(recipients, outcome, kind).recipients
const settle = async (outcome: RecipientAnswer['outcome'], kind: ReplyKind) => {
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, outcome, kind))
}
const counted = async () =>
  (
    await owner.pool.query(
      'select commune_id, domain, destination, kind, count from bounce_count order by destination, kind',
    )
  ).rows
const row = (destination: string, kind: ReplyKind, count: number) => ({
  ...{ commune_id: made.commune, domain: 'mairie-saulieu.test', destination, kind, count },
})

test('refused for several reasons, twice → counted by domain, destination and reason, on the day of today', async () => {
  for (let times = 0; times < 2; times += 1) {
    await enqueue(['a@one.test', 'b@one.test', 'c@one.test', 'd@one.test'])
    const delivery = await claimOne()
    const [a, b, c, d] = delivery.recipients.map((each) => [each])
    await runs.record(delivery, {
      ...attempted([]),
      recipients: [
        ...answers(a ?? [], 'failed', 'unknown-recipient'),
        ...answers(b ?? [], 'failed', 'unknown-recipient'),
        ...answers(c ?? [], 'failed', 'policy'),
        ...answers(d ?? [], 'delivered', 'accepted'),
      ],
    })
  }
  expect(await counted()).toEqual([row('one.test', 'policy', 2), row('one.test', 'unknown-recipient', 4)])
  const { rows } = await owner.pool.query(
    "select distinct day = (now() at time zone 'Europe/Paris')::date as today from bounce_count",
  )
  expect(rows).toEqual([{ today: true }])
})

test('delivered, deferred, or a report that nobody takes → nothing is counted', async () => {
  await enqueue(['a@one.test'])
  await settle('delivered', 'accepted')
  await enqueue(['a@two.test'])
  await settle('deferred', 'greylisted')
  await enqueue(['a@three.test'], { reversePath: '', origin: 'report' })
  await settle('failed', 'policy')
  expect(await counted()).toEqual([])
})

test('given up after days → counted with the last reason; never tried, as unreachable', async () => {
  await enqueue(['a@one.test', 'a@two.test'])
  const delivery = await claimOne()
  await runs.record(delivery, attempted(delivery.recipients, 'deferred', 'greylisted'))
  await owner.pool.query("update delivery set expires_at = now() - interval '1 second'")
  expect(await runs.expire(10)).toBe(2)
  expect(await counted()).toEqual(
    [row(delivery.destination, 'greylisted', 1), row(otherThan(delivery.destination), 'unreachable', 1)].sort(
      (one, other) => one.destination.localeCompare(other.destination),
    ),
  )
})
const otherThan = (destination: Destination): string => (destination === 'one.test' ? 'two.test' : 'one.test')

test('a sender with capitals in the domain of a forward → counted under the domain as it is written in the DNS', async () => {
  await enqueue(['a@one.test'], { reversePath: 'SRS0=x=y=away.test=b@Mairie-Saulieu.test' as ReversePath })
  await settle('failed', 'policy')
  expect(await counted()).toEqual([row('one.test', 'policy', 1)])
})

test('the same result written twice → counted once', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const delivery = await claimOne()
  const [a] = delivery.recipients
  const attempt = attempted(a === undefined ? [] : [a], 'failed', 'policy')
  await runs.record(delivery, attempt)
  await runs.record(delivery, attempt)
  expect(await counted()).toEqual([row('one.test', 'policy', 1)])
})

test('forty refusals of four destinations, written by two runners at once → all counted', async () => {
  for (let times = 0; times < 10; times += 1)
    await enqueue(['a@one.test', 'a@two.test', 'a@three.test', 'a@four.test'])
  await using other = postgresql.open('vm_worker')
  const second = queueRunsStore(other, bounds)
  const { deliveries } = await runs.claim(100)
  await Promise.all(
    deliveries.map((each, index) =>
      (index % 2 === 0 ? runs : second).record(each, attempted(each.recipients, 'failed', 'policy')),
    ),
  )
  expect(await counted()).toEqual(
    ['four.test', 'one.test', 'three.test', 'two.test'].map((destination) => row(destination, 'policy', 10)),
  )
})

test('an address that its server does not know → suppressed for thirty days, however it is written', async () => {
  await enqueue(['Marie.Colin@one.test'])
  await settle('failed', 'unknown-recipient')
  expect(await suppressed.has(address('marie.colin@one.test'))).toBe(true)
  expect(await suppressed.has(address('MARIE.COLIN@one.test'))).toBe(true)
  expect(await suppressed.has(address('marie@one.test'))).toBe(false)
  const { rows } = await owner.pool.query(
    "select address, kind, reply, until - since = interval '30 days' as month from suppressed_address",
  )
  expect(rows).toEqual([
    {
      ...{ address: 'marie.colin@one.test', kind: 'unknown-recipient' },
      ...{ reply: 'unknown-recipient 2.0.0', month: true },
    },
  ])
})

test('the thirty days are over → written to again; refused once more → suppressed from then on', async () => {
  await enqueue(['a@one.test'])
  await settle('failed', 'unknown-recipient')
  await owner.pool.query(
    "update suppressed_address set since = now() - interval '31 days', until = now() - interval '1 day'",
  )
  expect(await suppressed.has(address('a@one.test'))).toBe(false)
  await enqueue(['a@one.test'])
  await settle('failed', 'unknown-recipient')
  expect(await suppressed.has(address('a@one.test'))).toBe(true)
})

test.each([
  ['deferred', 'unknown-recipient'],
  ['failed', 'mailbox-full'],
  ['failed', 'policy'],
] as const)('%s, %s → not suppressed', async (outcome, kind) => {
  await enqueue(['a@one.test'])
  await settle(outcome, kind)
  expect(await suppressed.has(address('a@one.test'))).toBe(false)
})

test('refused as unknown, but not at RCPT → counted as such, and not suppressed', async () => {
  await enqueue(['a@one.test', 'b@one.test'])
  const delivery = await claimOne()
  const recipients = answers(delivery.recipients, 'failed', 'unknown-recipient').map((answer) =>
    answer.recipient === 'a@one.test' ? { ...answer, sparesAddress: true as const } : answer,
  )
  await runs.record(delivery, { ...attempted([]), recipients })
  expect(await suppressed.has(address('a@one.test'))).toBe(false)
  expect(await suppressed.has(address('b@one.test'))).toBe(true)
  expect(await counted()).toEqual([row('one.test', 'unknown-recipient', 2)])
})

test('a mailbox of ours that does not exist → not suppressed: the directory says so at once', async () => {
  const to = 'nobody@mairie-saulieu.test'
  await enqueue([to], { recipients: [queuedRecipient(to, { destination: localDestination })] })
  await settle('failed', 'unknown-recipient')
  expect(await suppressed.has(address(to))).toBe(false)
  expect(await counted()).toEqual([row('local', 'unknown-recipient', 1)])
})
