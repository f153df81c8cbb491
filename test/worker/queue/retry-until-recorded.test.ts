import { expect, test, vi } from 'vitest'
import type { Event } from '#core/event.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import { retryUntilRecorded } from '#worker/queue/retry-until-recorded.ts'

const { waited } = vi.hoisted(() => ({ waited: [] as number[] }))
vi.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => void waited.push(milliseconds),
}))

const coded = (code: string) => Object.assign(new Error(`SQLSTATE ${code}`), { code })

/** Fails with each error in turn, then answers. Nobody waits in between. */
async function asked(errors: readonly Error[], stopping = () => false) {
  const warned: Event[] = []
  const log = { info: () => {}, error: () => {}, warn: (event: Event) => void warned.push(event) }
  const left = [...errors]
  let times = 0
  waited.length = 0
  const work = retryUntilRecorded({ log, queueId: '01K' as QueueId, stopping }, async () => {
    times += 1
    const error = left.shift()
    if (error !== undefined) throw error
    return 'written'
  })
  return { answer: await work.catch((error: unknown) => error), times, warned }
}

test.each(['22001', '23505', '42501'])(
  'SQLSTATE %s, which is about what was said → rejects at once',
  async (code) => {
    const { answer, times, warned } = await asked([coded(code)])
    expect([answer, times, warned]).toEqual([coded(code), 1, []])
  },
)

test.each([
  ['a connection that breaks', coded('08006')],
  ['a shutdown', coded('57P01')],
  ['an error of the network', coded('ECONNREFUSED')],
  ['no code', new Error('timeout')],
])('%s, twice → asked a third time, half a second apart, and told once', async (_what, error) => {
  const { answer, times, warned } = await asked([error, error])
  expect([answer, times, waited]).toEqual(['written', 3, [500, 500]])
  expect(warned).toMatchObject([{ event: 'component.unavailable', component: 'queue-results' }])
})

test('a database that is away while the process stops → rejects', async () => {
  const { answer, times } = await asked([coded('57P01')], () => true)
  expect([answer, times]).toEqual([coded('57P01'), 1])
})
