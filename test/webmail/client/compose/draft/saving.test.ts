import { expect, test } from 'vitest'
import { keptFiles, noAttachments } from '#webmail/client/compose/attachments/attachments.ts'
import { filled, savingUnderTest, settled } from './saving-under-test.ts'
import { storageInMemory } from './storage-in-memory.ts'

test('nothing was changed → nothing is saved, here or there', async () => {
  const { saving, asked, copies, pass } = savingUnderTest({ content: filled() })
  await pass(60_000)
  expect([asked.length, copies.all().length, saving.state().phase]).toEqual([0, 0, 'untouched'])
})

test('a pause of one second → a copy here; five seconds after the first letter → the server', async () => {
  const { saving, asked, copies, pass } = savingUnderTest()
  saving.change({ subject: 'S' })
  await pass(900)
  saving.change({ subject: 'Salle' })
  await pass(900)
  expect(copies.all()).toEqual([])
  await pass(100)
  expect(copies.all()[0]?.content.subject).toBe('Salle')
  expect(asked).toHaveLength(0)
  await pass(3100)
  expect(asked.map(({ content }) => content?.subject)).toEqual(['Salle'])
})

test('the server has it → the copy here goes, and the state says when', async () => {
  const { saving, copies, last, pass } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  await pass(5000)
  expect(copies.all()).toHaveLength(1)
  await last().answer()
  expect(copies.all()).toEqual([])
  expect(saving.state()).toMatchObject({ phase: 'saved', savedAt: '2026-11-23T13:12:00.000Z' })
})

test('the server has what was there before → the copy here stays until it has the rest', async () => {
  const { saving, copies, last, pass } = savingUnderTest()
  saving.change(filled({ subject: 'one' }))
  await pass(5000)
  saving.change(filled({ subject: 'two' }))
  await pass(1000)
  await last().answer()
  expect(copies.all()[0]?.content.subject).toBe('two')
})

test('changed while it is asked → one request at a time, and the next follows the first', async () => {
  const { saving, asked, last, pass } = savingUnderTest()
  saving.change({ subject: 'one' })
  await pass(5000)
  saving.change({ subject: 'two' })
  await pass(20_000)
  expect(asked).toHaveLength(1)
  await last().answer()
  await pass(5000)
  expect(asked).toHaveLength(2)
  expect(last()).toMatchObject({ basedOn: asked[0]?.revision, content: { subject: 'two' } })
  expect(last().revision).not.toBe(asked[0]?.revision)
})

test('no answer came → the same again under the same revision, then what is newer', async () => {
  const { saving, asked, copies, last, pass } = savingUnderTest()
  saving.change({ subject: 'one' })
  await pass(5000)
  await last().fail('unreachable')
  expect(saving.state().phase).toBe('here-only')
  saving.change({ subject: 'two' })
  await pass(1000)
  expect(copies.all()[0]?.content.subject).toBe('two')
  await pass(4000)
  expect(last()).toMatchObject({ revision: asked[0]?.revision, content: { subject: 'one' } })
  await last().answer()
  await pass(5000)
  expect(last()).toMatchObject({ basedOn: asked[0]?.revision, content: { subject: 'two' } })
})

test('the session ended → what was written stays, and is saved once somebody signed in', async () => {
  const { saving, asked, last, pass } = savingUnderTest()
  saving.change({ subject: 'one' })
  await pass(5000)
  await last().fail('not-signed-in')
  saving.wake()
  await settled()
  expect(asked).toHaveLength(2)
  await last().answer()
  expect(saving.state()).toMatchObject({ phase: 'saved', content: { subject: 'one' } })
})

test('refused for good → said, and tried again with the next change alone', async () => {
  const { saving, asked, last, pass } = savingUnderTest()
  saving.change({ subject: 'one' })
  await pass(5000)
  await last().fail('forbidden')
  expect(saving.state().phase).toBe('failed')
  await pass(60_000)
  expect(asked).toHaveLength(1)
  saving.change({ subject: 'two' })
  await pass(5000)
  expect(last().revision).not.toBe(asked[0]?.revision)
})

test('emptied → the full draft stays, here and there', async () => {
  const { saving, asked, copies, last, pass } = savingUnderTest()
  saving.change({ subject: 'Salle', html: '<p>Bonjour</p>' })
  await pass(5000)
  await last().answer()
  saving.change({ subject: 'Salle', html: '<p>Bonjour Madame</p>' })
  await pass(1000)
  saving.change({ subject: '', html: '<p></p>' })
  await pass(60_000)
  expect(asked).toHaveLength(1)
  expect(copies.all()[0]?.content.html).toBe('<p>Bonjour Madame</p>')
  expect(await saving.flush()).toBe(true)
  expect(asked).toHaveLength(1)
})

test('somebody else changed it → both are kept, and it goes on with its own', async () => {
  const { saving, copies, last, pass } = savingUnderTest()
  saving.change({ subject: 'mine' })
  await pass(5000)
  await last().answer({ conflict: 'another' })
  expect(saving.state()).toMatchObject({ draft: 'another', conflict: true })
  saving.change({ subject: 'mine again' })
  await pass(5000)
  expect(last().draft).toBe('another')
  expect(copies.all().map(({ draft }) => draft)).toEqual(['another'])
})

test('flush → at once, with what is changed meanwhile; false where it fails', async () => {
  const { saving, asked, last } = savingUnderTest()
  saving.change({ subject: 'one' })
  const saved = saving.flush()
  await settled()
  saving.change({ subject: 'two' })
  await last().answer()
  expect(asked).toHaveLength(2)
  await last().answer()
  expect(await saved).toBe(true)
  saving.change({ subject: 'three' })
  const lost = saving.flush()
  await settled()
  await last().fail('unreachable')
  expect(await lost).toBe(false)
})

test('flush of what nobody changed → nothing; as ours → written once', async () => {
  const { saving, asked, last } = savingUnderTest({ content: filled(), basedOn: 'theirs' })
  expect(await saving.flush()).toBe(true)
  expect(asked).toHaveLength(0)
  const written = saving.flush('as-ours')
  await settled()
  expect(last().basedOn).toBe('theirs')
  await last().answer()
  expect(await written).toBe(true)
  expect(await saving.flush('as-ours')).toBe(true)
  expect(asked).toHaveLength(1)
})

test('ended → nothing is asked any more; forgotten, no copy is left', async () => {
  const { saving, asked, copies, pass } = savingUnderTest()
  saving.change({ subject: 'Salle' })
  const left = await saving.end('keep')
  expect(left).toMatchObject({ unsaved: true, content: { subject: 'Salle' } })
  expect(copies.all()).toHaveLength(1)
  await saving.end('forget')
  await pass(60_000)
  saving.keepHere()
  expect([asked.length, copies.all().length]).toEqual([0, 0])
})

test('a copy that was left → written over what it was based on', async () => {
  const { saving, last } = savingUnderTest({ content: filled(), basedOn: 'known', unsaved: true })
  saving.wake()
  await settled()
  expect(last()).toMatchObject({ basedOn: 'known', content: { subject: 'Salle des fêtes' } })
})

test('kept in this browser → said so; a browser that is full, or may keep nothing → not said', async () => {
  for (const [storage, keptHere] of [
    [storageInMemory(), true],
    [storageInMemory(10), false],
  ] as const) {
    const { saving, last, pass } = savingUnderTest({}, storage)
    saving.change({ subject: 'one' })
    await pass(5000)
    await last().fail('unreachable')
    expect(saving.state()).toMatchObject({ phase: 'here-only', keptHere })
    await pass(5000)
    await last().answer()
    expect(saving.state()).toMatchObject({ phase: 'saved', keptHere: false })
  }
})

test('kept beside what somebody else made of it → written although nothing changed since, as a draft of its own', async () => {
  const { saving, last } = savingUnderTest({ basedOn: 'known', content: filled() })
  const kept = saving.keepMine('beside')
  await settled()
  expect(last()).toMatchObject({ draft: 'draft', basedOn: 'known', content: filled() })
  await last().answer({ conflict: 'mine' })
  expect(await kept).toBe(true)
  expect(saving.state()).toMatchObject({ draft: 'mine', phase: 'saved' })
})

test('kept as a copy of what takes no change → a new draft, with the files that the other one has', async () => {
  const files = ['2', '3'].map((part) => ({ id: `f${part}`, part, name: `${part}.pdf`, type: '', bytes: 1 }))
  const { saving, last, pass } = savingUnderTest({
    ...{ basedOn: 'known', content: filled(), place: { folder: 'Drafts', uid: 7 } },
    attachments: { ...noAttachments, kept: keptFiles(files) },
  })
  saving.change({ subject: 'autre' })
  await pass(5000)
  await last().fail('in-use')
  expect(saving.state().phase).toBe('failed')
  const kept = saving.keepMine('as-copy')
  await settled()
  expect(last()).toMatchObject({ basedOn: null, keep: [], content: { subject: 'autre' } })
  expect(last().draft).not.toBe('draft')
  expect(last().copies).toMatchObject([
    { folder: 'Drafts', uid: 7, part: '2' },
    { folder: 'Drafts', uid: 7, part: '3' },
  ])
  await last().answer({ files: ['2.pdf', '3.pdf'] })
  expect(await kept).toBe(true)
})

test('kept as a copy where nobody knows the place of the other one → a new draft all the same, and what it lacks is told', async () => {
  const files = [{ id: 'f2', part: '2', name: '2.pdf', type: '', bytes: 1 }]
  const { saving, last, pass } = savingUnderTest({
    ...{ basedOn: 'known', content: filled(), place: null },
    attachments: { ...noAttachments, kept: keptFiles(files) },
  })
  saving.change({ subject: 'autre' })
  await pass(5000)
  await last().fail('in-use')
  const kept = saving.keepMine('as-copy')
  await settled()
  expect(last()).toMatchObject({ basedOn: null, content: { subject: 'autre' } })
  expect(last().draft).not.toBe('draft')
  await last().answer()
  expect(await kept).toBe(true)
  expect(saving.state()).toMatchObject({ phase: 'saved', attachments: [{ name: '2.pdf', state: 'refused' }] })
})
