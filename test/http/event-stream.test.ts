import { expect, test } from 'vitest'
import { z } from 'zod'
import { eventStream } from '#http/event-stream.ts'

const schema = z.object({ kind: z.string() })
const text = new TextDecoder()

test('events → a line of data and an empty one for each, with nothing that the contract does not name', async () => {
  const events = eventStream(async function* () {
    yield { kind: 'arrived', subject: 'Devis' }
    yield { kind: 'changed' }
  }, schema)
  expect(await new Response(events).text()).toBe('data: {"kind":"arrived"}\n\ndata: {"kind":"changed"}\n\n')
})

test('nothing happens → a sign of life instead, and what comes then all the same', async () => {
  const coming = Promise.withResolvers<void>()
  const events = eventStream(
    async function* () {
      await coming.promise
      yield { kind: 'arrived' }
    },
    schema,
    1,
  )
  const reader = events.getReader()
  expect(text.decode((await reader.read()).value)).toBe(': still here\n\n')
  coming.resolve()
  for (;;) {
    const { value } = await reader.read()
    if (text.decode(value).startsWith(':')) continue
    expect(text.decode(value)).toBe('data: {"kind":"arrived"}\n\n')
    return
  }
})

test('nobody reads → nothing is listened to; whoever leaves → the listening ends', async () => {
  const said: string[] = []
  const listen = async function* (signal: AbortSignal) {
    said.push('begins')
    try {
      yield { kind: 'arrived' }
      yield { kind: 'changed' }
    } finally {
      said.push(signal.aborted ? 'told' : 'not told')
    }
  }
  const events = eventStream(listen, schema)
  expect(said).toEqual([])
  const reader = events.getReader()
  await reader.read()
  await reader.cancel()
  expect(said).toEqual(['begins', 'told'])
})
