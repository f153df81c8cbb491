import { ImapFlow } from 'imapflow'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '#core/clock.ts'
import { issueMailboxToken } from '#identity/mailbox-token.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, dovecot } = webmail
const claire = await webmail.signIn()

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const boundary = 'between-parts'
const devis = [
  'From: Sophie Vauthier <contact@vauthier.test>',
  `To: ${mairie}`,
  'Message-ID: <devis@vauthier.test>',
  'Subject: =?utf-8?Q?Toiture_de_l=E2=80=99=C3=A9cole?=',
  'Date: Fri, 06 Nov 2026 14:12:00 +0100',
  'Content-Language: fr',
  'MIME-Version: 1.0',
  `Content-Type: multipart/mixed; boundary="${boundary}"`,
  '',
  `--${boundary}`,
  'Content-Type: multipart/related; boundary="inner"',
  '',
  '--inner',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  '<p>Voici le devis.<script>canary()</script></p><img src="cid:logo@x"><img src="https://away.test/a.png" width="40" height="40"><a href="https://evil.test/x">www.impots.gouv.fr</a>',
  '--inner',
  'Content-Type: image/png; name="logo.png"',
  'Content-ID: <logo@x>',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: inline',
  '',
  png.toString('base64'),
  '--inner--',
  `--${boundary}`,
  'Content-Type: application/pdf; name="../Devis n° 7.pdf"',
  'Content-Disposition: attachment; filename="../Devis 7.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('%PDF-1.4 nothing else').toString('base64'),
  `--${boundary}--`,
  '',
].join('\r\n')
const answer = [
  `From: Mairie <${mairie}>`,
  'To: contact@vauthier.test',
  'Message-ID: <answer@mairie.test>',
  'In-Reply-To: <devis@vauthier.test>',
  'References: <devis@vauthier.test>',
  'Subject: Re: Toiture',
  'Date: Fri, 06 Nov 2026 15:00:00 +0100',
  '',
  'Bon pour accord.',
  '',
].join('\r\n')

let uid = 0

beforeAll(async () => {
  const accessToken = await issueMailboxToken(
    { mailbox: mairie, person: made.person },
    dovecot.tokenKey,
    systemClock,
  )
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: dovecot.installation.ports.imap, secure: false, doSTARTTLS: false },
    ...{ logger: false, auth: { user: mairie, accessToken } },
  })
  await client.connect()
  const appended = await client.append('INBOX', devis)
  if (!appended || appended.uid === undefined) throw new Error('not appended')
  uid = appended.uid
  await client.append('Sent', answer, ['\\Seen'])
  await client.logout()
})

const ask = async (path: string): Promise<unknown> =>
  (await claire.ask(`GET /boxes/${made.mairie}/${path}`)).json()
const body = (more = '') => ask(`message?folder=INBOX&uid=${uid}${more}`)

test('a folder → its conversation with who wrote, own reply included', async () => {
  expect(await ask('conversations?folder=INBOX')).toMatchObject({
    total: 1,
    state: expect.stringMatching(/^\d+\.\d+$/),
    rows: [
      {
        ...{ uid, uids: [uid], subject: 'Toiture de l’école', count: 2, unread: 1, attachments: true },
        people: [
          { name: 'Sophie Vauthier', address: 'contact@vauthier.test', me: false },
          { address: mairie, me: true },
        ],
      },
    ],
  })
})

test.each([
  ['de:sophie toiture', 1],
  ['objet:toiture avec:pj', 1],
  ['from:nobody', 0],
  ['dans:envoyés accord', 1],
])('searched for « %s » → %i message(s), each with where it lies', async (q, total) => {
  const found = await ask(`conversations?folder=INBOX&q=${encodeURIComponent(q)}`)
  expect(found).toMatchObject({ total })
  if (q.startsWith('dans:')) expect(found).toMatchObject({ rows: [{ folder: 'Sent' }] })
})

test('the conversation opened → both messages, each with where it lies, and its files by safe names', async () => {
  expect(await ask(`conversation?folder=INBOX&uid=${uid}`)).toMatchObject({
    subject: 'Toiture de l’école',
    messages: [
      {
        place: { folder: 'INBOX', uid },
        me: false,
        from: { name: 'Sophie Vauthier' },
        attachments: [{ name: expect.not.stringContaining('/'), type: 'application/pdf' }],
      },
      { place: { folder: 'Sent' }, me: true, from: { address: mairie } },
    ],
  })
})

test('its text → without script, the image elsewhere not loaded, the link that pretends named', async () => {
  const shown = await body()
  expect(shown).toMatchObject({
    html: expect.stringContaining('Voici le devis.'),
    ...{ remoteImages: 1, cut: false, banner: null, firstContact: false, language: 'fr' },
    links: [{ shown: 'impots.gouv.fr', domain: 'evil.test' }],
  })
  const text = JSON.stringify(shown)
  expect(text).not.toMatch(/canary|<script/)
  expect(text).not.toMatch(/ src=\\"https:\/\/away/)
})

const addressIn = async (kind: 'part' | 'image', more = '') => {
  const text = JSON.stringify(await body(more))
  return new RegExp(`${webmail.contentOrigin}/${kind}/[\\w.-]+`).exec(text)?.[0] ?? ''
}

test('an image inside the message → from the content host, as what its octets are, with no cookie asked for', async () => {
  const image = await fetch(await addressIn('part'))
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(Buffer.from(await image.arrayBuffer())).toEqual(png)
  expect(image.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('the access of its reader ended → the image is not found, whoever has its address', async () => {
  const address = await addressIn('part')
  await webmail.owner.pool.query('update access set until = now() where mailbox_id = $1', [made.mairie])
  expect((await fetch(address)).status).toBe(404)
  await webmail.owner.pool.query('update access set until = null where mailbox_id = $1', [made.mairie])
  expect((await fetch(address)).status).toBe(200)
})

test('images asked for → by our proxy alone, which reaches nothing of our own networks', async () => {
  const address = await addressIn('image', '&images=1')
  expect(address).not.toBe('')
  expect((await fetch(address)).status).toBe(404)
})

test('a file → as an attachment of no type a browser would run, its octets as they came', async () => {
  const file = await claire.ask(`GET /boxes/${made.mairie}/attachment?folder=INBOX&uid=${uid}&part=2`)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[^"/]*Devis/)
  expect(await file.text()).toBe('%PDF-1.4 nothing else')
})

test.each([
  ['a part that is none of its files', 'attachment?folder=INBOX&uid=1&part=9'],
  ['a message that is gone', 'message?folder=INBOX&uid=4000000'],
  ['a folder that is none', 'conversations?folder=Nowhere'],
])('%s → not-found', async (_, path) => {
  expect(await ask(path)).toMatchObject({ code: 'not-found' })
})

const act = async (folder: string, uids: readonly number[], action: object): Promise<unknown> =>
  (await claire.ask(`POST /boxes/${made.mairie}/actions`, { folder, uids, action })).json()

test('read, then starred → the row says so; archived and moved back → where it was, by what the answers say', async () => {
  expect(await act('INBOX', [uid], { kind: 'read' })).toEqual({ moved: [], missing: [] })
  await act('INBOX', [uid], { kind: 'flag' })
  expect(await ask('conversations?folder=INBOX')).toMatchObject({ rows: [{ unread: 0, flagged: true }] })
  const archived = movedOf.parse(await act('INBOX', [uid, 4_000_000], { kind: 'archive' }))
  expect(archived).toMatchObject({
    moved: [{ from: { folder: 'INBOX', uid }, to: { folder: 'Archive' } }],
    missing: [4_000_000],
  })
  expect(await ask('conversations?folder=INBOX')).toMatchObject({ total: 0 })
  const { to } = archived.moved[0] ?? { to: { folder: '', uid: 0 } }
  await act(to.folder, [to.uid], { kind: 'move', to: 'INBOX' })
  expect(await ask('conversations?folder=INBOX')).toMatchObject({ total: 1, rows: [{ flagged: true }] })
})

test('moved to a folder that is none → not-found, and nothing is gone', async () => {
  const [row] = rowsOf.parse(await ask('conversations?folder=INBOX')).rows
  expect(await act('INBOX', [row?.uid ?? 0], { kind: 'move', to: 'Nowhere' })).toMatchObject({
    code: 'not-found',
  })
  expect(await ask('conversations?folder=INBOX')).toMatchObject({ total: 1 })
})

const place = z.object({ folder: z.string(), uid: z.number() })
const movedOf = z.object({
  moved: z.array(z.object({ from: place, to: place })),
  missing: z.array(z.number()),
})
const rowsOf = z.object({ rows: z.array(z.object({ uid: z.number() })) })
