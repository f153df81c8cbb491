import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { justificationIn } from '#core/policies/leak-justification.ts'
import { mairie } from '#test/support/database/commune.ts'
import { messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { sentId } from '#webmail/api/writing/draft-identity.ts'
import { outgoingView } from '#webmail/contract/outbox.ts'
import { draftsOf, fieldOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const { box, ask, save, refused, attach, reopen, inBox } = draftsOf(webmail, claire)

beforeEach(() => owner.pool.query('truncate outbox, outbox_end'))

type Saved = Awaited<ReturnType<typeof save>>
const send = (
  { draft, revision, place: { uid } }: Pick<Saved, 'draft' | 'revision' | 'place'>,
  given: object = {},
) => ask('POST /outbox', { draft, revision, uid, when: { undoSeconds: 30 }, accepted: [], ...given })
const waiting = z.object({ kind: z.literal('waiting'), outgoing: outgoingView })
const questions = z.object({
  kind: z.literal('questions'),
  questions: z.array(z.looseObject({ kind: z.string() })),
})
const asked = async (saved: Saved, given: object = {}) => questions.parse(await send(saved, given)).questions
const contentIn = async (): Promise<string> => {
  const { rows } = await owner.pool.query<{ content: Buffer }>('select content from outbox')
  return rows.map(({ content }) => content.toString()).join('')
}
const to = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }))
/** Of nobody: its key fits. */
const nir = '<p>Son numéro : 2 55 08 14 168 025 38</p>'

test('sent → waits for its undo as a message without anything of a draft, which stays where it is', async () => {
  const saved = await save({ content: { bcc: to('secret@ailleurs.test') } })
  const { outgoing } = waiting.parse(await send(saved))
  expect(outgoing).toMatchObject({
    ...{ person: 'Claire Garnier', me: true, subject: 'Toiture de l’école', state: 'waiting', reply: '' },
    ...{ recipients: ['marie@ailleurs.test', 'secret@ailleurs.test'], draft: saved.place },
  })
  const source = await contentIn()
  expect(source).not.toMatch(/X-Vaguemestre/i)
  expect(fieldOf(source, 'Message-ID')).toBe(`<${sentId(saved)}@mairie-saulieu.test>`)
  expect(fieldOf(source, 'Bcc')).toBe('secret@ailleurs.test')
  expect(source.match(/^Date: /gm)).toHaveLength(1)
  const { rows } = await owner.pool.query(
    'select person_id, reverse_path, client, send_at > now() as later from outbox',
  )
  expect(rows).toEqual([
    { person_id: made.person, reverse_path: mairie, client: expect.any(String), later: true },
  ])
  expect(await ask('GET /outbox')).toEqual({ rows: [outgoing] })
  expect(await reopen(saved)).toMatchObject({ draft: saved.draft })
})

test('sent twice → one message; two at once → one', async () => {
  const saved = await save({})
  const first = waiting.parse(await send(saved))
  expect(waiting.parse(await send(saved))).toEqual(first)
  const bare = await save({ content: { subject: '' } })
  const gone = waiting.parse(await send(bare, { accepted: ['no-subject'] }))
  expect(waiting.parse(await send(bare))).toEqual(gone)
  const other = await save({ content: { subject: 'autre' } })
  const both = (await Promise.all([send(other), send(other)])).map((each) => waiting.parse(each).outgoing.id)
  expect(new Set(both).size).toBe(1)
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(3)
})

test('refused before, and sent again as it is → in place of what was refused', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved))
  await owner.pool.query("update outbox set state = 'refused', reply = '550 5.7.1 no'")
  expect(await ask('GET /outbox')).toMatchObject({ rows: [{ state: 'refused', reply: '550 5.7.1 no' }] })
  const again = waiting.parse(await send(saved)).outgoing
  expect(again.id).not.toBe(outgoing.id)
  expect(await ask('GET /outbox')).toMatchObject({ rows: [{ id: again.id, state: 'waiting' }] })
})

test('a draft that changed meanwhile, or is gone → said so, and nothing is sent', async () => {
  const first = await save({})
  await save({ draft: first.draft, basedOn: first.revision })
  expect(await send(first)).toMatchObject({ code: 'changed-meanwhile' })
  expect(await send({ ...first, draft: randomUUID(), revision: randomUUID() })).toMatchObject({
    code: 'not-found',
  })
  expect((await owner.pool.query('select from outbox')).rowCount).toBe(0)
})

test('a draft of another program → to be written by us first', async () => {
  const uid = await inBox(async (client) => {
    const written = `From: ${mairie}\r\nTo: a@ailleurs.test\r\nSubject: x\r\n\r\ny\r\n`
    const appended = await client.append('Drafts', written, ['\\Draft'])
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const opened = (await reopen({ place: { folder: 'Drafts', uid } })) as Saved
  expect(await send(opened)).toMatchObject({ code: 'changed-meanwhile' })
})

test('nobody to write to, no subject → asked, and going past the one does not help with the other', async () => {
  const saved = await save({ content: { to: [], subject: '' } })
  expect((await asked(saved)).map(({ kind }) => kind)).toEqual(['no-recipient', 'no-subject'])
  expect(await asked(saved, { accepted: ['no-recipient', 'no-subject'] })).toEqual([
    { kind: 'no-recipient', final: true },
  ])
})

test('what is no address, and an address of ours that nobody has → asked, by name', async () => {
  const saved = await save({ content: { to: to('jean dup', 'personne@mairie-saulieu.test', ` ${mairie} `) } })
  expect(await asked(saved)).toEqual([
    { kind: 'bad-address', addresses: ['jean dup'], final: true },
    { kind: 'unknown-recipient', addresses: ['personne@mairie-saulieu.test'], final: true },
  ])
})

test('« ci-joint » without a file → asked; with one, or in the quote alone → sent', async () => {
  const html = '<p>Veuillez trouver ci-joint le plan.</p>'
  const saved = await save({ content: { html } })
  expect(await asked(saved)).toEqual([{ kind: 'no-attachment', word: 'ci-joint', final: false }])
  const answer = await attach(saved, 'plan.txt', Buffer.from('plan'), 'text/plain')
  waiting.parse(await send((await answer.json()) as Saved))
  const uid = await inBox(async (client) => {
    const written = `From: a@ailleurs.test\r\nTo: ${mairie}\r\nMessage-ID: <j@x.test>\r\nContent-Type: text/html\r\n\r\n${html}\r\n`
    const appended = await client.append('INBOX', written)
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const about = { kind: 'reply', place: { folder: 'INBOX', uid }, quoted: true }
  waiting.parse(await send(await save({ content: { html: '<p>Merci.</p>', about } })))
})

test('somebody outside in an answer to a message among us → asked, once the person went past it sent', async () => {
  const uid = await inBox(async (client) => {
    const written = `From: claire.garnier@mairie-saulieu.test\r\nTo: ${mairie}\r\nMessage-ID: <i@mairie-saulieu.test>\r\nSubject: x\r\n\r\nx\r\n`
    const appended = await client.append('INBOX', written)
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const about = { kind: 'reply', place: { folder: 'INBOX', uid }, quoted: true }
  const saved = await save({
    content: { about, to: to('claire.garnier@mairie-saulieu.test', 'x@ailleurs.test') },
  })
  expect(await asked(saved)).toEqual([
    { kind: 'outside-recipients', addresses: ['x@ailleurs.test'], final: false },
  ])
  waiting.parse(await send(saved, { accepted: ['outside-recipients'] }))
})

test('21 people outside in sight of each other → asked how many, and about what leaks so', async () => {
  const saved = await save({
    content: { to: to(...Array.from({ length: 21 }, (_, at) => `p${at}@ailleurs.test`)) },
  })
  expect(await asked(saved)).toMatchObject([
    { kind: 'many-visible', count: 21 },
    { kind: 'leak', action: 'warn', leaks: [{ leak: 'open-recipients' }] },
  ])
})

test('a social security number to the outside → asked why; said why → the submission gets the reason in words', async () => {
  const saved = await save({ content: { html: nir } })
  expect(await asked(saved, { accepted: ['leak'] })).toEqual([
    { kind: 'leak', action: 'justify', final: false, leaks: [{ leak: 'nir', count: 1, where: 'body' }] },
  ])
  expect(await asked(saved, { justification: '...' })).toHaveLength(1)
  waiting.parse(await send(saved, { justification: 'Dossier de paie demandé\r\nBcc: x@evil.test' }))
  const source = await contentIn()
  expect(justificationIn(Buffer.from(source))).toBe('Dossier de paie demandé Bcc: x@evil.test')
  expect(fieldOf(source, 'Bcc')).toBe('')
})

test('what the commune lets nobody send → final', async () => {
  const saved = await save({ content: { html: '<p>TRÈS SECRET</p>', subject: 'TRÈS SECRET' } })
  expect(await asked(saved, { accepted: ['leak'], justification: 'Il le faut vraiment' })).toMatchObject([
    { kind: 'leak', action: 'refuse', final: true },
  ])
})

test('an address that the box may not write from → forbidden', async () => {
  const saved = await save({ content: { from: 'prefet@cotedor.test' } })
  expect(await send(saved)).toMatchObject({ code: 'forbidden' })
})

test('taken back → gone from the outbox, its draft is where it was; once more → not-found', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved))
  expect(await ask(`DELETE /outbox/${outgoing.id}`)).toEqual({ draft: saved.place })
  expect(await ask('GET /outbox')).toEqual({ rows: [] })
  expect(await reopen(saved)).toMatchObject({ revision: saved.revision })
  expect(await ask(`DELETE /outbox/${outgoing.id}`)).toMatchObject({ code: 'not-found' })
})

test('changed or thrown away while it waits → in-use, until it is taken back', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved))
  expect(await refused({ draft: saved.draft, basedOn: saved.revision })).toMatchObject({ code: 'in-use' })
  expect(await ask(`DELETE /drafts/${saved.draft}?revision=${saved.revision}`)).toMatchObject({
    code: 'in-use',
  })
  await ask(`DELETE /outbox/${outgoing.id}`)
  expect(await save({ draft: saved.draft, basedOn: saved.revision })).toMatchObject({ conflict: false })
})

test('refused, then changed → still told so beside its draft; sent again → in its place', async () => {
  const saved = await save({})
  waiting.parse(await send(saved))
  await owner.pool.query("update outbox set state = 'refused', reply = '550 5.7.1 no'")
  const changed = await save({ draft: saved.draft, basedOn: saved.revision })
  expect(await ask('GET /outbox')).toMatchObject({ rows: [{ state: 'refused', draft: changed.place }] })
  waiting.parse(await send(changed))
  const { rows } = z.object({ rows: z.array(outgoingView) }).parse(await ask('GET /outbox'))
  expect(rows.map(({ state }) => state)).toEqual(['waiting'])
})

test('under way → neither taken back nor put off any more', async () => {
  const { outgoing } = waiting.parse(await send(await save({})))
  await owner.pool.query("update outbox set state = 'sending', claimed_until = now() + interval '1 minute'")
  expect(await ask(`DELETE /outbox/${outgoing.id}`)).toMatchObject({ code: 'changed-meanwhile' })
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  expect(await ask(`PATCH /outbox/${outgoing.id}`, { sendAt })).toMatchObject({ code: 'changed-meanwhile' })
})

test('for a later hour → then; put off → then; a past hour, or one too far → refused', async () => {
  const [at, later] = [
    new Date(Date.now() + 3_600_000).toISOString(),
    new Date(Date.now() + 7_200_000).toISOString(),
  ]
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved, { when: { at } }))
  expect(outgoing.sendAt).toBe(at)
  expect(new Date(fieldOf(await contentIn(), 'Date')).getTime()).toBe(
    Math.trunc(Date.parse(at) / 1000) * 1000,
  )
  expect((await claire.ask(`PATCH ${box}/outbox/${outgoing.id}`, { sendAt: later })).status).toBe(204)
  expect(await ask('GET /outbox')).toMatchObject({ rows: [{ sendAt: later }] })
  const past = new Date(Date.now() - 120_000).toISOString()
  const far = new Date(Date.now() + 400 * 86_400_000).toISOString()
  for (const hour of [past, far]) {
    expect(await send(saved, { when: { at: hour } })).toMatchObject({ code: 'invalid-input' })
    expect(await ask(`PATCH /outbox/${outgoing.id}`, { sendAt: hour })).toMatchObject({
      code: 'invalid-input',
    })
  }
})

test('who may not send from the box → sees no outbox and sends nothing; a colleague who may → takes back', async () => {
  const saved = await save({})
  const { outgoing } = waiting.parse(await send(saved))
  const set = (role: string) =>
    owner.pool.query('update access set role = $2 where mailbox_id = $1', [made.mairie, role])
  try {
    for (const role of ['read', 'write']) {
      await set(role)
      expect(await ask('GET /outbox')).toMatchObject({ code: 'forbidden' })
      expect(await send(saved)).toMatchObject({ code: 'forbidden' })
      expect(await ask(`DELETE /outbox/${outgoing.id}`)).toMatchObject({ code: 'forbidden' })
    }
    await set('send')
    const { person } = await webmail.outsider()
    await owner.pool.query('update outbox set person_id = $1', [person])
    expect(await ask('GET /outbox')).toMatchObject({ rows: [{ me: false, person: 'Outsider' }] })
    expect(await ask(`DELETE /outbox/${outgoing.id}`)).toEqual({ draft: saved.place })
  } finally {
    await set('manage')
  }
})

test('another message that names the same draft and the same change → not sent in place of what was saved', async () => {
  const saved = await save({})
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    const mine = (await messagesIn(client, 'Drafts')).find(({ source }) => source.includes(saved.revision))
    const forged = (mine?.source ?? '').replace('marie@ailleurs.test', 'mallory@ailleurs.test')
    expect(forged).toContain('mallory@')
    await client.append('Drafts', forged, ['\\Draft'])
  })
  expect(await send(saved)).toMatchObject({ code: 'changed-meanwhile' })
  expect(await ask('GET /outbox')).toEqual({ rows: [] })
})
