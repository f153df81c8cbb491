import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ask } from '#ui/api/ask.ts'
import { dropPreloadedAnswers, takePreloadedAnswers } from '#ui/api/preloaded-answers.ts'

let asked: string[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  asked = []
  vi.stubGlobal('fetch', async (address: string) => Response.json({ asked: asked.push(address) }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A page with this block; whether it still stands there. */
function pageWith(text: string, read = takePreloadedAnswers) {
  let stands = true
  const remove = () => {
    stands = false
  }
  const element = { textContent: text, remove }
  const page = { getElementById: (id: string) => (id === 'first-answers' ? element : null) }
  // The page has an element, of which nothing else is read.
  read(page as unknown as Pick<Document, 'getElementById'>)
  return { stands: () => stands }
}

const boxes = { name: 'GET /boxes', answer: { rows: ['mairie'] } }
const list = {
  ...{ name: 'GET /boxes/{box}/conversations', params: { box: 'b' } },
  ...{ query: { folder: 'Élus', offset: 0 }, answer: { rows: ['budget'] } },
}

test('answers that came with the page → whoever asks first takes one, the next asks anew; the page has them no more', async () => {
  const page = pageWith(JSON.stringify([boxes, list]))
  expect(page.stands()).toBe(false)
  const { params, query } = list
  expect(await ask(list.name, { params, query })).toEqual({ rows: ['budget'] })
  expect(await ask(boxes.name, {})).toEqual({ rows: ['mairie'] })
  expect(asked).toEqual([])
  expect(await ask(boxes.name, {})).toEqual({ asked: 1 })
})

test('another folder, or a change at the same address → asked for', async () => {
  pageWith(JSON.stringify([list, { name: 'GET /settings', answer: {} }]))
  expect(await ask(list.name, { params: list.params, query: { folder: 'Sent', offset: 0 } })).toEqual({
    asked: 1,
  })
  expect(await ask('PUT /settings', { body: {} })).toEqual({ asked: 2 })
})

test('the script began ten seconds ago → asked for', async () => {
  pageWith(JSON.stringify([boxes]))
  vi.advanceTimersByTime(10_000)
  expect(await ask(boxes.name, {})).toEqual({ asked: 1 })
})

test.each(['[]', '{}', '[null, 1, {"answer": 2}]', '[{"name":'])(
  'a block of %s → everything is asked for',
  async (text) => {
    pageWith(text)
    expect(await ask(boxes.name, {})).toEqual({ asked: 1 })
  },
)

test('a page without one → everything is asked for', async () => {
  takePreloadedAnswers({ getElementById: () => null })
  expect(await ask(boxes.name, {})).toEqual({ asked: 1 })
})

test('dropped → neither in the page nor for whoever asks', async () => {
  expect(pageWith(JSON.stringify([boxes]), dropPreloadedAnswers).stands()).toBe(false)
  expect(await ask(boxes.name, {})).toEqual({ asked: 1 })
})
