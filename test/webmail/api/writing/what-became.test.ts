import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { systemClock as clock } from '#core/clock.ts'
import { mostOfBox } from '#db/stores/webmail/outbox.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { sendAtOnce } from '#webmail/api/writing/send-at-once.ts'
import { outgoingView } from '#webmail/contract/outbox.ts'
import { draftsOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { box, ask, save, reopen, inBox } = draftsOf(webmail, claire)

beforeEach(() => owner.pool.query('truncate outbox, outbox_end'))

type Saved = Awaited<ReturnType<typeof save>>
const send = (
  { draft, revision, place: { uid } }: Pick<Saved, 'draft' | 'revision' | 'place'>,
  given: object = {},
) => ask('POST /outbox', { draft, revision, uid, when: { undoSeconds: 30 }, accepted: [], ...given })
const waiting = z.object({ kind: z.literal('waiting'), outgoing: outgoingView })

const leave = (uid: number) =>
  inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageDelete(`${uid}`, { uid: true })
    await owner.pool.query(`insert into outbox_end (commune_id, mailbox_id, revision, draft_id, asked_key, became)
      select commune_id, mailbox_id, revision, draft_id, asked_key, 'left' from outbox`)
    await owner.pool.query('delete from outbox')
  })

test('asked again because no answer came, and it has left with its draft → told that it left, and nothing is sent', async () => {
  const at = new Date(Date.now() + 3_600_000).toISOString()
  const saved = await save({})
  waiting.parse(await send(saved, { when: { at } }))
  await owner.pool.query("update outbox set state = 'filing'")
  expect(await send(saved, { when: { at } })).toEqual({ kind: 'left' })
  await leave(saved.place.uid)
  const over = new Date(Date.now() - 3_600_000).toISOString()
  for (const hour of [at, over]) expect(await send(saved, { when: { at: hour } })).toEqual({ kind: 'left' })
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(0)
})

test('another draft of the box names the change that was sent → it is sent as well, as a message of its own', async () => {
  const sent = await save({})
  const { outgoing } = waiting.parse(await send(sent))
  const other = await save({ revision: sent.revision, content: { subject: 'autre' } })
  expect(other).toMatchObject({ revision: sent.revision, conflict: false })
  const also = waiting.parse(await send(other))
  expect(also.outgoing.id).not.toBe(outgoing.id)
  const { rows } = await owner.pool.query<{ readonly id: string }>(
    `select distinct substring(convert_from(content, 'UTF8') from 'Message-ID: (<[^>]+>)') as id from outbox`,
  )
  expect(rows).toHaveLength(2)
})

const sendUnder = async (key: string, { draft, revision, place: { uid } }: Saved) => {
  const answer = await fetch(`${webmail.origin}/api/v1${box}/outbox`, {
    method: 'POST',
    headers: {
      ...{ origin: webmail.origin, cookie: await webmail.cookie() },
      ...{ 'content-type': 'application/json', 'idempotency-key': key },
    },
    body: JSON.stringify({ draft, revision, uid, when: { undoSeconds: 30 }, accepted: [] }),
  })
  return (await answer.json()) as unknown
}

test('asked again under the same key, and it was refused meanwhile → told so; under another key → sent', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await sendUnder('one', saved))
  await owner.pool.query("update outbox set state = 'refused', reply = '550 5.7.1 no'")
  expect(await sendUnder('one', saved)).toMatchObject({
    ...{ kind: 'refused', outgoing: { id: outgoing.id, state: 'refused', reply: '550 5.7.1 no' } },
  })
  expect(await sendUnder('two', saved)).toMatchObject({ kind: 'waiting' })
})

test('asked again under the same key, and it was taken back meanwhile → not sent; under another key → sent', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await sendUnder('one', saved))
  await ask(`DELETE /outbox/${outgoing.id}`)
  expect(await sendUnder('one', saved)).toMatchObject({ code: 'changed-meanwhile' })
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(0)
  waiting.parse(await sendUnder('two', saved))
})

test.each(['delete', 'archive', 'junk'])(
  'a draft that waits to leave, and %s in a list → in-use, and it leaves; with the sending cancelled → gone, and it does not',
  async (kind) => {
    const saved = await save({})
    const { outgoing } = waiting.parse(await send(saved))
    const act = (more: object) =>
      ask('POST /actions', { folder: 'Drafts', uids: [saved.place.uid], action: { kind }, ...more })
    expect(await act({})).toMatchObject({ code: 'in-use' })
    expect(await ask('GET /outbox')).toMatchObject({ rows: [{ id: outgoing.id }] })
    expect(await reopen(saved)).toMatchObject({ revision: saved.revision })
    expect(await act({ cancelSending: true })).toMatchObject({ moved: [{ from: saved.place }] })
    expect(await ask('GET /outbox')).toEqual({ rows: [] })
  },
)

test('under way by now → not cancelled, and the draft stays', async () => {
  const saved = await save({})
  waiting.parse(await send(saved))
  await owner.pool.query("update outbox set state = 'sending', claimed_until = now() + interval '1 minute'")
  const asked = { folder: 'Drafts', uids: [saved.place.uid], action: { kind: 'delete' }, cancelSending: true }
  expect(await ask('POST /actions', asked)).toMatchObject({ code: 'changed-meanwhile' })
  expect(await reopen(saved)).toMatchObject({ revision: saved.revision })
})

test('what was refused and is thrown away → told no more, from a list and from its window', async () => {
  const [one, other] = [await save({}), await save({ content: { subject: 'autre' } })]
  for (const saved of [one, other]) waiting.parse(await send(saved))
  await owner.pool.query("update outbox set state = 'refused', reply = '550 5.7.1 no'")
  await ask('POST /actions', { folder: 'Drafts', uids: [one.place.uid], action: { kind: 'delete' } })
  await claire.ask(`DELETE ${box}/drafts/${other.draft}?revision=${other.revision}`)
  expect(await ask('GET /outbox')).toEqual({ rows: [] })
})

test('refused → told to whoever sent it, wherever they are; not to a colleague, nor to whoever may not send there any more', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved))
  const told = async () => await (await claire.ask('GET /outbox/refused')).json()
  expect(await told()).toEqual({ rows: [] })
  await owner.pool.query("update outbox set state = 'refused', reply = '550 5.7.1 no'")
  expect(await told()).toMatchObject({ rows: [{ id: outgoing.id, box: made.mairie, state: 'refused' }] })
  const set = (role: string) =>
    owner.pool.query('update access set role = $2 where mailbox_id = $1', [made.mairie, role])
  await set('write')
  try {
    expect(await told()).toEqual({ rows: [] })
  } finally {
    await set('manage')
  }
  const outsider = await webmail.outsider()
  expect(await (await outsider.ask('GET /outbox/refused')).json()).toEqual({ rows: [] })
})

test('the outbox is full → that is said, for certain, and not as what may have been done', async () => {
  const saved = await save({})
  await owner.pool.query(
    `insert into outbox (commune_id, mailbox_id, person_id, client, reverse_path, recipients, content, send_at, next_attempt_at)
     select commune_id, id, $2, '192.0.2.7', 'a@one.test', '{a@one.test}', '', now() + interval '1 day', now() + interval '1 day'
     from mailbox, generate_series(1, $3) where id = $1`,
    [made.mairie, made.person, mostOfBox.messages],
  )
  expect(await send(saved)).toMatchObject({ code: 'outbox-full' })
  const ready = { from: mairie, to: mairie, content: Buffer.from('Subject: x\r\n\r\ny\r\n') }
  const context = { database: owner, client: '192.0.2.7', person: { id: made.person }, ports: { clock } }
  const atOnce = await sendAtOnce({ box: { id: made.mairie, commune: made.commune } }, ready, context)
  expect(atOnce).toMatchObject({ ok: false, error: { code: 'outbox-full' } })
})
