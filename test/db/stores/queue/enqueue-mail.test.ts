import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { localDestination } from '#core/queue/queued-mail.ts'
import { listen } from '#db/listen.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { queued, queuedRecipient } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const queue = mailQueueStore(gateway)

const found = async (text: string, ...values: unknown[]) => (await owner.pool.query(text, values)).rows

test('a message to three recipients of two domains → one content, two deliveries that are due, three recipients', async () => {
  const content = Buffer.from([0, 255, 13, 10])
  const message = queued(made.commune, ['a@one.test', 'b@one.test', 'c@two.test'], {
    content,
    mailbox: made.mairie,
    envelopeId: 'x+3D',
    returns: 'full',
    smtputf8: true,
  })
  await queue.enqueue(message)
  expect(await found('select * from queued_message where queue_id = $1', message.queueId)).toMatchObject([
    {
      commune_id: made.commune,
      mailbox_id: made.mairie,
      origin: 'submission',
      reverse_path: message.reversePath,
      content,
      size: 4,
      smtputf8: true,
      returns: 'full',
      envelope_id: 'x+3D',
      tell_at: null,
    },
  ])
  expect(
    await found(
      `select destination, state, held_for, next_attempt_at <= now() as due, expires_at - created_at = interval '5 days' as days
      from delivery where queue_id = $1 order by destination`,
      message.queueId,
    ),
  ).toEqual([
    { destination: 'one.test', state: 'waiting', held_for: null, due: true, days: true },
    { destination: 'two.test', state: 'waiting', held_for: null, due: true, days: true },
  ])
  expect(
    await found(
      'select recipient, destination, notify from delivery_recipient where queue_id = $1 order by 1',
      message.queueId,
    ),
  ).toEqual([
    { recipient: 'a@one.test', destination: 'one.test', notify: ['failure', 'delay'] },
    { recipient: 'b@one.test', destination: 'one.test', notify: ['failure', 'delay'] },
    { recipient: 'c@two.test', destination: 'two.test', notify: ['failure', 'delay'] },
  ])
})

test('held for approval → held, never due', async () => {
  const message = queued(made.commune, ['a@one.test'], { held: true })
  await queue.enqueue(message)
  expect(
    await found('select state, held_for, next_attempt_at from delivery where queue_id = $1', message.queueId),
  ).toEqual([{ state: 'held', held_for: 'approval', next_attempt_at: null }])
})

test('a recipient named twice → one; NOTIFY=NEVER and ORCPT → kept', async () => {
  const twice = queuedRecipient('a@one.test', { notify: [], originalRecipient: 'rfc822;a+2B@one.test' })
  const message = queued(made.commune, ['a@one.test'], { recipients: [twice, twice] })
  await queue.enqueue(message)
  expect(
    await found(
      'select notify, original_recipient from delivery_recipient where queue_id = $1',
      message.queueId,
    ),
  ).toEqual([{ notify: [], original_recipient: 'rfc822;a+2B@one.test' }])
})

test('10,000 recipients in 3,000 domains → all of them, by one statement', async () => {
  const [first, ...others] = Array.from({ length: 10_000 }, (_, n) => `r${n}@d${n % 3000}.test`)
  const message = queued(made.commune, [first ?? '', ...others])
  await queue.enqueue(message)
  expect(
    await found(
      `select (select count(*)::int from delivery where queue_id = $1) as deliveries,
        (select count(*)::int from delivery_recipient where queue_id = $1) as recipients`,
      message.queueId,
    ),
  ).toEqual([{ deliveries: 3000, recipients: 10_000 }])
})

test('the same id again, or a tenant that is not there → rejects, and nothing of it stays', async () => {
  const message = queued(made.commune, ['a@one.test'])
  await queue.enqueue(message)
  await expect(queue.enqueue({ ...message, content: Buffer.from('other') })).rejects.toThrow('duplicate key')
  const stranger = queued(made.commune, ['a@one.test'], { commune: made.personal as never })
  await expect(queue.enqueue(stranger)).rejects.toThrow('queued_message_commune_id_commune_id_fk')
  expect(await found('select from delivery where queue_id = $1', stranger.queueId)).toEqual([])
})

/** Runners are told of what earlier tests enqueued up to 25 ms later (db/wake-runners.ts). */
const earlierTold = () => pause(100)

test('whoever listens → hears of a message that is due, not of a held one', async () => {
  let heard = 0
  let connected = false
  await earlierTold()
  await using _hearing = listen(worker, {
    channel: 'queue',
    heard: () => {
      heard += 1
    },
    connected: () => {
      connected = true
    },
  })
  await eventually('the listener', () => connected || null)
  await queue.enqueue(queued(made.commune, ['a@one.test'], { held: true }))
  await queue.enqueue(queued(made.commune, ['a@one.test']))
  await eventually('the notification', () => heard > 0 || null)
  expect(heard).toBe(1)
})

test('several messages at once → all of them, or none', async () => {
  const ids = async () =>
    (await found('select queue_id from queued_message order by 1')).map((row) => row.queue_id)
  const before = await ids()
  const [one, other] = [queued(made.commune, ['a@one.test']), queued(made.commune, ['b@two.test'])]
  await expect(queue.enqueue(one, one)).rejects.toThrow()
  expect(await ids()).toEqual(before)
  await queue.enqueue(one, other)
  expect(await ids()).toEqual([...before, one.queueId, other.queueId].toSorted())
  await queue.enqueue()
})

test.each([
  ['elsewhere', ['a@one.test'], 'remote'],
  ['our own mailboxes', ['a@ours.test'], 'local'],
  ['both', ['a@one.test', 'a@ours.test'], ''],
] as const)('mail for %s → only those who take it are woken', async (_where, to, lane) => {
  const said: string[] = []
  let connected = false
  await earlierTold()
  await using _hearing = listen(worker, {
    channel: 'queue',
    heard: (payload) => void said.push(payload),
    connected: () => {
      connected = true
    },
  })
  await eventually('the listener', () => connected || null)
  const [first, ...others] = to.map((address) =>
    queuedRecipient(address, address.endsWith('@ours.test') ? { destination: localDestination } : {}),
  )
  if (first === undefined) throw new Error('nobody')
  // Of its own, because one store tells of all that came within a moment together.
  await mailQueueStore(gateway).enqueue(
    queued(made.commune, ['a@one.test'], { recipients: [first, ...others] }),
  )
  await eventually('the notification', () => said.length > 0 || null)
  expect(said).toEqual([lane])
})
