import { expect, test } from 'vitest'
import { Downloads } from '#http/downloads.ts'

const limits = { ofOne: 2, ofAll: 3, longestMilliseconds: 60_000 }
const file = (...pieces: readonly string[]) =>
  ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)))

function placeOf(downloads: Downloads, actor = 'claire'): Disposable {
  const place = downloads.begin(actor)
  if (place === null) throw new Error('no place')
  return place
}

test('as many as one person may have, and all together → no more, until one is given back', () => {
  const downloads = new Downloads(limits)
  const first = placeOf(downloads)
  placeOf(downloads)
  expect(downloads.begin('claire')).toBeNull()
  placeOf(downloads, 'paul')
  expect(downloads.begin('jeanne')).toBeNull()
  first[Symbol.dispose]()
  first[Symbol.dispose]()
  expect(downloads.begin('jeanne')).not.toBeNull()
  expect(downloads.begin('anne')).toBeNull()
})

test('read to its end → whole, and its place is free', async () => {
  const downloads = new Downloads({ ...limits, ofOne: 1 })
  const given = downloads.during(file('a;b\r\n', '1;2\r\n'), placeOf(downloads))
  expect(downloads.begin('claire')).toBeNull()
  expect(await new Response(given).text()).toBe('a;b\r\n1;2\r\n')
  expect(downloads.begin('claire')).not.toBeNull()
})

test('nobody wants it any more, before the first piece or after it → its place is free', async () => {
  const downloads = new Downloads({ ...limits, ofOne: 1 })
  await downloads.during(file('a'), placeOf(downloads)).cancel()
  const reader = downloads.during(file('a', 'b'), placeOf(downloads)).getReader()
  await reader.read()
  await reader.cancel()
  expect(downloads.begin('claire')).not.toBeNull()
})

test('the database fails on the way → the reader hears it, and the place is free', async () => {
  const downloads = new Downloads({ ...limits, ofOne: 1 })
  async function* failing() {
    yield new Uint8Array(1)
    throw new Error('connection lost')
  }
  const given = downloads.during(ReadableStream.from(failing()), placeOf(downloads))
  await expect(new Response(given).text()).rejects.toThrow()
  expect(downloads.begin('claire')).not.toBeNull()
})

test('nothing taken for as long as one may → it ends, and the place is free', async () => {
  const downloads = new Downloads({ ...limits, ofOne: 1, idleMilliseconds: 1 })
  const endless = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
  const reader = downloads.during(endless, placeOf(downloads)).getReader()
  await expect(reader.read()).rejects.toThrow(/nothing was taken/)
  expect(downloads.begin('claire')).not.toBeNull()
})

test('not read in its time → it ends, and the place is free', async () => {
  const downloads = new Downloads({ ...limits, ofOne: 1, longestMilliseconds: 1 })
  const endless = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
  const reader = downloads.during(endless, placeOf(downloads)).getReader()
  await expect(reader.read()).rejects.toThrow(/timeout/)
  expect(downloads.begin('claire')).not.toBeNull()
})

test.each(['idleMilliseconds', 'longestMilliseconds'] as const)(
  'a reader who took one piece and no more, for %s → it ends for them, and the place is free',
  async (bound) => {
    const downloads = new Downloads({ ...limits, ofOne: 1, [bound]: 1 })
    const endless = new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(65_536)) })
    const reader = downloads.during(endless, placeOf(downloads)).getReader()
    await reader.read()
    await expect(reader.closed).rejects.toThrow(/timeout/)
    expect(downloads.begin('claire')).not.toBeNull()
  },
)
