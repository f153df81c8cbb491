import { afterEach, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { type Guarded, signInGuard } from '#identity/intrusion/guard-sign-in.ts'
import type { Intrusion } from '#identity/intrusion/intrusion.ts'

const nobodyIsKnown: Intrusion = {
  ask: async () => ({ kind: 'allow' }),
  accepted: async () => {},
  refused: async () => {},
  blocked: async () => {},
}

let looked = 0
let answerAll = Promise.withResolvers<Response>()
afterEach(() => {
  looked = 0
  answerAll = Promise.withResolvers()
})

const guard = signInGuard({ intrusion: nobodyIsKnown, clock: systemClock, key: new Secret('key') })
const next = () => {
  looked += 1
  return answerAll.promise
}
const guarded = (login: string, client: string): Guarded => ({
  ...{ login, client, userAgent: null, tried: 'x' },
  meaning: async () => 'wrong',
})
const tries = (count: number, clientOf: (number: number) => string) =>
  Array.from({ length: count }, (_, number) =>
    guard(guarded(`${number}@saulieu.test`, clientOf(number)), next),
  )

async function statuses(asked: readonly Promise<Response>[]): Promise<readonly number[]> {
  await new Promise(setImmediate)
  answerAll.resolve(new Response(null, { status: 401 }))
  return (await Promise.all(asked)).map(({ status }) => status)
}

test('a thousand logins of one address at once → forty are looked at, and one of another place', async () => {
  const flood = tries(1000, () => '192.0.2.7')
  const other = guard(guarded('claire@saulieu.test', '198.51.100.9'), next)
  const answered = await statuses(flood)
  expect((await other).status).toBe(401)
  expect(looked).toBe(41)
  expect(answered.filter((status) => status === 429)).toHaveLength(960)
})

test('as many of one IPv6 site, each from a network of its own → a hundred and sixty are looked at', async () => {
  await statuses(tries(1000, (number) => `2001:db8:5:${number.toString(16)}::1`))
  expect(looked).toBe(160)
})

test('forty that were answered → forty more are looked at', async () => {
  await statuses(tries(40, () => '192.0.2.7'))
  await statuses(tries(40, () => '192.0.2.7'))
  expect(looked).toBe(80)
})
