import { beforeEach, expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldChoice, ReleaseWishes } from '#core/held/held-mail.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { Reason } from '#core/trace/outcome.ts'
import { heldDecisionsStore } from '#db/stores/held/held-decisions.ts'
import { heldMailStore } from '#db/stores/held/held-mail.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { waitingMailStore } from '#db/stores/held/retry-claims.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
beforeEach(() => owner.pool.query('truncate kept_message, sender_rule cascade'))

const content = Buffer.from('Subject: conseil\r\n\r\nOrdre du jour\r\n')
const plainly: ReleaseWishes = { allowSender: false, evenDenied: false, learn: false, evenVirus: false }
const far = () => new Date(Date.now() + 1e9)

interface Holding {
  readonly recipients?: readonly EmailAddress[]
  readonly reason?: Reason
  readonly author?: string
}

async function hold({
  recipients = [claire],
  reason = 'attachment',
  author = 'jean@fournisseur.test',
}: Holding = {}): Promise<QueueId> {
  const queueId = newQueueId(Date.now())
  await keptMailStore(gateway).keep([
    {
      ...{ queueId, reversePath: '', author, content: async () => content },
      recipients: recipients.map((recipient) => ({
        ...{ recipient, commune: made.commune, lastReply: '' },
        mailbox: recipient === claire ? made.personal : made.mairie,
        why: { kind: 'held', reason },
      })),
    },
  ])
  return queueId
}

const choice = (queueId: QueueId, more: Partial<HeldChoice> = {}): HeldChoice => ({
  ...{ queueId, commune: null, recipients: null },
  ...more,
})
const release = (which: HeldChoice, wishes: Partial<ReleaseWishes> = {}) =>
  heldDecisionsStore(worker).release(which, { ...plainly, ...wishes })
const remove = (which: HeldChoice) => heldDecisionsStore(worker).delete(which)
const list = (filter: Partial<Parameters<ReturnType<typeof heldMailStore>['list']>[0]> = {}) =>
  heldMailStore(worker).list({ commune: null, recipient: null, since: null, most: 100, ...filter })
const contents = async () => (await owner.pool.query('select from kept_message')).rowCount

test('two recipients → two lines that say who wrote, why and since when', async () => {
  const queueId = await hold({ recipients: [claire, mairie] })
  const rows = await list()
  expect(rows.map(({ recipient }) => recipient)).toEqual([claire, mairie])
  expect(rows[0]).toMatchObject({
    ...{ queueId, communeName: 'Saulieu', author: 'jean@fournisseur.test' },
    ...{ reason: 'attachment', bytes: content.length },
  })
})

test('a commune, a recipient, a moment → only what is theirs', async () => {
  await hold({ recipients: [claire, mairie] })
  expect(await list({ commune: made.commune })).toHaveLength(2)
  expect(await list({ commune: made.department })).toEqual([])
  expect(await list({ recipient: mairie })).toHaveLength(1)
  expect(await list({ since: far() })).toEqual([])
})

test('the head of a held message → its first octets; for another commune → nothing', async () => {
  const queueId = await hold()
  expect(String(await heldMailStore(worker).head(choice(queueId)))).toContain('Subject: conseil')
  expect(await heldMailStore(worker).head(choice(queueId, { commune: made.department }))).toBeNull()
  expect(await heldMailStore(worker).find(choice(queueId))).toHaveLength(1)
})

test('released for one of two → due now for that one, held for the other', async () => {
  const queueId = await hold({ recipients: [claire, mairie] })
  expect(await release(choice(queueId, { recipients: [claire] }))).toEqual({
    recipients: [claire],
    allowed: null,
  })
  const claimed = await waitingMailStore(worker).claim(far(), 60)
  expect(claimed?.recipients).toEqual([
    {
      ...{ recipient: claire, mailboxAddress: claire, commune: made.commune },
      ...{ attempts: 0, released: true, teachesHam: false },
    },
  ])
  expect((await list()).map(({ recipient }) => recipient)).toEqual([mairie])
})

test('ten people release at once → one of them does, and the message is due once', async () => {
  const queueId = await hold()
  const answers = await Promise.all(Array.from({ length: 10 }, () => release(choice(queueId))))
  expect(answers.flatMap(({ recipients }) => recipients)).toEqual([claire])
  expect((await waitingMailStore(worker).claim(far(), 60))?.recipients).toHaveLength(1)
  expect(await waitingMailStore(worker).claim(new Date(Date.now() + 1e9), 60)).toBeNull()
})

test('released and deleted at once → one of the two, never both', async () => {
  for (let round = 0; round < 10; round += 1) {
    const queueId = await hold()
    const [released, deleted] = await Promise.all([release(choice(queueId)), remove(choice(queueId))])
    expect([...released.recipients, ...deleted]).toEqual([claire])
    expect(await contents()).toBe(released.recipients.length)
    await owner.pool.query('truncate kept_message cascade')
  }
})

test('another commune decides → nothing happens', async () => {
  const queueId = await hold()
  const theirs = choice(queueId, { commune: made.department })
  expect((await release(theirs)).recipients).toEqual([])
  expect(await remove(theirs)).toEqual([])
  expect(await list()).toHaveLength(1)
})

test('a virus → released only by who says so', async () => {
  const queueId = await hold({ reason: 'virus' })
  expect((await release(choice(queueId))).recipients).toEqual([])
  expect((await release(choice(queueId), { evenVirus: true })).recipients).toEqual([claire])
})

const rules = async () =>
  (await owner.pool.query('select commune_id, kind, value, effect from sender_rule')).rows

test('released with allowance → a rule of the commune for the author, where one says no only by who may', async () => {
  const first = await hold()
  const rule = { commune_id: made.commune, kind: 'address', value: 'jean@fournisseur.test', effect: 'allow' }
  expect((await release(choice(first), { allowSender: true })).allowed).toBe('jean@fournisseur.test')
  expect(await rules()).toEqual([rule])
  expect((await release(choice(await hold()), { allowSender: true })).allowed).toBe('jean@fournisseur.test')
  await owner.pool.query("update sender_rule set effect = 'deny'")
  expect(await release(choice(await hold()), { allowSender: true })).toEqual({
    ...{ recipients: [claire], allowed: null },
  })
  expect(await rules()).toEqual([{ ...rule, effect: 'deny' }])
  await release(choice(await hold()), { allowSender: true, evenDenied: true })
  expect(await rules()).toEqual([rule])
})

test.each(['@x.test', 'x@', 'x@localhost', '"a b"@x.test', 'x@y@x.test'])(
  'released with allowance for the author %s, whom no rule can name → released, no rule',
  async (author) => {
    expect(await release(choice(await hold({ author })), { allowSender: true })).toEqual({
      ...{ recipients: [claire], allowed: null },
    })
    expect(await rules()).toEqual([])
  },
)

test('released with allowance for an author in Unicode → a rule that the author is compared with', async () => {
  const author = 'x@mairie-évry.fr'
  const { allowed } = await release(choice(await hold({ author })), { allowSender: true })
  expect(allowed).toBe('x@xn--mairie-vry-h7a.fr')
  expect(await rules()).toMatchObject([{ value: allowed, effect: 'allow' }])
})

test('released with allowance, but no author or nothing to release → no rule', async () => {
  expect((await release(choice(await hold({ author: '' })), { allowSender: true })).allowed).toBeNull()
  const queueId = await hold()
  await remove(choice(queueId))
  expect(await release(choice(queueId), { allowSender: true })).toEqual({ recipients: [], allowed: null })
  expect((await owner.pool.query('select from sender_rule')).rowCount).toBe(0)
})

test('deleted for one → content stays; for the last → content gone; once more → nothing', async () => {
  const queueId = await hold({ recipients: [claire, mairie] })
  expect(await remove(choice(queueId, { recipients: [claire] }))).toEqual([claire])
  expect(await contents()).toBe(1)
  expect(await remove(choice(queueId))).toEqual([mairie])
  expect(await contents()).toBe(0)
  expect(await remove(choice(queueId))).toEqual([])
})

const traced = async () =>
  (await owner.pool.query('select queue_id, recipient, reverse_path, outcome, reason from trace order by id'))
    .rows

test('deleted, or its time over → the trace says so, under the id that the sender was told, with why it was held', async () => {
  await owner.pool.query('truncate trace')
  const queueId = await hold({ recipients: [claire, mairie] })
  const receivedAs = newQueueId(Date.now())
  await owner.pool.query('update kept_message set received_as = $1', [receivedAs])
  await remove(choice(queueId, { recipients: [claire] }))
  await remove(choice(queueId, { recipients: [claire] }))
  await heldDecisionsStore(worker).expire(far(), 100)
  const about = { queue_id: receivedAs, reverse_path: '', reason: 'attachment' }
  expect(await traced()).toEqual([
    { ...about, recipient: claire, outcome: 'deleted' },
    { ...about, recipient: mairie, outcome: 'expired' },
  ])
})

test('the last two settled at the same moment → content gone', async () => {
  for (let round = 0; round < 20; round += 1) {
    const queueId = await hold({ recipients: [claire, mairie] })
    await Promise.all(
      [claire, mairie].map((recipient) => remove(choice(queueId, { recipients: [recipient] }))),
    )
  }
  expect(await contents()).toBe(0)
})

test('time over → let go with its content; younger, released or waiting → kept', async () => {
  const old = await hold({ recipients: [claire, mairie] })
  await owner.pool.query(
    "update kept_recipient set since = now() - interval '31 days' where recipient = $1",
    [claire],
  )
  const before = new Date(Date.now() - 30 * 86_400_000)
  const { expire } = heldDecisionsStore(worker)
  expect(await expire(before, 100)).toEqual([{ queueId: old, recipient: claire }])
  expect(await contents()).toBe(1)
  await release(choice(old))
  expect(await expire(far(), 100)).toEqual([])
  expect(await contents()).toBe(1)
})

test('released, then refused for good by the mailbox → held again, from now on', async () => {
  const queueId = await hold()
  await owner.pool.query("update kept_recipient set since = now() - interval '9 days'")
  await release(choice(queueId))
  await waitingMailStore(worker).claim(far(), 60)
  await owner.pool.query("update kept_recipient set since = now() - interval '9 days'")
  const attempt = { queueId, recipient: claire, commune: made.commune, reply: '550 5.1.1 no' }
  await waitingMailStore(worker).hold(attempt, 'delivery-refused')
  expect(await list({ since: new Date(Date.now() - 3_600_000) })).toMatchObject([
    { queueId, reason: 'delivery-refused' },
  ])
})

test('a virus that somebody released and the mailbox refused → held as a virus still, and no job releases it', async () => {
  const queueId = await hold({ reason: 'virus' })
  for (const reply of ['452 4.2.2 full', '550 5.1.1 no']) {
    await release(choice(queueId), { evenVirus: true })
    await waitingMailStore(worker).claim(far(), 60)
    const attempt = { queueId, recipient: claire, commune: made.commune, reply }
    await waitingMailStore(worker).hold(attempt, 'delivery-refused')
    expect(await list()).toMatchObject([{ queueId, reason: 'virus' }])
    expect((await release(choice(queueId))).recipients).toEqual([])
  }
})
