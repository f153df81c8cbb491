import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { mostAttachedBytes, savedDraft } from '#webmail/contract/draft.ts'
import { content, draftsOf, fieldOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const claire = await webmail.signIn()
const { box, save, attach, reopen, inBox, drafts } = draftsOf(webmail, claire)

const read = async (answer: Response) => savedDraft.parse(await answer.json())
const partOf = async (uid: number, part: string | undefined) => {
  const got = await claire.ask(`GET ${box}/attachment?folder=Drafts&uid=${uid}&part=${part}`)
  return { name: got.headers.get('content-disposition') ?? '', octets: Buffer.from(await got.arrayBuffer()) }
}

test('a file added → the same octets under the same name, and the text as it was', async () => {
  const content = { html: '<p>Voici.</p>', bcc: [{ name: '', address: 'secret@ailleurs.test' }] }
  const first = await save({ content })
  const octets = randomBytes(100_000)
  const saved = await read(await attach(first, 'Délibération n° 12 — été 公文.pdf', octets))
  expect(saved).toMatchObject({
    ...{ draft: first.draft, conflict: false },
    attachments: [{ name: 'Délibération n° 12 — été 公文.pdf', type: 'application/pdf' }],
  })
  expect(await reopen(saved)).toMatchObject({ content, attachments: saved.attachments })
  const got = await partOf(saved.place.uid, saved.attachments[0]?.part)
  expect(got.octets.equals(octets)).toBe(true)
  expect(decodeURIComponent(got.name)).toContain('Délibération n° 12 — été 公文.pdf')
  expect(await drafts()).toHaveLength(1)
})

test('files kept and left out → those that were named, in their order', async () => {
  const first = await save({})
  const one = await read(await attach(first, 'un.pdf', Buffer.from('un')))
  const two = await read(await attach(one, 'deux.txt', Buffer.from('deux\n'), 'text/plain'))
  const three = await read(await attach(two, 'trois.html', Buffer.from('<p>trois'), 'text/html'))
  expect(three.attachments.map(({ name }) => name)).toEqual(['un.pdf', 'deux.txt', 'trois.html'])
  const keep = three.attachments.filter(({ name }) => name !== 'deux.txt').map(({ id }) => id)
  const kept = await save({ draft: three.draft, basedOn: three.revision, keep })
  expect(kept.attachments.map(({ name, type }) => [name, type])).toEqual([
    ['un.pdf', 'application/pdf'],
    ['trois.html', 'text/html'],
  ])
  expect((await partOf(kept.place.uid, kept.attachments[1]?.part)).octets.toString()).toBe('<p>trois')
})

test('files added while somebody goes on writing → both: the text, and the files', async () => {
  const first = await save({ content: { html: '<p>un</p>' } })
  const one = await read(await attach(first, 'un.pdf', Buffer.from('un')))
  const [two, three] = await Promise.all([
    attach(one, 'deux.pdf', Buffer.from('deux')).then(read),
    attach(one, 'trois.pdf', Buffer.from('trois')).then(read),
  ])
  expect([two.conflict, three.conflict]).toEqual([false, false])
  const keep = one.attachments.map(({ id }) => id)
  const written = await save({
    draft: first.draft,
    basedOn: one.revision,
    keep,
    content: { html: '<p>deux</p>' },
  })
  expect(written.conflict).toBe(false)
  expect(written.attachments.map(({ name }) => name).toSorted()).toEqual(['deux.pdf', 'trois.pdf', 'un.pdf'])
  const late = await attach(one, 'quatre.pdf', Buffer.from('quatre'))
  expect(await late.json()).toMatchObject({ code: 'changed-meanwhile' })
  expect(await reopen(written)).toMatchObject({
    ...{ content: { html: '<p>deux</p>' }, attachments: written.attachments },
  })
  expect(await save({ draft: first.draft, basedOn: one.revision })).toMatchObject({ conflict: true })
})

test('somebody else wrote the draft anew, or in the trash it is another → no file is added to it', async () => {
  const first = await save({ content: { html: '<p>à moi</p>' } })
  const theirs = await save({
    draft: first.draft,
    basedOn: first.revision,
    content: { html: '<p>à eux</p>' },
  })
  const refused = async () => await (await attach(first, 'secret.pdf', Buffer.from('secret'))).json()
  expect(await refused()).toMatchObject({ code: 'changed-meanwhile' })
  expect(await reopen(theirs)).toMatchObject({ attachments: [] })
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageMove(`${theirs.place.uid}`, 'Trash', { uid: true })
  })
  expect(await refused()).toMatchObject({ code: 'changed-meanwhile' })
})

test('two people change the files of a draft at once → each has the files that they kept, and never another in its place', async () => {
  const first = await save({})
  const one = await read(await attach(first, 'un.pdf', Buffer.from('un')))
  const both = await read(await attach(one, 'deux.pdf', Buffer.from('deux')))
  const idOf = (name: string) => both.attachments.filter((file) => file.name === name).map(({ id }) => id)
  const { draft, revision: basedOn } = both
  const theirs = await save({ draft, basedOn, keep: idOf('deux.pdf'), content: { html: '<p>à eux</p>' } })
  const three = await read(await attach(theirs, 'trois.pdf', Buffer.from('trois')))
  expect(three.attachments.map(({ name, part }) => [name, part])).toEqual([
    ['deux.pdf', '2'],
    ['trois.pdf', '3'],
  ])
  const mine = await save({ draft, basedOn, keep: idOf('deux.pdf') })
  expect(mine.conflict).toBe(true)
  expect(mine.attachments).toMatchObject([{ name: 'deux.pdf', id: idOf('deux.pdf')[0] }])
  const got = await partOf(mine.place.uid, mine.attachments[0]?.part)
  expect(got.octets.toString()).toBe('deux')
  expect((await save({ draft, basedOn, keep: idOf('un.pdf') })).attachments).toEqual([])
})

test('files of a draft that another program wrote → each has an id, which stays once we write it anew', async () => {
  const uid = await inBox(async (client) => {
    const file = (name: string) =>
      `--b\r\nContent-Type: application/pdf; name=${name}\r\nContent-Disposition: attachment\r\n\r\n${name}\r\n`
    const written = `From: mairie@mairie-saulieu.test\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n${file('un.pdf')}${file('deux.pdf')}--b--\r\n`
    const appended = await client.append('Drafts', written, ['\\Draft'])
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const opened = savedDraft.omit({ conflict: true }).parse(await reopen({ place: { folder: 'Drafts', uid } }))
  const [, two] = opened.attachments
  const saved = await save({ draft: opened.draft, basedOn: opened.revision, keep: [two?.id ?? ''] })
  expect(saved.attachments).toMatchObject([{ name: 'deux.pdf', id: two?.id, part: '2' }])
})

test('the same file added twice, because the answer was lost → once', async () => {
  const first = await save({})
  const revision = randomUUID()
  await attach(first, 'un.pdf', Buffer.from('un'), 'application/pdf', { revision })
  await attach(first, 'deux.pdf', Buffer.from('deux'))
  const again = await read(await attach(first, 'un.pdf', Buffer.from('un'), 'application/pdf', { revision }))
  expect(again.attachments.map(({ name }) => name)).toEqual(['un.pdf', 'deux.pdf'])
})

test.each([
  ['../../etc/passwd', 'application/pdf', 'passwd', 'application/pdf'],
  ['a\r\nBcc: x@evil.test.pdf', 'application/pdf', 'aBcc_ x@evil.test.pdf', 'application/pdf'],
  ['a.eml', 'message/rfc822', 'a.eml', 'application/octet-stream'],
  ['a.bin', 'multipart/mixed; boundary=x', 'a.bin', 'application/octet-stream'],
  ['', 'x', 'document.bin', 'application/octet-stream'],
])('a file called %j of %s → %s, %s', async (name, type, shown, kept) => {
  const saved = await read(await attach(await save({}), name, Buffer.from('x\n'), type))
  expect(saved.attachments).toMatchObject([{ name: shown, type: kept }])
  const source = (await drafts()).at(-1)?.source ?? ''
  expect(fieldOf(source, 'Bcc')).toBe('')
})

test('an empty file → attached as it is', async () => {
  const saved = await read(await attach(await save({}), 'vide.txt', Buffer.alloc(0), 'text/plain'))
  expect(saved.attachments).toMatchObject([{ name: 'vide.txt', bytes: 0 }])
})

test('a file, and files together, that are larger than a message may carry → too-large, and the draft is as it was', async () => {
  const first = await save({})
  const tooLarge = await attach(first, 'a.bin', Buffer.alloc(mostAttachedBytes + 1))
  expect(await tooLarge.json()).toMatchObject({ code: 'too-large' })
  const half = await read(await attach(first, 'a.bin', Buffer.alloc(mostAttachedBytes / 2 + 1)))
  const both = await attach(half, 'b.bin', Buffer.alloc(mostAttachedBytes / 2))
  expect(await both.json()).toMatchObject({ code: 'too-large' })
  expect(await reopen(half)).toMatchObject({ attachments: [{ name: 'a.bin' }] })
  const whole = await read(await attach(half, 'b.bin', Buffer.alloc(mostAttachedBytes / 2 - 1)))
  expect(whole.attachments).toHaveLength(2)
})

test('thrown away by another program meanwhile → there again with its file, which lies in the trash', async () => {
  const octets = randomBytes(2_000)
  const first = await read(await attach(await save({}), 'plan.pdf', octets))
  await inBox(async (client) => {
    await client.mailboxOpen('Drafts')
    await client.messageMove(`${first.place.uid}`, 'Trash', { uid: true })
  })
  const keep = first.attachments.map(({ id }) => id)
  const saved = await save({ draft: first.draft, basedOn: first.revision, keep })
  expect(saved.attachments).toMatchObject([{ name: 'plan.pdf' }])
  expect((await partOf(saved.place.uid, saved.attachments[0]?.part)).octets.equals(octets)).toBe(true)
})

test('a file for a draft that is nowhere → not-found', async () => {
  const nowhere = { draft: webmail.made.commune, revision: webmail.made.commune }
  expect(await (await attach(nowhere, 'a.pdf', Buffer.from('x'))).json()).toMatchObject({ code: 'not-found' })
})

/** A file that is announced, and of which little ever comes. Resolves once the webmail has heard of it. */
const stalled = async (to: { readonly draft: string; readonly revision: string }, cookie: string) => {
  const id = randomUUID()
  const query = new URLSearchParams({ revision: id, basedOn: to.revision, id, name: 'x', type: '' })
  const asked = request(`${webmail.origin}/api/v1${box}/drafts/${to.draft}/attachments?${query}`, {
    method: 'POST',
    headers: {
      ...{ origin: webmail.origin, cookie, expect: '100-continue' },
      ...{ 'content-type': 'application/octet-stream', 'content-length': mostAttachedBytes },
    },
  })
  asked.on('error', () => undefined)
  asked.flushHeaders()
  await once(asked, 'continue')
  asked.write('x')
  return { [Symbol.dispose]: () => void asked.destroy() }
}

test('one person has as many files under way as there is room for → somebody else has theirs taken all the same', async () => {
  const draft = await save({})
  const colleague = await webmail.outsider(webmail.made.commune)
  await hostingStore(webmail.owner).grant({
    ...{ commune: webmail.made.commune, mailbox: webmail.made.mairie },
    ...{ person: colleague.person, role: 'send' },
  })
  using held = new DisposableStack()
  const cookie = await webmail.cookie()
  for (let each = 0; each < 10; each += 1) held.use(await stalled(draft, cookie))
  const other = randomUUID()
  const theirs = await webmail.cookie(colleague.person)
  await colleague.ask(`PUT ${box}/drafts/${other}`, {
    ...{ revision: other, basedOn: null, content, keep: [], copies: [] },
  })
  // As long as it takes for the others to have theirs under way.
  for (let each = 0; each < 3; each += 1) {
    const query = new URLSearchParams({
      revision: randomUUID(),
      basedOn: other,
      id: randomUUID(),
      name: 'a',
      type: '',
    })
    const answer = await fetch(`${webmail.origin}/api/v1${box}/drafts/${other}/attachments?${query}`, {
      method: 'POST',
      headers: {
        ...{ origin: webmail.origin, cookie: theirs, 'content-type': 'application/octet-stream' },
      },
      body: new Uint8Array(8_000_000),
    })
    expect(await answer.json()).not.toMatchObject({ code: 'others-at-work' })
  }
})

test('anything but octets → unsupported-media-type', async () => {
  const first = await save({})
  const query = `revision=${first.draft}&basedOn=${first.revision}&name=a&type=b`
  const answer = await claire.ask(`POST ${box}/drafts/${first.draft}/attachments?${query}`, { a: 1 })
  expect(await answer.json()).toMatchObject({ code: 'unsupported-media-type' })
})
