import { createElement, Suspense } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { type LazyPart, lazyPart } from '#ui/page/lazy-part.tsx'

const Greeting = ({ name }: { readonly name: string }) => createElement('p', null, `Bonjour ${name}`)

const drawn = (part: LazyPart<{ readonly name: string }>): string =>
  renderToStaticMarkup(
    createElement(Suspense, { fallback: 'elle arrive' }, createElement(part, { name: 'Claire' })),
  )

test('a part that was fetched → drawn at once, the first time that it is drawn', async () => {
  const load = vi.fn(async () => Greeting)
  const part = lazyPart(load)
  part.fetch()
  await load.mock.results[0]?.value
  await Promise.resolve()
  expect(drawn(part)).toBe('<p>Bonjour Claire</p>')
  part.fetch()
  expect(load).toHaveBeenCalledOnce()
})

test('a part that was not → what stands for it', () => {
  expect(drawn(lazyPart(async () => Greeting))).toContain('elle arrive')
})

test('a part that did not come when it was fetched → asked for again the next time, and nothing is thrown', async () => {
  const load = vi.fn(async () => Greeting)
  load.mockRejectedValueOnce(new Error('no network'))
  const part = lazyPart(load)
  part.fetch()
  await load.mock.results[0]?.value.catch(() => undefined)
  part.fetch()
  await load.mock.results[1]?.value
  await Promise.resolve()
  expect(drawn(part)).toBe('<p>Bonjour Claire</p>')
})
