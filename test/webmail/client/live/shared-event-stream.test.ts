import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveEvent } from '#webmail/client/live/read-events.ts'
import { type SharedEventStream, shareEventStream } from '#webmail/client/live/shared-event-stream.ts'

const box = '0199a000-0000-7000-8000-000000000001'
const listening = { kind: 'listening', boxes: [box] }
const nothing = { kind: 'listening', boxes: [] }

/** What the server says on each line in its turn; null for none at all. */
let lines: (readonly object[] | null)[] = []
let asked = 0
let line: SharedEventStream | null = null

function hear() {
  const heard: LiveEvent[] = []
  const ended = vi.fn()
  line = shareEventStream({ hear: (event) => heard.push(event), onEnd: ended, onOwnLine: () => undefined })
  return { heard, ended, line }
}

/** Streams are read in turns of the real event loop. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setImmediate(resolve))
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  lines = []
  asked = 0
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal('fetch', async () => {
    asked += 1
    const said = lines.shift()
    if (!said) throw new TypeError('no network')
    return new Response(said.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''))
  })
})
afterEach(() => {
  line?.end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a line that ends → nothing is heard any more, and it is taken up again after a moment', async () => {
  lines = [[listening, { kind: 'arrived', box, folder: 'INBOX' }], [listening]]
  const { heard, ended } = hear()
  await until(() => ended.mock.calls.length === 1)
  expect(heard).toEqual([listening, { kind: 'arrived', box, folder: 'INBOX' }, nothing])
  expect(asked).toBe(1)
  await vi.advanceTimersByTimeAsync(3000)
  await until(() => ended.mock.calls.length === 2)
  expect(heard.slice(3)).toEqual([listening, nothing])
})

test('no line to be had → tried again later and later, but within a minute or so', async () => {
  hear()
  await vi.advanceTimersByTimeAsync(60_000)
  const first = asked
  expect(first).toBeGreaterThan(3)
  expect(first).toBeLessThan(9)
  await vi.advanceTimersByTimeAsync(75_000)
  expect(asked).toBeGreaterThan(first)
})

test('somebody signed in again → tried now, whatever the wait was', async () => {
  const { heard, line } = hear()
  await vi.advanceTimersByTimeAsync(60_000)
  lines = [[listening]]
  const before = asked
  line.retry()
  await until(() => heard.some((event) => event.kind === 'listening' && event.boxes.length > 0))
  expect(asked).toBe(before + 1)
})

test('ended → no more lines', async () => {
  const { line, ended } = hear()
  await until(() => ended.mock.calls.length === 1)
  line.end()
  await vi.advanceTimersByTimeAsync(300_000)
  expect(asked).toBe(1)
})

/** Of one browser: granted in their turn. */
function oneBrowser(): void {
  let last: Promise<unknown> = Promise.resolve()
  const request = (_: string, __: object, work: () => Promise<void>) => {
    last = last.then(work)
    return last
  }
  vi.stubGlobal('navigator', { locks: { request } })
  const tabs = new Set<{ onmessage: ((message: { readonly data: unknown }) => void) | null }>()
  class Channel {
    onmessage: ((message: { readonly data: unknown }) => void) | null = null
    constructor() {
      tabs.add(this)
    }
    postMessage(data: unknown): void {
      for (const tab of tabs) if (tab !== this) tab.onmessage?.({ data })
    }
    close(): void {
      tabs.delete(this)
    }
  }
  vi.stubGlobal('BroadcastChannel', Channel)
}

test('two tabs of one browser → one line, and both hear it, whoever came later; the first closed → the other has it', async () => {
  oneBrowser()
  const coming = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>()
  const open = new ReadableStream<Uint8Array>({ start: (controller) => coming.resolve(controller) })
  const answers = [new Response(open), new Response()]
  vi.stubGlobal('fetch', async () => {
    asked += 1
    return answers.shift()
  })
  const first = hear()
  const say = async (event: object) =>
    (await coming.promise).enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`))
  await say(listening)
  await until(() => first.heard.length === 1)
  const second = hear()
  await say({ kind: 'folders', box })
  await until(() => second.heard.length === 2)
  expect(first.heard).toEqual([listening, { kind: 'folders', box }])
  expect(second.heard).toEqual([listening, { kind: 'folders', box }])
  expect(asked).toBe(1)
  first.line.end()
  ;(await coming.promise).close()
  await until(() => asked === 2)
})
