import { afterEach, expect, test, vi } from 'vitest'
import { deleteIndexedStores, openIndexedStore } from '#webmail/client/offline/indexed-store.ts'

afterEach(() => vi.unstubAllGlobals())

/** Answers by the one event, once somebody listens. */
function requested(event: 'onsuccess' | 'onblocked', result: object = {}) {
  const request: Record<string, unknown> = { result, error: null }
  queueMicrotask(() => {
    const heard = request[event]
    if (typeof heard === 'function') heard()
  })
  return request
}

test.each(['onsuccess', 'onblocked'] as const)(
  'deleted, and the browser says %s → nobody waits for more',
  async (said) => {
    const names: string[] = []
    vi.stubGlobal('indexedDB', {
      databases: async () => [{ name: 'vaguemestre.kept.claire' }, { name: 'of somebody else' }],
      deleteDatabase(name: string) {
        names.push(name)
        return requested(said)
      },
    })
    await deleteIndexedStores()
    expect(names).toEqual(['vaguemestre.kept.claire'])
  },
  2000,
)

test('another tab deletes it → closed, and said', async () => {
  const said: string[] = []
  const database: Record<string, unknown> = { close: () => said.push('closed') }
  vi.stubGlobal('indexedDB', { open: () => requested('onsuccess', database) })
  await openIndexedStore('claire', () => said.push('told'))
  const { onversionchange } = database
  if (typeof onversionchange === 'function') onversionchange()
  expect(said).toEqual(['closed', 'told'])
})
