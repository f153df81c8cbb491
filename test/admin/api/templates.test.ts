import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'

let admin: TestAdmin
let browser: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  browser = await admin.signIn({ role: 'administrator' })
})
afterAll(() => admin[Symbol.asyncDispose]())

interface Template {
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly entries: readonly { readonly localPart: string; readonly kind: string }[]
}

const shared = (localPart: string) => ({ localPart, label: 'Bureau', kind: 'shared', quotaMegabytes: 500 })
const manager = { localPart: '', label: 'Responsable', kind: 'manager', quotaMegabytes: null }

const all = async () =>
  ((await (await browser.ask('GET /mailbox-templates')).json()) as { rows: Template[] }).rows

test('a new installation → « Petite mairie », which cannot be deleted while it is alone', async () => {
  const [only, ...others] = await all()
  expect(others).toEqual([])
  expect(only?.name).toBe('Petite mairie')
  expect(only?.entries.map(({ localPart, kind }) => `${localPart} ${kind}`)).toEqual([
    'mairie shared',
    'maire shared',
    'secretariat shared',
    ' manager',
  ])
  const answer = await browser.ask(`DELETE /mailbox-templates/${only?.id}`)
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ code: 'in-use' })
})

test('a template made, changed, deleted → told in the log each time', async () => {
  const answer = await browser.ask('POST /mailbox-templates', {
    body: { name: 'Bourg-centre', entries: [shared('mairie'), manager] },
  })
  expect(answer.status).toBe(201)
  const { id, revision } = (await answer.json()) as Template
  const change = { revision, entries: [shared('mairie'), shared('urbanisme'), manager] }
  const changed = await browser.ask(`PATCH /mailbox-templates/${id}`, { body: change })
  expect(await changed.json()).toMatchObject({ name: 'Bourg-centre', revision: revision + 1 })
  const late = await browser.ask(`PATCH /mailbox-templates/${id}`, { body: change })
  expect(late.status).toBe(409)
  expect((await browser.ask(`DELETE /mailbox-templates/${id}`)).status).toBe(204)
  expect((await browser.ask(`DELETE /mailbox-templates/${id}`)).status).toBe(404)
  await using owner = admin.postgresql.open('vm_owner')
  const { rows } = await owner.pool.query('select action from audit where entity = $1 order by id', [
    'Bourg-centre',
  ])
  expect(rows.map(({ action }) => action)).toEqual(['create:template', 'change:template', 'delete:template'])
})

test.each([
  ['one name twice', [shared('mairie'), shared('mairie')], '/body/entries'],
  ['a manager with a name', [{ ...manager, localPart: 'maire' }], '/body/entries/0/localPart'],
  ['an office without a name', [shared('')], '/body/entries/0/localPart'],
  ['two managers', [manager, manager], '/body/entries'],
  ['an accent', [shared('secrétariat')], '/body/entries/0/localPart'],
  ['nothing', [], '/body/entries'],
])('%s → refused at %s', async (_, entries, pointer) => {
  const answer = await browser.ask('POST /mailbox-templates', { body: { name: 'Faux', entries } })
  expect(answer.status).toBe(422)
  const { errors } = (await answer.json()) as { errors: { pointer: string }[] }
  expect(errors.map((each) => each.pointer)).toEqual([pointer])
})

test.each(['support', 'auditor', 'manager', 'member'] as const)(
  '%s → may not read or write',
  async (role) => {
    const visitor = await admin.signIn({ role })
    expect((await visitor.ask('GET /mailbox-templates')).status).toBe(403)
    const body = { name: 'X', entries: [manager] }
    expect((await visitor.ask('POST /mailbox-templates', { body })).status).toBe(403)
  },
)
