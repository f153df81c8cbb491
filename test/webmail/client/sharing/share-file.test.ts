import { afterEach, expect, test, vi } from 'vitest'
import { UnreadableFile } from '#webmail/client/compose/draft/saving-ports.ts'
import { fileShare } from '#webmail/client/sharing/share-file.ts'
import { pieceBytes } from '#webmail/contract/shared-file-limits.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const link = { id: 'f1', name: 'Plan.pdf', octets: 0, address: 'x', password: null, expiresAt: 'y' }
const file = new File([new Uint8Array(2 * pieceBytes + 7)], 'Plan.pdf')
const choice = { days: 30, password: false } as const

/** Answers in turn what a request of that name gets; what is not said succeeds. */
function answering(answers: Readonly<Record<string, readonly (() => Response)[]>> = {}) {
  const asked: { name: string; octets: number | null }[] = []
  const left = new Map(Object.entries(answers).map(([name, all]) => [name, [...all]]))
  vi.stubGlobal('fetch', async (address: string, { method, body }: RequestInit) => {
    const name = `${method} ${address.replace('/api/v1/boxes/b1/shared-files', '')}`
    asked.push({ name, octets: body instanceof Blob ? body.size : null })
    const next = left.get(name)?.shift()
    if (next !== undefined) return next()
    return name === 'POST ' ? Response.json(link, { status: 201 }) : new Response(null, { status: 204 })
  })
  return asked
}

const problem = (status: number, code: string) => () =>
  Response.json({ type: code, title: code, status, code }, { status })

test('a file of three pieces → begun, each sent in its turn and told, complete', async () => {
  const asked = answering()
  const sent: number[] = []
  const signal = new AbortController().signal
  expect(await fileShare('b1', file).send(choice, { sent: (octets) => sent.push(octets), signal })).toEqual(
    link,
  )
  expect(asked).toEqual([
    { name: 'POST ', octets: null },
    { name: 'PUT /f1/pieces/0', octets: pieceBytes },
    { name: 'PUT /f1/pieces/1', octets: pieceBytes },
    { name: 'PUT /f1/pieces/2', octets: 7 },
    { name: 'POST /f1/completion', octets: null },
  ])
  expect(sent).toEqual([pieceBytes, 2 * pieceBytes, file.size])
})

test('refused on the way → told, and nothing is left behind', async () => {
  const asked = answering({ 'PUT /f1/pieces/1': [problem(404, 'not-found')] })
  const signal = new AbortController().signal
  await expect(fileShare('b1', file).send(choice, { sent: () => undefined, signal })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect(asked.at(-1)?.name).toBe('DELETE /f1')
})

test('stopped → no piece more, and nothing is left behind', async () => {
  const asked = answering()
  const stop = new AbortController()
  const sent = () => stop.abort()
  await expect(fileShare('b1', file).send(choice, { sent, signal: stop.signal })).rejects.toBeInstanceOf(
    DOMException,
  )
  expect(asked.map(({ name }) => name)).toEqual(['POST ', 'PUT /f1/pieces/0', 'DELETE /f1'])
})

test('a line that is away → what came is kept, and sending again goes on with the piece that is missing', async () => {
  vi.useFakeTimers()
  const away = Array.from({ length: 5 }, () => problem(503, 'try-later'))
  const asked = answering({ 'PUT /f1/pieces/1': away })
  const signal = new AbortController().signal
  const share = fileShare('b1', file)
  const stopped = expect(share.send(choice, { sent: () => undefined, signal })).rejects.toMatchObject({
    code: 'try-later',
  })
  await vi.runAllTimersAsync()
  await stopped
  expect(share.isBegun()).toBe(true)
  const before = asked.length
  expect(await share.send(choice, { sent: () => undefined, signal })).toEqual(link)
  expect(asked.slice(before).map(({ name }) => name)).toEqual([
    'PUT /f1/pieces/1',
    'PUT /f1/pieces/2',
    'POST /f1/completion',
  ])
  share.giveUp()
  expect(asked.filter(({ name }) => name === 'DELETE /f1')).toEqual([])
})

test('given up after it stopped → nothing is left behind', async () => {
  vi.useFakeTimers()
  const asked = answering({
    'POST /f1/completion': Array.from({ length: 5 }, () => problem(503, 'try-later')),
  })
  const share = fileShare('b1', file)
  const signal = new AbortController().signal
  const stopped = expect(share.send(choice, { sent: () => undefined, signal })).rejects.toBeDefined()
  await vi.runAllTimersAsync()
  await stopped
  share.giveUp()
  share.giveUp()
  expect(asked.filter(({ name }) => name === 'DELETE /f1')).toHaveLength(1)
})

test('a file that was changed on the disk meanwhile → said to be unreadable, and nothing is left behind', async () => {
  const asked = answering({
    'PUT /f1/pieces/1': [
      () => {
        throw new TypeError('Failed to fetch')
      },
    ],
  })
  const changed = new File([new Uint8Array(2 * pieceBytes + 7)], 'Plan.pdf')
  const slices = changed.slice.bind(changed)
  vi.spyOn(changed, 'slice').mockImplementation((from, to) => {
    const octets = slices(from, to)
    if (from === pieceBytes)
      octets.slice = () => {
        throw new DOMException('changed', 'NotReadableError')
      }
    return octets
  })
  const signal = new AbortController().signal
  const sending = fileShare('b1', changed).send(choice, { sent: () => undefined, signal })
  await expect(sending).rejects.toBeInstanceOf(UnreadableFile)
  expect(asked.at(-1)?.name).toBe('DELETE /f1')
})
