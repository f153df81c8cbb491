import { expect, test } from 'vitest'
import { ProblemError } from '#ui/api/problem-error.ts'
import { keptAnswers } from '#webmail/client/offline/answer-cache.ts'
import { type CachePorts, networkOrCache } from '#webmail/client/offline/network-or-cache.ts'
import { storeInMemory } from './store-in-memory.ts'

const question = ['/boxes/{box}/folders', { params: { box: 'saulieu' } }] as const
const folders = { rows: [{ path: 'INBOX' }] }

function inBrowser(more: Partial<CachePorts> = {}) {
  const said: string[] = []
  const answers = keptAnswers(storeInMemory(), () => 0)
  const ports: CachePorts = {
    answers: async () => answers,
    isOwn: async () => true,
    signedIn: async (person) => void said.push(`signed in: ${person}`),
    wipe: async () => void said.push('wiped'),
    note: () => said.push('no network'),
    ...more,
  }
  return { said, answers, ports }
}

const fails = (code: string) => async (): Promise<never> => {
  throw new ProblemError(code)
}

test('read, then no network → the same again, and that there is no network is said', async () => {
  const { said, ports, answers } = inBrowser()
  await networkOrCache(question, async () => folders, ports)
  await expect.poll(() => answers.read(...question)).toEqual(folders)
  expect(await networkOrCache(question, fails('unreachable'), ports)).toEqual(folders)
  expect(said).toEqual(['no network'])
})

test('never read, and no network → the error', async () => {
  const { ports } = inBrowser()
  await expect(networkOrCache(question, fails('unreachable'), ports)).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('nobody keeps anything here → the error, whatever was read', async () => {
  const { ports } = inBrowser({ answers: async () => null })
  await networkOrCache(question, async () => folders, ports)
  await expect(networkOrCache(question, fails('unreachable'), ports)).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('the service is away → the error: it is not for this computer to say what the service would', async () => {
  const { ports, answers } = inBrowser()
  await answers.put(...question, folders)
  await expect(networkOrCache(question, fails('try-later'), ports)).rejects.toMatchObject({
    code: 'try-later',
  })
})

test('the session ended elsewhere → wiped before anybody hears of it', async () => {
  const { said, ports } = inBrowser()
  await expect(networkOrCache(question, fails('not-signed-in'), ports)).rejects.toMatchObject({
    code: 'not-signed-in',
  })
  expect(said).toEqual(['wiped'])
})

test('gone, or not theirs any more → not kept either', async () => {
  const { ports, answers } = inBrowser()
  await answers.put(...question, folders)
  await expect(networkOrCache(question, fails('not-found'), ports)).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect.poll(() => answers.read(...question)).toBeUndefined()
})

test('somebody else is signed in → nothing of theirs is kept for the first', async () => {
  const isOwn = Promise.resolve(false)
  const { ports, answers } = inBrowser({ isOwn: () => isOwn })
  await networkOrCache(question, async () => folders, ports)
  await isOwn
  expect(await answers.read(...question)).toBeUndefined()
})

test.each([
  ['a page of whoever filters the network', new Blob(['<html>'], { type: 'text/html' })],
  ['an answer that names nobody', { ok: true }],
])('who is signed in is answered with %s → nobody is noted, and what was kept stays', async (_, answer) => {
  const { said, ports, answers } = inBrowser()
  await answers.put('/session', {}, { person: { id: 'claire' } })
  await networkOrCache<unknown>(['/session', {}], async () => answer, ports)
  expect(said).toEqual([])
  expect(await answers.read('/session', {})).toEqual({ person: { id: 'claire' } })
})

test('who is signed in → told at once', async () => {
  const { said, ports } = inBrowser()
  await networkOrCache(['/session', {}], async () => ({ person: { id: 'claire' } }), ports)
  expect(said).toEqual(['signed in: claire'])
})
