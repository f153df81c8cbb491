import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { writeFlushed } from '#daemons/write-flushed.ts'

/** Takes octets, and is done with them when the test says so. */
function slow() {
  const taken: (() => void)[] = []
  const writable = new Writable({ write: (_chunk, _encoding, done) => void taken.push(done) })
  writable.on('error', () => undefined)
  return { writable, taken }
}

test('the octets are still on their way → not given back; taken → given back', async () => {
  const { writable, taken } = slow()
  let back = false
  const wait = writeFlushed(writable, Buffer.from('x')).then(() => {
    back = true
  })
  await new Promise(setImmediate)
  expect(back).toBe(false)
  taken[0]?.()
  await wait
  expect(writable.listenerCount('close')).toBe(0)
})

test.each([
  ['while it waits', (writable: Writable) => setImmediate(() => writable.destroy(new Error('gone')))],
  ['before', (writable: Writable) => writable.destroy()],
])('the other side is gone %s → given back', async (_, end) => {
  const { writable } = slow()
  end(writable)
  await writeFlushed(writable, Buffer.from('x'))
  expect(writable.destroyed).toBe(true)
})
