import { onlineManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '#admin/client/api.ts'
import { nothingYet } from '#admin/client/failure.tsx'
import { words as english } from '#admin/client/words/en.ts'
import { words as french } from '#admin/client/words/fr.ts'
import { ProblemError } from '#ui/api/problem-error.ts'
import { askAgain, makeQueryClient } from '#ui/api/query-client.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  onlineManager.setOnline(true)
})

function withoutNetwork() {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  vi.stubGlobal('navigator', { onLine: false })
  onlineManager.setOnline(false)
  return makeQueryClient({})
}
const unreachable = expect.objectContaining({ code: 'unreachable' })

test('a list asked for without a network → fails at once, and does not wait for ever', async () => {
  const client = withoutNetwork()
  const asked = client.fetchQuery({ queryKey: ['/team', {}], queryFn: () => api('GET /team') })
  await expect(asked).rejects.toEqual(unreachable)
})

test('a change without a network → fails, and is not sent by itself later, when nobody thinks of it', async () => {
  const client = withoutNetwork()
  const change = client.getMutationCache().build(client, { mutationFn: () => api('GET /team') })
  await expect(change.execute(undefined)).rejects.toEqual(unreachable)
  expect(change.state.isPaused).toBe(false)
})

test.each([
  [french, 'Pas de connexion', 'Chargement…'],
  [english, 'No connection', english.ui.loading],
] as const)('choices that have not come → why not, or that they are coming', (words, offline, coming) => {
  expect(nothingYet(new ProblemError('unreachable'), words)).toBe(offline)
  expect(nothingYet(null, words)).toBe(coming)
})

test('the network is back → what is on the screen is asked for once, what never changes only where it was missing', async () => {
  const asked: string[] = []
  const client = makeQueryClient({})
  let isBack = false
  const watch = (
    name: string,
    { staleTime, known }: { readonly staleTime: number; readonly known: boolean },
  ) => {
    const queryFn = () => {
      asked.push(name)
      return isBack ? Promise.resolve(name) : Promise.reject(new ProblemError('unreachable'))
    }
    const options = {
      queryKey: [name],
      queryFn,
      staleTime,
      retry: false,
      ...(known ? { initialData: name } : {}),
    }
    return new QueryObserver(client, options).subscribe(() => undefined)
  }
  const ends = [
    watch('list', { staleTime: 15_000, known: true }),
    watch('message', { staleTime: Number.POSITIVE_INFINITY, known: true }),
    watch('missing message', { staleTime: Number.POSITIVE_INFINITY, known: false }),
  ]
  await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  asked.length = 0
  isBack = true
  await Promise.all([askAgain(client), askAgain(client)])
  expect(asked.toSorted()).toEqual(['list', 'missing message'])
  for (const end of ends) end()
})
