import { afterEach, expect, test, vi } from 'vitest'
import { endSession } from '#ui/sign-in/authenticate.ts'

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['the server’s own word', async () => Response.json({ success: true }), true],
  ['a page of whoever filters the network', async () => new Response('<html>', { status: 200 }), false],
  ['the service is away', async () => new Response('', { status: 503 }), false],
  ['no network', () => Promise.reject(new TypeError('failed to fetch')), false],
])('%s → the session is over: %#', async (_, answer, isOver) => {
  vi.stubGlobal('fetch', answer)
  expect(await endSession()).toBe(isOver)
})
