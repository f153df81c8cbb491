import { afterAll, beforeAll, expect, test } from 'vitest'
import { newQueueId } from '#core/queue/queue-id.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { answered } from '#test/support/admin/two-communes.ts'

let admin: TestAdmin
let administrator: Browser
let manager: Browser
let neighbour: Browser
const idAt = (at: number) => newQueueId(Date.UTC(2026, 10, 26) + at)
const [first, second, third] = [idAt(1), idAt(2), idAt(3)] as const

beforeAll(async () => {
  admin = await startTestAdmin()
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  const semur = await admin.anotherCommune()
  neighbour = await admin.signIn({ role: 'manager', commune: semur })
  await using owner = admin.postgresql.open('vm_owner')
  const { commune, mairie, person } = admin.saulieu
  const put = (text: string, ...values: readonly unknown[]) => owner.pool.query(text, [...values])
  await put(
    `insert into leak_justification (queue_id, commune_id, mailbox_id, person_id, findings, reason)
    values ($1, $3, $4, $5, '{"nir": 1}', 'Paie de mars'), ($2, $3, $4, null, '{"nir": 20, "dragon": 1}', 'Liste')`,
    ...[first, second, commune, mairie, person],
  )
  await put(
    `insert into leak_hold (queue_id, commune_id, mailbox_id, person_id, findings, cause, recipients, recipient_count, became, decided_at)
    values ($1, $3, $4, null, '{"nir": 20, "dragon": 1}', 'nir', '{a@b.test}', 1, 'released', now()),
      ($2, $5, null, $6, '{"iban": 50}', 'iban', '{a@b.test}', 1, 'released', null)`,
    ...[second, third, commune, mairie, semur, person],
  )
  await put(
    `insert into leak_count values ($1, current_date, 'nir', 'hold', 2), ($1, current_date - 3, 'nir', 'hold', 1),
      ($1, current_date - 40, 'nir', 'hold', 7), ($2, current_date, 'iban', 'warn', 4)`,
    ...[commune, semur],
  )
})
afterAll(() => admin[Symbol.asyncDispose]())

test('the manager → those of the commune, newest first: what was found, why it left, what was decided', async () => {
  const { body } = await answered(manager.ask('GET /leaks'))
  expect(body).toMatchObject({
    rows: [
      {
        ...{ queueId: second, mailbox: 'mairie@mairie-saulieu.test', person: null, reason: 'Liste' },
        ...{ findings: { nir: 20 }, approval: { became: 'released' } },
      },
      {
        ...{ queueId: first, commune: { name: 'Saulieu' }, person: 'Claire Garnier', reason: 'Paie de mars' },
        ...{ findings: { nir: 1 }, approval: null },
      },
    ],
    next: null,
  })
  const page = await answered(manager.ask('GET /leaks?limit=1'))
  const next = await answered(manager.ask(`GET /leaks?limit=1&after=${page.body.next}`))
  expect(next.body.rows).toMatchObject([{ queueId: first }])
})

test('one by its id → for whoever may see its commune', async () => {
  expect((await answered(manager.ask(`GET /leaks/${first}`))).body).toMatchObject({ reason: 'Paie de mars' })
  expect((await answered(administrator.ask(`GET /leaks/${third}`))).body).toMatchObject({
    ...{
      mailbox: null,
      person: 'Claire Garnier',
      reason: null,
      approval: { became: 'waiting', decidedAt: null },
    },
  })
  expect((await neighbour.ask(`GET /leaks/${first}`)).status).toBe(404)
  expect((await neighbour.ask(`GET /leaks/${newQueueId(0)}`)).status).toBe(404)
})

test('counts → of the last thirty days, by kind and what became of it, of one’s own commune alone', async () => {
  const counts = async (browser: Browser, query = '') =>
    (await answered(browser.ask(`GET /leak-counts${query}`))).body.counts
  const held = { kind: 'nir', outcome: 'hold', messages: 3 }
  const warned = { kind: 'iban', outcome: 'warn', messages: 4 }
  expect(await counts(manager)).toEqual([held])
  expect(await counts(neighbour)).toEqual([warned])
  expect(await counts(administrator)).toEqual([warned, held])
  expect(await counts(administrator, `?commune=${admin.saulieu.commune}&days=60`)).toEqual([
    { ...held, messages: 10 },
  ])
  expect(await counts(neighbour, `?commune=${admin.saulieu.commune}`)).toEqual([])
})
