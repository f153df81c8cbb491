import { beforeEach, expect, test } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { NewOutgoing } from '#core/sending/outbox.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { mostOfBox, outboxStore } from '#db/stores/webmail/outbox.ts'
import { outboxRunsStore } from '#db/stores/webmail/outbox-runs.ts'
import { address, domainName, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, worker, made } = await saulieuDatabase()
const outbox = outboxStore(postgresql.open('vm_webmail'))
const runs = outboxRunsStore(worker)

beforeEach(() => owner.pool.query('truncate outbox, outbox_end'))

const outgoing = (given: Partial<NewOutgoing> = {}): NewOutgoing => ({
  ...{ commune: made.commune, mailbox: made.mairie, person: made.person, client: '192.0.2.7' },
  reversePath: mairie,
  recipients: ['a@one.test' as EmailAddress],
  content: Buffer.from('Subject: x\r\n\r\ny\r\n'),
  draft: { uid: 7, uidValidity: '1700000000' },
  ...{ revision: null, draftId: null, askedKey: null },
  sendAt: new Date(0),
  ...given,
})

async function add(given: NewOutgoing): Promise<string> {
  const id = await outbox.add(given)
  if (id === null) throw new Error('it has left')
  return id
}

const [claimsAll, lease] = [10, 60]

test('a message that is due → claimed once, with all that sending it needs', async () => {
  const id = await add(outgoing())
  expect(await runs.claim(claimsAll, lease)).toEqual([
    {
      ...{ id, commune: made.commune, mailbox: made.mairie, address: mairie, person: made.person },
      ...{ client: '192.0.2.7', reversePath: mairie, recipients: ['a@one.test'] },
      content: Buffer.from('Subject: x\r\n\r\ny\r\n'),
      draft: { uid: 7, uidValidity: '1700000000' },
      ...{ hasLeft: false, attempts: 0, sendAt: new Date(0) },
    },
  ])
  expect(await runs.claim(claimsAll, lease)).toEqual([])
})

test('a later hour → nothing due; sent at once after all → due', async () => {
  const id = await add(outgoing({ sendAt: new Date(Date.now() + 3_600_000) }))
  expect(await runs.claim(claimsAll, lease)).toEqual([])
  expect(await runs.dueIn()).toBeGreaterThan(3_500_000)
  expect(await outbox.sendAt(made.mairie, id, new Date(0))).toBe(true)
  expect(await runs.dueIn()).toBeLessThan(0)
  expect(await runs.claim(claimsAll, lease)).toHaveLength(1)
  expect(await runs.dueIn()).toBeGreaterThan((lease - 30) * 1000)
})

test('taken back before it is due → gone; once it is under way → not any more', async () => {
  const early = await add(outgoing({ sendAt: new Date(Date.now() + 10_000) }))
  expect(await outbox.takeBack(made.mairie, early)).toBe(true)
  const late = await add(outgoing())
  await runs.claim(claimsAll, lease)
  expect(await outbox.takeBack(made.mairie, late)).toBe(false)
  expect(await outbox.sendAt(made.mairie, late, new Date(0))).toBe(false)
})

test('by way of another box → neither seen, nor taken back, nor sent at another hour', async () => {
  const id = await add(outgoing({ sendAt: new Date(Date.now() + 10_000) }))
  expect(await outbox.of(made.personal)).toEqual([])
  expect(await outbox.takeBack(made.personal, id)).toBe(false)
  expect(await outbox.sendAt(made.personal, id, new Date(0))).toBe(false)
  expect(await outbox.of(made.mairie)).toMatchObject([
    { id, state: 'waiting', personName: expect.any(String) },
  ])
})

test('put off by the submission → due again later, may be taken back until then, says what was answered', async () => {
  const id = await add(outgoing())
  await runs.claim(claimsAll, lease)
  await runs.later(id, '451 4.3.0 later', 30)
  expect(await runs.claim(claimsAll, lease)).toEqual([])
  expect(await outbox.of(made.mairie)).toMatchObject([
    { state: 'waiting', attempts: 1, reply: '451 4.3.0 later' },
  ])
  expect(await outbox.takeBack(made.mairie, id)).toBe(true)
})

test('refused → stays with what was answered, is never due, can be taken back', async () => {
  const id = await add(outgoing())
  await runs.claim(claimsAll, lease)
  await runs.refused(id, '550 5.7.1 no')
  expect(await runs.claim(claimsAll, lease)).toEqual([])
  expect(await outbox.of(made.mairie)).toMatchObject([{ state: 'refused', reply: '550 5.7.1 no' }])
  expect(await outbox.takeBack(made.mairie, id)).toBe(true)
})

test('it left and its copy could not be filed → not shown as unsent, filed at the next try, never sent again', async () => {
  const id = await add(outgoing())
  await runs.claim(claimsAll, lease)
  await runs.left(id)
  await runs.later(id, '', 0)
  expect(await outbox.of(made.mairie)).toEqual([])
  expect(await outbox.takeBack(made.mairie, id)).toBe(false)
  expect(await runs.claim(claimsAll, lease)).toMatchObject([{ id, hasLeft: true }])
  await runs.done(id)
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(0)
})

test('it left for some and not for others → those others stay as refused, and are never sent to again', async () => {
  const recipients = ['a@one.test', 'b@two.test'] as [EmailAddress, EmailAddress]
  const id = await add(outgoing({ recipients }))
  await runs.claim(claimsAll, lease)
  await runs.left(id, { recipients: [recipients[1]], reply: '550 5.1.1 nobody' })
  await runs.done(id)
  expect(await outbox.of(made.mairie)).toMatchObject([
    { state: 'refused', recipients: ['b@two.test'], reply: '550 5.1.1 nobody', draft: null },
  ])
  expect(await runs.claim(claimsAll, lease)).toEqual([])
})

test('a worker died with it → the next one takes it once the claim has run out', async () => {
  const id = await add(outgoing())
  await runs.claim(claimsAll, lease)
  await owner.pool.query("update outbox set claimed_until = now() - interval '1 second'")
  expect(await runs.claim(claimsAll, lease)).toMatchObject([{ id, attempts: 1 }])
})

test('two workers at once → each message with one of them', async () => {
  for (let each = 0; each < 6; each += 1) await add(outgoing())
  const claimed = (await Promise.all([runs.claim(4, lease), runs.claim(4, lease)])).flat()
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length)
})

test('the same version of a draft twice → one message; where that was refused → in its place', async () => {
  const first = await add(outgoing())
  expect(await add(outgoing())).toBe(first)
  expect(await outbox.ofDraft(made.mairie, { uid: 7, uidValidity: '1700000000' })).toMatchObject({
    id: first,
  })
  await owner.pool.query("update outbox set state = 'refused'")
  expect(await outbox.ofDraft(made.mairie, { uid: 7, uidValidity: '1700000000' })).toBeNull()
  expect(await add(outgoing())).not.toBe(first)
  expect(await outbox.of(made.mairie)).toHaveLength(1)
  await owner.pool.query("update outbox set state = 'filing'")
  expect(await outbox.add(outgoing())).toBeNull()
})

test('as many as one box may have waiting, and one that was refused is sent again → it stays refused, and is not lost', async () => {
  const first = await add(outgoing())
  await owner.pool.query("update outbox set state = 'refused'")
  await many(mostOfBox.messages)
  expect(await outbox.add(outgoing())).toBeNull()
  expect(await outbox.one(made.mairie, first)).toMatchObject({ state: 'refused' })
})

const revision = '0196f0aa-0000-4000-8000-000000000001'
const draftId = '0196f0aa-0000-4000-8000-000000000002'
const otherId = '0196f0aa-0000-4000-8000-000000000003'

test('a change of a draft that was sent → known by its revision while it waits, is refused, has left; by way of another box not', async () => {
  const id = await add(outgoing({ revision, draftId, askedKey: 'k' }))
  const became = () => outbox.ofChange(made.mairie, { draft: draftId, revision })
  expect(await became()).toMatchObject({ kind: 'there', askedKey: 'k', outgoing: { id, state: 'waiting' } })
  expect(await outbox.ofChange(made.personal, { draft: draftId, revision })).toBeNull()
  await runs.claim(claimsAll, lease)
  await runs.left(id)
  expect(await became()).toEqual({ kind: 'left', askedKey: 'k' })
  await runs.done(id)
  expect(await became()).toEqual({ kind: 'left', askedKey: 'k' })
})

test('taken back → known as that under its key, until it is sent again', async () => {
  const id = await add(outgoing({ revision, draftId, askedKey: 'k', sendAt: new Date(Date.now() + 10_000) }))
  expect(await outbox.takeBack(made.mairie, id)).toBe(true)
  expect(await outbox.ofChange(made.mairie, { draft: draftId, revision })).toEqual({
    kind: 'taken-back',
    askedKey: 'k',
  })
  const again = await add(outgoing({ revision, draftId, askedKey: 'l' }))
  expect(await outbox.ofChange(made.mairie, { draft: draftId, revision })).toMatchObject({
    ...{ kind: 'there', askedKey: 'l' },
    outgoing: { id: again },
  })
})

test('the same change twice, whatever its draft is called → one message', async () => {
  const first = await add(outgoing({ revision, draftId }))
  expect(
    await outbox.add(outgoing({ revision, draftId, draft: { uid: 8, uidValidity: '1700000000' } })),
  ).toBeNull()
  expect(await outbox.of(made.mairie)).toMatchObject([{ id: first }])
})

test('the same revision of another draft → a message of its own, and neither is what became of the other', async () => {
  const of = (draft: string) => outbox.ofChange(made.mairie, { draft, revision })
  const first = await add(outgoing({ revision, draftId, askedKey: 'k' }))
  expect(await of(otherId)).toBeNull()
  const place = { uid: 8, uidValidity: '1700000000' }
  const other = await add(outgoing({ revision, draftId: otherId, askedKey: 'l', draft: place }))
  expect(await of(draftId)).toMatchObject({ kind: 'there', askedKey: 'k', outgoing: { id: first } })
  expect(await of(otherId)).toMatchObject({ kind: 'there', askedKey: 'l', outgoing: { id: other } })
  await outbox.takeBack(made.mairie, first)
  await runs.claim(claimsAll, lease)
  await runs.left(other)
  await runs.done(other)
  expect(await of(draftId)).toEqual({ kind: 'taken-back', askedKey: 'k' })
  expect(await of(otherId)).toEqual({ kind: 'left', askedKey: 'l' })
})

test('what was sent before its draft was named → known by its revision alone, once it has left as well', async () => {
  const id = await add(outgoing({ revision, askedKey: 'k' }))
  await owner.pool.query('update outbox set draft_id = null')
  const became = () => outbox.ofChange(made.mairie, { draft: draftId, revision })
  expect(await became()).toMatchObject({ kind: 'there', outgoing: { id } })
  await runs.claim(claimsAll, lease)
  for (let twice = 0; twice < 2; twice += 1) await runs.left(id)
  await runs.done(id)
  expect(await became()).toEqual({ kind: 'left', askedKey: 'k' })
  expect((await owner.pool.query('select from outbox_end')).rowCount).toBe(1)
})

test('one by its id → with the head of its message; by way of another box → none', async () => {
  const id = await add(outgoing())
  expect(await outbox.one(made.mairie, id)).toMatchObject({
    id,
    head: Buffer.from('Subject: x\r\n\r\ny\r\n'),
  })
  expect(await outbox.one(made.personal, id)).toBeNull()
})

const many = (count: number) =>
  owner.pool.query(
    `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content, send_at, next_attempt_at)
     select $1, $2, $3, '192.0.2.7', $4, '{a@one.test}', '', now(), now() - interval '1 hour' from generate_series(1, $5)`,
    [made.commune, made.mairie, made.person, mairie, count],
  )

test('as many as one box may have waiting → no other one; of another box → taken', async () => {
  await many(mostOfBox.messages)
  expect(await outbox.add(outgoing())).toBeNull()
  expect(await outbox.add(outgoing({ mailbox: made.personal }))).toEqual(expect.any(String))
})

test('a commune with much to send, and another one with one message after it → that one is among the first', async () => {
  const hosting = hostingStore(owner)
  const commune = await hosting.putCommune({
    departmentId: made.departmentId,
    ...{ name: 'Liernais', inseeCode: '21349', siren: '212103493', population: 500 },
  })
  await hosting.putDomain(commune, domainName('mairie-liernais.test'))
  const mailbox = await hosting.putMailbox({
    ...{ commune, address: address('mairie@mairie-liernais.test'), owner: null, quotaBytes: 1_000_000 },
  })
  await many(30)
  const id = await add(outgoing({ commune, mailbox, draft: null, sendAt: new Date() }))
  const claimed = await runs.claim(8, lease)
  expect(claimed).toHaveLength(8)
  expect(claimed.map((each) => each.id)).toContain(id)
})
