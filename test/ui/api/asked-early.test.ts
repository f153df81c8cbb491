import { afterEach, expect, test, vi } from 'vitest'
import { ask } from '#ui/api/ask.ts'
import { askedEarly, isUntaken, takeEarly } from '#ui/api/asked-early.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Answers with how often it was asked. */
function countedServer(): readonly string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => Response.json({ asked: asked.push(address) }))
  return asked
}

test('asked early → whoever asks first takes that answer, the next asks anew', async () => {
  const asked = countedServer()
  const early = await askedEarly('/api/v1/boxes')
  await early.clone().json()
  expect(isUntaken('/api/v1/boxes')).toBe(true)
  expect(await ask('GET /boxes', {})).toEqual({ asked: 1 })
  expect(isUntaken('/api/v1/boxes')).toBe(false)
  expect(await ask('GET /boxes', {})).toEqual({ asked: 2 })
  expect(asked).toEqual(['/api/v1/boxes', '/api/v1/boxes'])
})

test('another address, or a change of the same one → asked for by itself', async () => {
  const asked = countedServer()
  await askedEarly('/api/v1/settings')
  expect(await ask('GET /settings', { query: { of: 'a' } })).toEqual({ asked: 2 })
  expect(await ask('POST /settings', {})).toEqual({ asked: 3 })
  expect(asked).toEqual(['/api/v1/settings', '/api/v1/settings?of=a', '/api/v1/settings'])
  expect(takeEarly('/api/v1/settings')).toBeDefined()
})

test('answered ten seconds ago → asked anew; still on its way → waited for, however long', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  countedServer()
  await askedEarly('/api/v1/session')
  vi.advanceTimersByTime(10_000)
  expect(await ask('GET /session', {})).toEqual({ asked: 2 })
  const slow = Promise.withResolvers<Response>()
  vi.stubGlobal('fetch', () => slow.promise)
  void askedEarly('/api/v1/session')
  vi.advanceTimersByTime(60_000)
  const asked = ask('GET /session', {})
  slow.resolve(Response.json({ asked: 'slowly' }))
  expect(await asked).toEqual({ asked: 'slowly' })
})

test('nobody answered early → whoever takes it hears that nobody is reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(askedEarly('/api/v1/folders')).rejects.toThrow('Failed to fetch')
  await expect(ask('GET /folders', {})).rejects.toMatchObject({ code: 'unreachable' })
})
