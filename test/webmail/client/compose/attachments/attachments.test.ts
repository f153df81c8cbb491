import { expect, test } from 'vitest'
import {
  keptFiles,
  noAttachments,
  shownFiles,
  takeKept,
  withoutFile,
} from '#webmail/client/compose/attachments/attachments.ts'
import { filled, savingUnderTest, settled } from '../draft/saving-under-test.ts'

const file = (name: string) => new File(['0123456789'], name, { type: 'text/plain' })
const names = (files: readonly { readonly name: string; readonly state: string }[]) =>
  files.map(({ name, state }) => `${name} ${state}`)

test('a file for a message that is not saved yet → the draft first, then the file, based on it', async () => {
  const { saving, asked, last } = savingUnderTest()
  saving.attach([file('a.txt')])
  await settled()
  expect(last()).toMatchObject({ kind: 'write', basedOn: null })
  await last().answer()
  expect(last()).toMatchObject({ kind: 'upload', file: 'a.txt', basedOn: asked[0]?.revision })
  last().progress(4)
  expect(saving.state().attachments[0]).toMatchObject({ state: 'sending', sent: 4, bytes: 10 })
  await last().answer({ files: ['a.txt'] })
  expect(names(saving.state().attachments)).toEqual(['a.txt kept'])
})

test('two files → one after the other', async () => {
  const { saving, last } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('a.txt'), file('b.txt')])
  await settled()
  expect(last().file).toBe('a.txt')
  await last().answer({ files: ['a.txt'] })
  expect(last().file).toBe('b.txt')
  await last().answer({ files: ['a.txt', 'b.txt'] })
  expect(names(saving.state().attachments)).toEqual(['a.txt kept', 'b.txt kept'])
})

test('a file that is taken away → the next change keeps the others by their ids', async () => {
  const attachments = {
    ...noAttachments,
    kept: keptFiles([
      { id: 'a', part: '2', name: 'a.txt', type: '', bytes: 1 },
      { id: 'b', part: '3', name: 'b.txt', type: '', bytes: 1 },
    ]),
  }
  const { saving, last, pass } = savingUnderTest({ basedOn: 'known', content: filled(), attachments })
  saving.detach(attachments.kept[0]?.key ?? '')
  expect(names(saving.state().attachments)).toEqual(['b.txt kept'])
  await pass(5000)
  expect(last().keep).toEqual(['b'])
  await last().answer({ files: ['b.txt'] })
  expect(saving.state().attachments).toMatchObject([{ name: 'b.txt', part: '2' }])
})

test('files of a message that is passed on → go along once', async () => {
  const from = { folder: 'INBOX', uid: 7, part: '2' }
  const copied = [{ state: 'copied' as const, key: 'k', name: 'facture.pdf', type: '', bytes: 1, from }]
  const { saving, last, pass } = savingUnderTest({
    attachments: { ...noAttachments, copied },
    content: filled(),
  })
  saving.change({ html: '<p>Pour information</p>' })
  await pass(5000)
  expect(last().copies).toEqual([{ ...from, id: 'k' }])
  await last().answer({ files: ['facture.pdf'] })
  saving.change({ html: '<p>Pour information.</p>' })
  await pass(5000)
  expect(last()).toMatchObject({ copies: [], keep: ['k'] })
})

test('a file that is refused → said of it, and the next goes on', async () => {
  const { saving, last } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('large.zip'), file('b.txt')])
  await settled()
  await last().fail('forbidden')
  expect(names(saving.state().attachments)).toEqual(['large.zip refused', 'b.txt sending'])
  expect(last().file).toBe('b.txt')
})

test('no network under way → the same file again under the same revision', async () => {
  const { saving, asked, last, pass } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('a.txt')])
  await settled()
  await last().fail('unreachable')
  await pass(5000)
  expect(asked).toHaveLength(2)
  expect(last().revision).toBe(asked[0]?.revision)
})

test('a file taken away while it arrives → gone with the next change', async () => {
  const { saving, last, pass } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('a.txt')])
  await settled()
  last().progress(10)
  saving.detach(saving.state().attachments[0]?.key ?? '')
  expect(last().signal?.aborted).toBe(false)
  expect(saving.state().attachments).toEqual([])
  await last().answer({ files: ['a.txt'] })
  expect(saving.state().attachments).toEqual([])
  saving.change({ subject: 'Salle' })
  await pass(5000)
  expect(last()).toMatchObject({ kind: 'write', keep: [] })
})

test('a file stopped under way → not asked for any more', async () => {
  const { saving, asked, last, pass } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('a.txt')])
  await settled()
  last().progress(4)
  saving.detach(saving.state().attachments[0]?.key ?? '')
  expect(last().signal?.aborted).toBe(true)
  await last().fail('unreachable')
  await pass(60_000)
  expect([asked.length, saving.state().attachments.length]).toEqual([1, 0])
})

test('thrown away while a file is under way → it stops, and could go on later', async () => {
  const { saving, last } = savingUnderTest({ basedOn: 'known' })
  saving.attach([file('a.txt')])
  await settled()
  const left = saving.end('forget')
  expect(last().signal?.aborted).toBe(true)
  await last().fail('unreachable')
  expect(names((await left).attachments.sending)).toEqual(['a.txt sending'])
})

test('a draft that another program wrote meanwhile → its files as they are now', () => {
  const before = {
    ...noAttachments,
    kept: keptFiles([{ id: 'a', part: '2', name: 'a', type: '', bytes: 1 }]),
  }
  const after = takeKept(before, ['x', 'y'], {
    attachments: [{ id: 'z', part: '2', name: 'z', type: '', bytes: 1 }],
    pictures: [],
  })
  expect(names(shownFiles(after))).toEqual(['z kept'])
})

test('one that never came → gone at once', () => {
  const sending = [
    {
      ...{ state: 'refused' as const, why: 'refused' as const, problem: null },
      ...{ key: 'k', name: 'a', type: '', bytes: 1 },
    },
  ]
  expect(shownFiles(withoutFile({ ...noAttachments, sending }, 'k'))).toEqual([])
})

test('somebody else took a file out of the draft → that is said of it, and the message does not seem to have it', () => {
  const views = ['a', 'b'].map((id, index) => ({ id, part: `${index + 2}`, name: id, type: '', bytes: 1 }))
  const before = { ...noAttachments, kept: keptFiles(views) }
  const after = takeKept(before, ['a', 'b'], {
    attachments: [{ id: 'b', part: '2', name: 'b', type: '', bytes: 1 }],
    pictures: [],
  })
  expect(shownFiles(after)).toMatchObject([
    { key: 'b', part: '2', state: 'kept' },
    { name: 'a', state: 'refused', why: 'gone' },
  ])
})

test('somebody else wrote the draft anew while a file is under way → what was written here first, as a draft of its own, then the file', async () => {
  const { saving, asked, last } = savingUnderTest({ basedOn: 'known', content: filled() })
  saving.attach([file('a.txt')])
  await settled()
  await last().fail('changed-meanwhile')
  expect(last()).toMatchObject({ kind: 'write', draft: 'draft', basedOn: 'known', content: filled() })
  await last().answer({ conflict: 'mine' })
  expect(last()).toMatchObject({
    kind: 'upload',
    draft: 'mine',
    basedOn: asked[1]?.revision,
    id: asked[0]?.id,
  })
  await last().answer({ files: ['a.txt'] })
  expect(saving.state()).toMatchObject({ draft: 'mine', conflict: true, phase: 'saved' })
  expect(names(saving.state().attachments)).toEqual(['a.txt kept'])
})

test('somebody else writes the draft anew all the time → the file is refused in the end, and nothing goes round', async () => {
  const { saving, asked, last } = savingUnderTest({ basedOn: 'known', content: filled() })
  saving.attach([file('a.txt')])
  await settled()
  for (let each = 0; each < 3; each++) {
    await last().fail('changed-meanwhile')
    await last().answer({ conflict: `mine-${each}` })
  }
  await last().fail('changed-meanwhile')
  expect(names(saving.state().attachments)).toEqual(['a.txt refused'])
  expect(asked).toHaveLength(7)
})

test('a file that cannot be read any more → said at that file, and the draft goes on', async () => {
  const { saving, last, pass } = savingUnderTest({ basedOn: 'known', content: filled() })
  saving.attach([file('gone.pdf'), file('b.txt')])
  await settled()
  await last().fail('unreadable')
  expect(saving.state().attachments).toMatchObject([
    { name: 'gone.pdf', state: 'refused', why: 'unreadable' },
    { name: 'b.txt', state: 'sending' },
  ])
  await last().answer({ files: ['b.txt'] })
  saving.detach(saving.state().attachments.find(({ state }) => state === 'refused')?.key ?? '')
  saving.change({ subject: 'Salle' })
  await pass(5000)
  expect(last()).toMatchObject({ kind: 'write', content: { subject: 'Salle' } })
})

test('a tab that is killed before a message that is passed on was saved → its copy names the files that go along', async () => {
  const from = { folder: 'INBOX', uid: 7, part: '2' }
  const copied = [{ state: 'copied' as const, key: 'k', name: 'facture.pdf', type: '', bytes: 1, from }]
  const { saving, copies } = savingUnderTest({ attachments: { ...noAttachments, copied } })
  saving.change({ html: '<p>Pour information</p>' })
  saving.keepHere()
  const [copy] = copies.all()
  expect(copy?.copied).toEqual(copied)
  const again = savingUnderTest({
    ...{ content: copy?.content ?? filled(), unsaved: true },
    attachments: { ...noAttachments, copied: copy?.copied ?? [] },
  })
  again.saving.wake()
  await settled()
  expect(again.last().copies).toEqual([{ ...from, id: 'k' }])
})
