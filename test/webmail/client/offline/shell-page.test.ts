import { expect, test } from 'vitest'
import { pageOrKept } from '#webmail/client/offline/shell-page.ts'

const never = new Promise<never>(() => undefined)
const kept = async () => 'kept'

test('the server answers → its page', async () => {
  const fetched = Promise.resolve('from the server')
  expect(await pageOrKept({ fetched, kept, patience: never })).toBe('from the server')
})

test('no network → the page that is kept, or the error where none is', async () => {
  const fetched = Promise.reject(new TypeError('failed to fetch'))
  expect(await pageOrKept({ fetched, kept, patience: never })).toBe('kept')
  await expect(pageOrKept({ fetched, kept: async () => undefined, patience: never })).rejects.toThrow(
    'failed to fetch',
  )
})

test('a line that swallows what it is given → the page that is kept', async () => {
  expect(await pageOrKept({ fetched: never, kept, patience: Promise.resolve() })).toBe('kept')
})

test('a slow line, and nothing is kept → the page, whenever it comes', async () => {
  const { promise: fetched, resolve } = Promise.withResolvers<string>()
  const keptNone = async () => {
    resolve('late')
    return undefined
  }
  expect(await pageOrKept({ fetched, kept: keptNone, patience: Promise.resolve() })).toBe('late')
})
