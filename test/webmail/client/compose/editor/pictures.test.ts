import { expect, test } from 'vitest'
import { noAttachments } from '#webmail/client/compose/attachments/attachments.ts'
import { sizeOf, sizesFor, widthOf } from '#webmail/client/compose/editor/picture-size.ts'
import { isPictureMissing, keptPictures, pictureBytes } from '#webmail/client/compose/editor/pictures.ts'
import { contentIdOf } from '#webmail/contract/picture-limits.ts'
import { filled, savingUnderTest, settled } from '../draft/saving-under-test.ts'

const id = '0196f0aa-0000-4000-8000-000000000001'
const contentId = contentIdOf(id)
const html = `<p>Voici <img src="cid:${contentId}" alt="Plan"></p>`
const file = () => new File(['octets'], 'plan.png', { type: 'image/png' })

function insert({ saving }: ReturnType<typeof savingUnderTest>): void {
  saving.show([{ id, file: file() }])
  saving.change({ html })
  saving.wake()
}

test('put into a text → the text is saved first, then the picture under the id that it names; it is no file', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  expect(under.asked.map(({ kind, content }) => [kind, content?.html])).toEqual([['write', html]])
  await under.last().answer()
  expect(under.last()).toMatchObject({ kind: 'upload', isPicture: true, id, file: 'plan.png' })
  expect(isPictureMissing(under.saving.state().pictures, html)).toBe(false)
  await under.last().answer()
  expect(under.saving.state()).toMatchObject({ attachments: [], pictures: [{ contentId, kept: true }] })
  expect(under.asked).toHaveLength(2)
})

test('written on while the text is saved → the picture does not wait for the end of it', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  under.saving.change({ html: `${html}<p>et</p>` })
  await under.last().answer()
  expect(under.last().kind).toBe('upload')
})

test('taken out and put back by « Annuler » → it goes to the server once more', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  await under.last().answer()
  await under.last().answer()
  under.saving.change({ html: '<p>Voici</p>' })
  await under.pass(5000)
  await under.last().answer()
  expect(under.saving.state().pictures).toMatchObject([{ kept: false }])
  under.saving.change({ html })
  await under.pass(5000)
  await under.last().answer()
  expect(under.last()).toMatchObject({ kind: 'upload', id })
})

test('put back, and a file attached at the same moment → the text is saved before the picture goes', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  await under.last().answer()
  await under.last().answer()
  under.saving.change({ html: '<p>Voici</p>' })
  await under.pass(5000)
  await under.last().answer()
  under.saving.change({ html })
  under.saving.attach([new File(['plan'], 'plan.txt')])
  await settled()
  expect(under.last()).toMatchObject({ kind: 'write', content: { html } })
})

test('taken out before it went → it never goes', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  under.saving.change({ html: '<p>Voici</p>' })
  await under.last().answer()
  await under.pass(5000)
  expect(under.asked.map(({ kind }) => kind)).toEqual(['write', 'write'])
})

test('the server will not have it → it is missing, and nothing is asked again', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  await under.last().answer()
  await under.last().fail('invalid-input')
  await under.pass(20_000)
  expect(under.asked).toHaveLength(2)
  expect(isPictureMissing(under.saving.state().pictures, html)).toBe(true)
})

test('kept as a draft of its own → its pictures go there as well', async () => {
  const under = savingUnderTest()
  insert(under)
  await settled()
  await under.last().answer()
  await under.last().answer()
  void under.saving.keepMine('as-copy')
  await settled()
  await under.last().answer()
  expect(under.last()).toMatchObject({ kind: 'upload', id })
})

test('a killed tab → the copy here says where its pictures are', async () => {
  const pictures = keptPictures([{ contentId, part: '2', name: 'plan.png', type: 'image/png', bytes: 6 }])
  const { saving, copies, pass } = savingUnderTest({
    ...{ content: filled({ html }), basedOn: 'r', attachments: { ...noAttachments, pictures } },
  })
  saving.change({ subject: 'Salle' })
  await pass(1000)
  expect(copies.all()).toMatchObject([{ pictures: [{ contentId, name: 'plan.png', bytes: 6 }] }])
})

test('a text that names what is nowhere → missing; of another program → its own matter', () => {
  expect(isPictureMissing([], html)).toBe(true)
  expect(isPictureMissing([], '<img src="cid:logo@v">')).toBe(false)
})

test('sizes together → what the text names and what the draft has, once each', () => {
  const kept = keptPictures([
    { contentId: 'logo@v', part: '3', name: '', type: 'image/png', bytes: 10 },
    { contentId, part: '2', name: '', type: 'image/png', bytes: 5 },
  ])
  expect(pictureBytes(kept, html)).toBe(15)
  expect(
    pictureBytes(
      kept.map((each) => ({ ...each, kept: false })),
      html,
    ),
  ).toBe(5)
})

test.each([
  [2000, ['small', 'text', 'original']],
  [500, ['small', 'text']],
  [200, ['small']],
])('a picture %i pixels wide → sizes that differ: %j', (natural, sizes) => {
  expect(sizesFor(natural)).toEqual(sizes)
  for (const size of sizesFor(natural)) expect(sizeOf(widthOf(size, natural), natural)).toBe(size)
})
