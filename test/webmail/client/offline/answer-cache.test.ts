import { expect, test } from 'vitest'
import { keptAnswers, keptForMs, mostOctets } from '#webmail/client/offline/answer-cache.ts'
import { storeInMemory } from './store-in-memory.ts'

const saulieu = { params: { box: 'saulieu' } }
const page = (box: string, offset = 0) => ({ params: { box }, query: { folder: 'INBOX', offset, limit: 50 } })

function kept(now = { ms: 0 }) {
  const store = storeInMemory()
  return { now, store, answers: keptAnswers(store, () => now.ms) }
}

test('a list that was read → read again, in whichever order the question is written', async () => {
  const { answers } = kept()
  await answers.put('/boxes/{box}/conversations', page('saulieu'), { rows: [7] })
  const same = {
    query: { limit: 50, offset: 0, folder: 'INBOX', filter: undefined },
    params: { box: 'saulieu' },
  }
  expect(await answers.read('/boxes/{box}/conversations', same)).toEqual({ rows: [7] })
  expect(await answers.read('/boxes/{box}/conversations', page('saulieu', 50))).toBeUndefined()
})

test.each([
  ['/boxes/{box}/contacts', saulieu],
  ['/own-app-passwords', {}],
  ['/boxes/{box}/conversations', { ...page('saulieu'), query: { folder: 'INBOX', q: 'devis' } }],
])('%s %o → not kept', async (path, input) => {
  const { answers, store } = kept()
  await answers.put(path, input, { rows: [] })
  expect([await store.facts(), await answers.read(path, input)]).toEqual([[], undefined])
})

test('what was read 31 days ago → neither read nor kept any longer, and what was read since is', async () => {
  const { answers, store, now } = kept()
  await answers.put('/boxes', {}, { rows: ['old'] })
  now.ms = 24 * 3_600_000
  await answers.put('/boxes/{box}/folders', saulieu, { rows: ['newer'] })
  now.ms = keptForMs + 1
  expect(await answers.read('/boxes', {})).toBeUndefined()
  await answers.prune()
  expect((await store.facts()).map(({ box }) => box)).toEqual(['saulieu'])
  expect(await answers.read('/boxes/{box}/folders', saulieu)).toEqual({ rows: ['newer'] })
})

test('more than a computer is asked to keep → the oldest goes', async () => {
  const { answers, store, now } = kept()
  // Two octets a letter.
  const third = 'x'.repeat(Math.ceil(mostOctets / 2 / 3))
  for (const uid of [1, 2, 3]) {
    now.ms = uid
    await answers.put('/boxes/{box}/message', { ...saulieu, query: { folder: 'INBOX', uid } }, third)
  }
  await answers.prune()
  expect((await store.facts()).map(({ at }) => at)).toEqual([2, 3])
})

test('a box that is not theirs any more → nothing of it stays, and everything of the others', async () => {
  const { answers, store } = kept()
  await answers.put('/session', {}, { person: { id: 'claire' } })
  await answers.put('/boxes/{box}/folders', saulieu, { rows: [] })
  await answers.put('/boxes/{box}/folders', { params: { box: 'thoisy' } }, { rows: [] })
  await answers.keepBoxes(['saulieu'])
  expect((await store.facts()).map(({ box }) => box)).toEqual(['', 'saulieu'])
})
