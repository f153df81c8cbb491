import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { savedDraft } from '#webmail/contract/draft.ts'
import { contentIdOf, mostPictureBytes } from '#webmail/contract/picture-limits.ts'
import { draftsOf } from './draft-of.ts'

const webmail = await webmailUnderTest()
const claire = await webmail.signIn()
const { box, save, attach, reopen, drafts } = draftsOf(webmail, claire)

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const showing = (id: string) =>
  `<p>Voici&nbsp;: <img src="cid:${contentIdOf(id)}" alt="Plan de la salle" width="240"></p>`
const read = async (answer: Response) => savedDraft.parse(await answer.json())
const newest = async () => (await drafts()).at(-1)?.source ?? ''

async function withPicture(id: string, name = 'plan.png') {
  const first = await save({ content: { html: showing(id) } })
  return await read(await attach(first, name, png, 'image/png', { picture: id }))
}

test('a picture that the text names → inside the message, shown there and no file beside it; there again once it is reopened', async () => {
  const id = randomUUID()
  const saved = await withPicture(id)
  expect(saved).toMatchObject({
    ...{ attachments: [], conflict: false },
    pictures: [
      { contentId: contentIdOf(id), name: 'plan.png', type: 'image/png', bytes: expect.any(Number) },
    ],
  })
  const source = await newest()
  expect(source).toMatch(/^Content-Type: multipart\/related;/im)
  expect(source).toMatch(new RegExp(`^Content-Id: <${contentIdOf(id)}>`, 'im'))
  expect(source).toMatch(/^Content-Disposition: inline; filename=plan\.png/im)
  expect(source).toContain('[Plan de la salle]')
  expect(await reopen(saved)).toMatchObject({
    content: { html: expect.stringContaining(`src="cid:${contentIdOf(id)}"`) },
    ...{ pictures: saved.pictures, attachments: [] },
  })
  const place = `folder=Drafts&uid=${saved.place.uid}&part=${saved.pictures[0]?.part}`
  const got = await claire.ask(`GET ${box}/attachment?${place}`)
  expect(Buffer.from(await got.arrayBuffer()).equals(png)).toBe(true)
})

test('written on beside a file → the picture stays where it was; the text names it no more → gone, and no file', async () => {
  const id = randomUUID()
  const first = await withPicture(id)
  const filed = await read(await attach(first, 'un.pdf', Buffer.from('un')))
  expect(filed.pictures).toMatchObject([{ contentId: contentIdOf(id) }])
  const keep = filed.attachments.map((file) => file.id)
  const change = { draft: filed.draft, basedOn: filed.revision, keep }
  const on = await save({ ...change, content: { html: `<p>Plus.</p>${showing(id)}` } })
  expect(on).toMatchObject({ attachments: [{ name: 'un.pdf' }], pictures: [{ contentId: contentIdOf(id) }] })
  const without = await save({ ...change, basedOn: on.revision, content: { html: '<p>Rien.</p>' } })
  expect(without).toMatchObject({ attachments: [{ name: 'un.pdf' }], pictures: [] })
  expect(await newest()).not.toMatch(/image\/png/i)
})

test('twice, because the answer was lost → once; one that the text does not name → not there', async () => {
  const id = randomUUID()
  const first = await withPicture(id)
  const again = await read(await attach(first, 'plan.png', png, 'image/png', { picture: id }))
  expect(again.pictures).toHaveLength(1)
  const unnamed = await read(await attach(again, 'b.png', png, 'image/png', { picture: randomUUID() }))
  expect(unnamed).toMatchObject({ attachments: [], pictures: again.pictures })
})

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'invalid-input'],
  ['an AVIF', Buffer.from('\0\0\0\x1cftypavif', 'latin1'), 'invalid-input'],
  ['a larger one than a text shows', Buffer.concat([png, Buffer.alloc(mostPictureBytes)]), 'too-large'],
])('%s under the name of a picture → refused, and the draft is as it was', async (_, octets, code) => {
  const id = randomUUID()
  const first = await save({ content: { html: showing(id) } })
  const answer = await attach(first, 'plan.png', octets, 'image/png', { picture: id })
  expect(await answer.json()).toMatchObject({ code })
  expect(await reopen(first)).toMatchObject({ revision: first.revision, pictures: [] })
})
