import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { mairie } from '#test/support/database/commune.ts'
import { newFolder } from '#test/support/dovecot/mailbox-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { attachmentView } from '#webmail/contract/conversation.ts'
import { draftsOf, fieldOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const claire = await webmail.signIn()
const { ask, save, reopen, inBox, drafts } = draftsOf(webmail, claire)

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.4 du devis')
const devis = [
  ...[
    'From: Sophie Vauthier <contact@vauthier.test>',
    `To: ${mairie}, luc@ailleurs.test`,
    'Cc: eva@ailleurs.test',
  ],
  ...['Message-ID: <devis@vauthier.test>', 'References: <un@vauthier.test>', 'Subject: Devis'],
  ...['Date: Tue, 03 Mar 2026 14:12:00 +0100', 'MIME-Version: 1.0'],
  ...['Content-Type: multipart/mixed; boundary="out"', '', '--out'],
  ...['Content-Type: multipart/related; boundary="in"', '', '--in'],
  ...['Content-Type: text/html; charset=utf-8', ''],
  '<p class="x" onclick="y()">Voici le devis.</p><img src="cid:logo@v"><img src="https://away.test/a.png" width="40" height="40">',
  ...['--in', 'Content-Type: image/png; name="logo.png"', 'Content-ID: <logo@v>'],
  ...[
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: inline',
    '',
    png.toString('base64'),
    '--in--',
  ],
  ...[
    '--out',
    'Content-Type: application/pdf; name="Devis.pdf"',
    'Content-Disposition: attachment; filename="Devis.pdf"',
  ],
  ...['Content-Transfer-Encoding: base64', '', pdf.toString('base64'), '--out--', ''],
].join('\r\n')

const answer = z.object({
  content: z.looseObject({ from: z.string(), subject: z.string() }),
  quote: z.string(),
  attachments: z.array(attachmentView),
})
let uid = 0
const begun = async (kind: string) =>
  answer.parse(await ask(`GET /answer?folder=INBOX&uid=${uid}&kind=${kind}`))
const newest = async () => (await drafts()).at(-1)?.source ?? ''

beforeAll(() =>
  inBox(async (client) => {
    const appended = await client.append('INBOX', devis)
    if (appended === false || appended.uid === undefined) throw new Error('not appended')
    uid = appended.uid
  }),
)

test('answered → to its author, with what it says quoted and safe to show', async () => {
  const { content, quote, attachments } = await begun('reply')
  expect(content).toEqual({
    ...{ from: mairie, subject: 'Re: Devis', html: '', receipt: false },
    ...{ to: [{ name: 'Sophie Vauthier', address: 'contact@vauthier.test' }], cc: [], bcc: [] },
    about: {
      ...{ kind: 'reply', place: { folder: 'INBOX', uid }, quoted: true },
      original: { messageId: '<devis@vauthier.test>', received: expect.any(String) },
      seen: expect.any(String),
    },
  })
  expect(quote).toContain('Le mar. 3 mars 2026 à 14\u00a0h\u00a012, Sophie Vauthier')
  expect(quote).toContain('Voici le devis.')
  expect(quote).not.toMatch(/onclick| src="https:\/\/away/)
  expect(quote).toContain(`src="${webmail.contentOrigin}/part/`)
  expect(attachments).toEqual([])
})

test('answered to all → the others as well, the box itself not', async () => {
  expect((await begun('reply-all')).content).toMatchObject({
    cc: [{ address: 'luc@ailleurs.test' }, { address: 'eva@ailleurs.test' }],
  })
})

test('an answer saved → in the conversation, with the quote and its image below what was written', async () => {
  const { content } = await begun('reply')
  const saved = await save({ content: { ...content, html: '<p>Merci.</p>' } })
  const source = await newest()
  expect(fieldOf(source, 'In-Reply-To')).toBe('<devis@vauthier.test>')
  expect(fieldOf(source, 'References')).toBe('<un@vauthier.test> <devis@vauthier.test>')
  expect(source).toMatch(/Content-Id: <logo@v>/i)
  const text = source.replace(/=\r\n/g, '')
  expect(text).toMatch(/Merci\.[\s\S]*> Voici le devis/)
  expect(text).toContain('cid:logo@v')
  expect(text).toContain('https://away.test/a.png')
  expect(saved.attachments).toEqual([])
  const again = await reopen(saved)
  expect(again).toMatchObject({
    content: {
      html: '<p>Merci.</p>',
      about: { kind: 'reply', place: { folder: 'INBOX', uid }, quoted: true },
    },
    quote: expect.stringContaining('Voici le devis.'),
  })
  expect(JSON.stringify(again)).not.toMatch(/away\.test\/a\.png" w|src=\\"cid/)
})

test('an answer without the quote → what it answers alone; with it again → below once more', async () => {
  const { content } = await begun('reply')
  const about = { kind: 'reply', place: { folder: 'INBOX', uid }, quoted: false }
  const without = await save({ content: { ...content, html: '<p>Merci.</p>', about } })
  expect(await newest()).not.toContain('Voici le devis')
  expect(fieldOf(await newest(), 'In-Reply-To')).toBe('<devis@vauthier.test>')
  await save({
    ...{ draft: without.draft, basedOn: without.revision },
    content: { ...content, html: '<p>Merci.</p>', about: { ...about, quoted: true } },
  })
  expect(await newest()).toContain('Voici le devis')
})

test('the original was filed elsewhere meanwhile → the answer keeps its quote and its conversation', async () => {
  const moved = await inBox(async (client) => {
    const appended = await client.append('INBOX', devis.replaceAll('devis@vauthier', 'deux@vauthier'))
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const about = { kind: 'reply', place: { folder: 'INBOX', uid: moved }, quoted: true }
  const first = await save({ content: { about, html: '<p>a</p>' } })
  await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    await client.messageMove(`${moved}`, 'Archive', { uid: true })
  })
  await save({ draft: first.draft, basedOn: first.revision, content: { about, html: '<p>b</p>' } })
  const source = await newest()
  expect(source).toContain('Voici le devis')
  expect(source).toMatch(/Content-Id: <logo@v>/i)
  expect(fieldOf(source, 'In-Reply-To')).toBe('<deux@vauthier.test>')
})

test.each(['Archive', 'Trash', 'Urbanisme'])(
  'the original was moved to %s before the first change was saved → the answer has its quote, its image and its conversation',
  async (to) => {
    const name = `${to.toLowerCase()}@vauthier`
    const moved = await inBox(async (client) => {
      const appended = await client.append('INBOX', devis.replaceAll('devis@vauthier', name))
      if (to === 'Urbanisme') await newFolder(client, to)
      return appended === false ? 0 : (appended.uid ?? 0)
    })
    const { content } = answer.parse(await ask(`GET /answer?folder=INBOX&uid=${moved}&kind=reply`))
    await inBox(async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageMove(`${moved}`, to, { uid: true })
    })
    const saved = await save({ content: { ...content, html: '<p>Merci.</p>' } })
    const source = await newest()
    expect(source).toContain('Voici le devis')
    expect(source).toMatch(/Content-Id: <logo@v>/i)
    expect(fieldOf(source, 'In-Reply-To')).toBe(`<${name}.test>`)
    expect(await reopen(saved)).toMatchObject({ quote: expect.stringContaining('Voici le devis.') })
  },
)

test('passed on, the original moved before the first change was saved → its text and its file go along', async () => {
  const moved = await inBox(async (client) => {
    const appended = await client.append('INBOX', devis.replaceAll('devis@vauthier', 'tr@vauthier'))
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const { content, attachments } = answer.parse(
    await ask(`GET /answer?folder=INBOX&uid=${moved}&kind=forward`),
  )
  await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    await client.messageMove(`${moved}`, 'Archive', { uid: true })
  })
  const copies = attachments.map(({ part }) => ({ id: randomUUID(), folder: 'INBOX', uid: moved, part }))
  const saved = await save({ content, copies })
  expect(saved.attachments).toMatchObject([{ name: 'Devis.pdf', type: 'application/pdf' }])
  expect(await newest()).toContain('Voici le devis')
})

test('another message with the Message-ID of the original → not taken for it', async () => {
  const seen = await inBox(async (client) => {
    const [one, other] = [devis, devis.replaceAll('Voici le devis', 'Un autre texte')].map((source) =>
      source.replaceAll('devis@vauthier', 'double@vauthier'),
    )
    const appended = await client.append('INBOX', one ?? '', [], new Date('2026-03-02T08:00:00Z'))
    await client.append('Archive', other ?? '', [], new Date('2026-03-02T09:00:00Z'))
    return appended === false ? 0 : (appended.uid ?? 0)
  })
  const { content } = answer.parse(await ask(`GET /answer?folder=INBOX&uid=${seen}&kind=reply`))
  await inBox(async (client) => {
    await client.mailboxOpen('INBOX')
    await client.messageDelete(`${seen}`, { uid: true })
  })
  await save({ content: { ...content, html: '<p>Merci.</p>' } })
  expect(await newest()).not.toContain('Un autre texte')
})

test.each(['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'an original that came at %s, as no message does → the answer is kept without it',
  async (received) => {
    const original = { messageId: '<nowhere@vauthier.test>', received }
    const about = { kind: 'reply', place: { folder: 'INBOX', uid: 9999 }, quoted: true, original }
    expect(await reopen(await save({ content: { about, html: '<p>a</p>' } }))).toMatchObject({ quote: '' })
  },
)

test('an original that is gone → the answer is kept without it', async () => {
  const about = { kind: 'reply', place: { folder: 'INBOX', uid: 9999 }, quoted: true }
  const saved = await save({ content: { about, html: '<p>a</p>' } })
  expect(await reopen(saved)).toMatchObject({ content: { about, html: '<p>a</p>' }, quote: '' })
})

test('passed on → its fields before it, and its file goes along octet by octet', async () => {
  const { content, quote, attachments } = await begun('forward')
  expect(content).toMatchObject({ subject: 'Tr: Devis', to: [], about: { kind: 'forward' } })
  expect(quote).toContain('Message transféré')
  expect(attachments).toMatchObject([{ name: 'Devis.pdf', type: 'application/pdf' }])
  const copies = attachments.map(({ part }) => ({ id: randomUUID(), folder: 'INBOX', uid, part }))
  const saved = await save({ content, copies })
  expect(saved.attachments).toMatchObject([{ name: 'Devis.pdf', type: 'application/pdf' }])
  expect(fieldOf(await newest(), 'In-Reply-To')).toBe('')
  const [file] = saved.attachments
  const place = `folder=Drafts&uid=${saved.place.uid}&part=${file?.part}`
  const got = await claire.ask(`GET /boxes/${webmail.made.mairie}/attachment?${place}`)
  expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf)
})

test('a file that is not in that message → not-found, and nothing was kept', async () => {
  const before = (await drafts()).length
  const { content } = await begun('forward')
  const body = { revision: webmail.made.commune, basedOn: null, content, keep: [] }
  const copies = [{ id: randomUUID(), folder: 'INBOX', uid, part: '7' }]
  expect(await ask(`PUT /drafts/${webmail.made.commune}`, { ...body, copies })).toMatchObject({
    code: 'not-found',
  })
  expect(await drafts()).toHaveLength(before)
})
