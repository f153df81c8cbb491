import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { savedDraft } from '#webmail/contract/draft.ts'
import { answerMeanwhile } from '#webmail/contract/outbox.ts'
import { content, draftsOf, fieldOf } from './draft-of.ts'

/** Turns that were waited for: those of whole messages in memory. */
const waited = vi.hoisted(() => ({ turns: 0 }))
vi.mock('#http/request-concurrency.ts', async (original) => {
  const real = await original<typeof import('#http/request-concurrency.ts')>()
  const takeShared: typeof real.takeShared = (turns) => {
    waited.turns += 1
    return real.takeShared(turns)
  }
  return { ...real, takeShared }
})

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { box, inBox } = draftsOf(webmail, claire)
const marc = await webmail.outsider(made.commune)
await hostingStore(owner).grant({
  ...{ commune: made.commune, mailbox: made.mairie, person: marc.person, role: 'send' },
})

beforeEach(() => owner.pool.query('truncate outbox, outbox_end'))

type Who = typeof claire
type Saved = z.output<typeof savedDraft>
const came = new Date('2026-03-02T08:00:00Z')
const put = (folder: string, fields: string, at: Date) =>
  inBox(async (client) => {
    const text = `From: ${mairie}\r\nTo: a@ailleurs.test\r\nSubject: x\r\n${fields}\r\nx\r\n`
    const appended = await client.append(folder, text, ['\\Seen'], at)
    return appended === false ? 0 : (appended.uid ?? 0)
  })
const arrived = (id: string) => put('INBOX', `Message-ID: <${id}@ailleurs.test>\r\n`, came)
const answerOf = async (
  who: Who,
  uid: number,
  { kind = 'reply', seen = came, html = content.html } = {},
): Promise<Saved> => {
  const draft = randomUUID()
  const about = { kind, place: { folder: 'INBOX', uid }, quoted: false, seen: seen.toISOString() }
  const answer = await who.ask(`PUT ${box}/drafts/${draft}`, {
    ...{ revision: draft, basedOn: null, content: { ...content, html, about }, keep: [], copies: [] },
  })
  return savedDraft.parse(await answer.json())
}
const send = (who: Who, { draft, revision, place: { uid } }: Saved, given: object = {}) =>
  who.ask(`POST ${box}/outbox`, {
    ...{ draft, revision, uid, when: { undoSeconds: 30 }, accepted: [], ...given },
  })
const isSent = async (answer: Promise<Response>) =>
  expect(await (await answer).json()).toMatchObject({ kind: 'waiting' })
const told = async (answer: Promise<Response>) => {
  const refused = await answer
  expect(refused.status).toBe(409)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  const problem = z.object({ code: z.literal('already-answered'), current: answerMeanwhile })
  return problem.parse(await refused.json()).current
}
const outboxOf = async (who: Who) =>
  z
    .object({ rows: z.array(z.object({ me: z.boolean() })) })
    .parse(await (await who.ask(`GET ${box}/outbox`)).json()).rows

/** As the worker does it: the copy is filed, and what is remembered of it is who sent it. */
async function leaves(at: Date): Promise<number> {
  const { rows } = await owner.pool.query<{ readonly content: Buffer }>('select content from outbox')
  const source = rows.map(({ content: each }) => each.toString()).join('')
  const uid = await put(
    'Sent',
    ['Message-ID', 'In-Reply-To', 'References']
      .map((name) => `${name}: ${fieldOf(source, name)}\r\n`)
      .join(''),
    at,
  )
  await owner.pool.query(`insert into outbox_end (commune_id, mailbox_id, revision, draft_id, asked_key, person_id, became)
    select commune_id, mailbox_id, revision, draft_id, asked_key, person_id, 'left' from outbox`)
  await owner.pool.query('delete from outbox')
  return uid
}

test('a colleague has just answered the same message → told by whom and when, and nothing leaves; once seen, it does', async () => {
  const uid = await arrived('just')
  const theirs = await answerOf(marc, uid)
  const mine = await answerOf(claire, uid)
  await isSent(send(marc, theirs))
  const other = await told(send(claire, mine))
  expect(other).toEqual({
    ...{ person: 'Outsider', leavesAt: null, place: theirs.place },
    ...{ at: expect.any(String), messageId: expect.stringContaining('@mairie-saulieu.test>') },
  })
  expect(Math.abs(Date.parse(other.at) - Date.now())).toBeLessThan(60_000)
  expect(await outboxOf(claire)).toEqual([{ me: false }])
  await isSent(send(claire, mine, { seenAnswers: [other.messageId] }))
  expect(await outboxOf(claire)).toHaveLength(2)
})

test('it has left meanwhile → told where it stands; in sight before the answer was begun → sent', async () => {
  const uid = await arrived('left')
  await isSent(send(marc, await answerOf(marc, uid)))
  const at = new Date('2026-03-02T09:41:00Z')
  const place = { folder: 'Sent', uid: await leaves(at) }
  const other = await told(send(claire, await answerOf(claire, uid)))
  expect(other).toMatchObject({ person: 'Outsider', at: at.toISOString(), place })
  await isSent(send(claire, await answerOf(claire, uid, { seen: at })))
})

test('it leaves once it was told of → its copy is found where it lies now; before that, and for a stranger to the box, none', async () => {
  const uid = await arrived('found')
  await isSent(send(marc, await answerOf(marc, uid)))
  const { messageId, at } = await told(send(claire, await answerOf(claire, uid)))
  const query = new URLSearchParams({ messageId, since: at })
  const copy = async (who: Who) => (await who.ask(`GET ${box}/sent-copy?${query}`)).json()
  expect(await copy(claire)).toEqual({ place: null })
  const place = { folder: 'Sent', uid: await leaves(new Date()) }
  expect(await copy(claire)).toEqual({ place })
  expect(await copy(await webmail.outsider())).toMatchObject({ code: 'not-found' })
})

test('a third answer after the one that was seen → told of that one', async () => {
  const uid = await arrived('third')
  await isSent(send(marc, await answerOf(marc, uid)))
  const mine = await answerOf(claire, uid)
  const { messageId } = await told(send(claire, mine))
  await isSent(send(marc, await answerOf(marc, uid)))
  const next = await told(send(claire, mine, { seenAnswers: [messageId] }))
  expect(next.messageId).not.toBe(messageId)
})

test('sent for an hour that was chosen → told with that hour, however long ago that was', async () => {
  const uid = await arrived('planned')
  const at = new Date(Date.now() + 86_400_000).toISOString()
  await isSent(send(marc, await answerOf(marc, uid), { when: { at } }))
  const seen = new Date(Date.now() + 3_600_000)
  expect(await told(send(claire, await answerOf(claire, uid, { seen })))).toMatchObject({ leavesAt: at })
})

test('from another mail program → told without a name; a receipt, and an answer further down the conversation → sent', async () => {
  const uid = await arrived('phone')
  const after = new Date('2026-03-02T10:00:00Z')
  const answering = 'In-Reply-To: <phone@ailleurs.test>\r\nReferences: <phone@ailleurs.test>\r\n'
  await put('Sent', `Message-ID: <r@x.test>\r\nAuto-Submitted: auto-replied\r\n${answering}`, after)
  const later =
    'In-Reply-To: <later@ailleurs.test>\r\nReferences: <phone@ailleurs.test> <later@ailleurs.test>\r\n'
  await put('Sent', `Message-ID: <l@x.test>\r\n${later}`, after)
  const mine = await answerOf(claire, uid)
  await isSent(send(claire, mine))
  await owner.pool.query('truncate outbox')
  await put('Sent', `Message-ID: <p@x.test>\r\n${answering}`, after)
  expect(await told(send(claire, await answerOf(claire, uid)))).toMatchObject({
    ...{ person: null, messageId: '<p@x.test>', at: after.toISOString() },
  })
})

test('their own answer, one that was taken back or refused, another message, and what is passed on → sent', async () => {
  const uid = await arrived('own')
  await isSent(send(claire, await answerOf(claire, uid)))
  await isSent(send(claire, await answerOf(claire, uid)))
  const theirs = await answerOf(marc, uid)
  const { messageId } = await told(send(marc, theirs))
  expect(messageId).not.toBe('')
  await isSent(send(marc, theirs, { seenAnswers: await idsOf() }))
  await owner.pool.query(`update outbox set state = 'refused' where person_id = $1`, [marc.person])
  await isSent(send(claire, await answerOf(claire, uid)))
  await owner.pool.query('delete from outbox where person_id = $1', [claire.person])
  await owner.pool.query(`update outbox set state = 'waiting'`)
  await isSent(send(claire, await answerOf(claire, await arrived('other'))))
  await isSent(send(claire, await answerOf(claire, uid, { kind: 'forward' })))
})

const idsOf = async (): Promise<string[]> => {
  const { rows } = await owner.pool.query<{ readonly content: Buffer }>('select content from outbox')
  return rows.map(({ content: each }) => fieldOf(each.toString(), 'Message-ID'))
}

test('two press at the same instant → one answer leaves, the other is told of it', async () => {
  const uid = await arrived('both')
  const [theirs, mine] = [await answerOf(marc, uid), await answerOf(claire, uid)]
  const answers = await Promise.all([send(marc, theirs), send(claire, mine)])
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409])
  expect(await outboxOf(claire)).toHaveLength(1)
})

const large = () => ({ html: `<p>${'à lundi. '.repeat(180_000)}</p>` })

test('two large answers at the same instant → one leaves, the other is told of it without a turn among whole messages', async () => {
  const uid = await arrived('large')
  const [theirs, mine] = [await answerOf(marc, uid, large()), await answerOf(claire, uid, large())]
  waited.turns = 0
  const answers = await Promise.all([send(marc, theirs), send(claire, mine)])
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409])
  expect(waited.turns).toBe(1)
})

test('an answer in a box of one person → nobody is told of what they sent themselves elsewhere', async () => {
  await owner.pool.query(`update mailbox set kind = 'personal', owner_person_id = $2 where id = $1`, [
    made.mairie,
    made.person,
  ])
  try {
    const uid = await arrived('alone')
    const answering = 'Message-ID: <q@x.test>\r\nIn-Reply-To: <alone@ailleurs.test>\r\n'
    await put('Sent', answering, new Date('2026-03-02T10:00:00Z'))
    await isSent(send(claire, await answerOf(claire, uid)))
  } finally {
    await owner.pool.query(`update mailbox set kind = 'shared', owner_person_id = null where id = $1`, [
      made.mairie,
    ])
  }
})
