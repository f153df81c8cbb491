import { afterEach, expect, test, vi } from 'vitest'
import { signOut } from '#ui/sign-in/authenticate.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  {
    what: 'the server says that it is over',
    answer: async () => Response.json({ success: true }),
    leaves: true,
  },
  { what: 'the service is away', answer: async () => new Response('', { status: 503 }), leaves: false },
  { what: 'no network', answer: () => Promise.reject(new TypeError('failed to fetch')), leaves: false },
])('$what → leaves: $leaves', async ({ answer, leaves }) => {
  const led: string[] = []
  vi.stubGlobal('fetch', answer)
  vi.stubGlobal('location', { assign: (place: string) => led.push(place) })
  expect(await signOut()).toBe(leaves)
  expect(led).toEqual(leaves ? ['/connexion'] : [])
})
