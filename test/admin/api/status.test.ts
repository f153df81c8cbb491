import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { daemonNames, processNames } from '#core/service-names.ts'
import { reportValidSeconds } from '#core/service-report.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let support: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  support = await admin.signIn({ role: 'support' })
})
afterAll(() => admin[Symbol.asyncDispose]())

const names = [...processNames, ...daemonNames]
const since = '2026-03-02T06:02:00.000Z'

async function report(at: number, state: (name: string) => string): Promise<void> {
  const services = names.map((name) => ({ name, state: state(name), since, detail: 'words' }))
  await writeFile(admin.statusFile, JSON.stringify({ at: new Date(at).toISOString(), services }))
}

interface Status {
  readonly state: string
  readonly services: readonly { readonly name: string; readonly state: string }[]
  readonly keptMail: unknown
}
const status = async (): Promise<Status> => (await (await support.ask('GET /status')).json()) as Status

test('nothing reported, or nothing readable → unknown, never healthy', async () => {
  expect((await status()).state).toBe('unknown')
  await writeFile(admin.statusFile, '{"at":')
  expect(await status()).toMatchObject({ state: 'unknown', keptMail: { held: { messages: 0, bytes: 0 } } })
})

test('everything healthy a moment ago → healthy', async () => {
  await report(Date.now(), () => 'healthy')
  const { state, services } = await status()
  expect(state).toBe('healthy')
  expect(services.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
})

test('a report that is too old → unknown', async () => {
  await report(Date.now() - reportValidSeconds * 1000 - 1, () => 'healthy')
  expect((await status()).services.every(({ state }) => state === 'unknown')).toBe(true)
})

test.each([
  ['failed', 'failed'],
  ['stopped', 'failed'],
  ['degraded', 'degraded'],
  ['starting', 'degraded'],
])('one of them %s → %s', async (one, all) => {
  await report(Date.now(), (name) => (name === 'clamd' ? one : 'healthy'))
  expect((await status()).state).toBe(all)
})
