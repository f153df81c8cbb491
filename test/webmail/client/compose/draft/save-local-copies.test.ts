import { expect, test } from 'vitest'
import { type LocalCopy, localCopies } from '#webmail/client/compose/draft/local-copies.ts'
import { saveLocalCopies } from '#webmail/client/compose/draft/save-local-copies.ts'
import { filled } from './saving-under-test.ts'
import { storageInMemory } from './storage-in-memory.ts'

const copyOf = (draft: string): LocalCopy => ({
  ...{ box: 'box', draft, basedOn: null, attachments: [], copied: [], quote: '' },
  ...{ at: '2026-11-23T13:12:00.000Z', content: filled() },
})

function left(...drafts: readonly string[]) {
  const copies = localCopies('claire', storageInMemory())
  for (const draft of drafts) copies.put(copyOf(draft))
  const written: string[] = []
  const write = async ({ draft }: LocalCopy): Promise<void> => {
    if (draft === 'refused') throw new Error('no')
    written.push(draft)
  }
  return { copies, written, write, kept: () => copies.all().map(({ draft }) => draft) }
}

test('two messages that were left unfinished, and somebody signs out → both are on the server, and nothing is lost unasked', async () => {
  const { copies, written, write, kept } = left('one', 'two')
  expect(await saveLocalCopies({ copies, write, isWritten: () => false })).toBe(true)
  expect([written.toSorted(), kept()]).toEqual([['one', 'two'], []])
})

test('one that the server does not take → asked about; the others are saved', async () => {
  const { copies, written, write, kept } = left('refused', 'two')
  expect(await saveLocalCopies({ copies, write, isWritten: () => false })).toBe(false)
  expect([written, kept()]).toEqual([['two'], ['refused']])
})

test('one that another tab is writing → left to that tab, and asked about', async () => {
  const { copies, written, write, kept } = left('one')
  expect(await saveLocalCopies({ copies, write, isWritten: (draft) => draft === 'one' })).toBe(false)
  expect([written, kept()]).toEqual([[], ['one']])
})
