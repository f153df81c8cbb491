import { expect, test } from 'vitest'
import { failed, ok } from '#core/result.ts'
import { gone } from '#webmail/api/imap/mail-fault.ts'
import { type Beside, searchEachFolder } from '#webmail/api/imap/search/search-each-folder.ts'

type Client = 'first' | 'second'
const folders = (...messages: readonly number[]) =>
  messages.map((each, at) => ({ path: `folder ${at}`, messages: each }))
const besideIt: Beside<Client> = (work) => work('second')

/** Notes who was asked for what; a search on the first connection waits until `until` is done. */
function searching(until: Promise<unknown> = Promise.resolve()) {
  const asked: string[] = []
  const search = async (on: Client, folder: string): Promise<string> => {
    asked.push(`${on}: ${folder}`)
    if (on === 'first') await until
    return folder
  }
  return { asked, search }
}

test('a large box → both connections at once, the answer in the order of the folders', async () => {
  const others = Promise.withResolvers<void>()
  const { asked, search } = searching(others.promise)
  const beside: Beside<Client> = async (work) => {
    const answer = await work('second')
    others.resolve()
    return answer
  }
  const found = await searchEachFolder<Client, string>('first', folders(9_000, 10, 20), { search, beside })
  expect(found).toEqual(['folder 0', 'folder 1', 'folder 2'])
  expect(asked.toSorted()).toEqual(['first: folder 0', 'second: folder 1', 'second: folder 2'])
})

test.each([
  ['a small box', folders(10, 20), besideIt],
  ['a large one in one folder', folders(9_000), besideIt],
  ['a large one that gets no second connection', folders(9_000, 10), null],
] as const)('%s → on one connection', async (_what, given, beside) => {
  const { asked, search } = searching()
  await searchEachFolder<Client, string>('first', given, { search, beside })
  expect(asked).toEqual(given.map(({ path }) => `first: ${path}`))
})

test('the second connection does not come → nobody waits for it', async () => {
  const { search } = searching()
  const found = await searchEachFolder<Client, string>('first', folders(9_000, 10), {
    ...{ search, beside: () => new Promise(() => undefined) },
  })
  expect(found).toEqual(['folder 0', 'folder 1'])
})

test('the second connection breaks → what it was asked is asked on the first', async () => {
  const others = Promise.withResolvers<void>()
  const { asked, search } = searching(others.promise)
  const broken = async (on: Client, folder: string) => {
    if (on === 'first') return await search(on, folder)
    others.resolve()
    throw new Error('gone')
  }
  const beside: Beside<Client> = (work) => work('second').catch(() => failed(gone))
  const found = await searchEachFolder<Client, string>('first', folders(9_000, 10), {
    search: broken,
    beside,
  })
  expect(found).toEqual(['folder 0', 'folder 1'])
  expect(asked).toEqual(['first: folder 0', 'first: folder 1'])
})

test('the first connection breaks → so does the search, whatever the second does', async () => {
  const search = async (on: Client) => {
    if (on === 'first') throw new Error('gone')
    return await new Promise<never>(() => undefined)
  }
  const beside: Beside<Client> = async (work) => ok((await work('second')) && null)
  await expect(
    searchEachFolder<Client, string>('first', folders(9_000, 10), { search, beside }),
  ).rejects.toThrow('gone')
})
