import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { answered } from '#test/support/admin/two-communes.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { mostWrittenCharacters } from '#webmail/contract/written-text-limits.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const marc = await webmail.outsider()
const hosting = hostingStore(owner)
const grant = (role: 'read' | 'write' | 'send') =>
  hosting.grant({ commune: made.commune, mailbox: made.mairie, person: marc.person, role })
await grant('send')
const box = `/boxes/${made.mairie}`
const ask = (name: string, body?: unknown, who = claire) => answered(who.ask(name, body))
const signature = (name: string, more: object = {}) => ({
  ...{ name, html: `<p>${name}</p>`, isDefault: false, shared: false },
  ...more,
})
const sign = async (text: object, who = claire) => (await ask(`POST ${box}/signatures`, text, who)).body
const names = async (who = claire): Promise<readonly string[]> =>
  (await ask(`GET ${box}/signatures`, undefined, who)).body.rows.map(
    (each: { readonly name: string; readonly isDefault: boolean }) =>
      `${each.name}${each.isDefault ? '*' : ''}`,
  )

test('settings without one that an older client does not know → it stays, whether one chose it or not', async () => {
  const jeanne = await webmail.outsider()
  const known = { undoSeconds: 20, density: 'compact', readingPane: 'right', shortcuts: true }
  const put = (body: object) => ask('PUT /settings', body, jeanne)
  expect(await put(known)).toMatchObject({
    status: 200,
    body: { ...known, keys: {}, receipts: 'ask', conversations: true, firstSteps: true, afterFiling: 'next' },
  })
  expect((await put({ ...known, receipts: 'never' })).status).toBe(200)
  const after = {
    ...known,
    shortcuts: false,
    keys: {},
    receipts: 'never',
    conversations: true,
    firstSteps: true,
    afterFiling: 'next',
  }
  expect((await put({ ...known, shortcuts: false })).body).toEqual(after)
  expect((await ask('GET /settings', undefined, jeanne)).body).toEqual(after)
  expect((await put({ ...known, receipts: 'always' })).status).toBe(422)
})

test('settings that nobody chose → as the house has them; chosen → kept, for this person alone', async () => {
  const house = {
    undoSeconds: 10,
    density: 'comfortable',
    readingPane: 'right',
    shortcuts: false,
    keys: {},
    receipts: 'ask',
    conversations: true,
    firstSteps: true,
    afterFiling: 'next',
  }
  expect((await ask('GET /settings')).body).toEqual(house)
  const chosen = {
    undoSeconds: 30,
    density: 'compact',
    readingPane: 'none',
    shortcuts: true,
    keys: { archive: 'y', unread: 'Shift+é', delete: '#' },
    receipts: 'never',
    conversations: false,
    firstSteps: false,
    afterFiling: 'list',
  }
  expect((await ask('PUT /settings', chosen)).body).toEqual(chosen)
  await ask('PUT /settings', { ...chosen, undoSeconds: 0 })
  expect((await ask('GET /settings')).body).toEqual({ ...chosen, undoSeconds: 0 })
  expect((await ask('GET /settings', undefined, marc)).body).toEqual(house)
})

test.each([
  ['31 seconds', { undoSeconds: 31 }],
  ['half a second', { undoSeconds: 0.5 }],
  ['a density that is none', { density: 'huge' }],
  ['a way to go on that is none', { afterFiling: 'home' }],
  ['something else besides', { colour: 'red' }],
  ['one key for two commands', { keys: { archive: 'y', delete: 'y' } }],
  ['a key for what is none', { keys: { applaud: 'y' } }],
  ['a key that the page needs', { keys: { archive: 'Enter' } }],
  ['a capital, which is a small letter with Maj', { keys: { archive: 'Y' } }],
  ['a word as a key', { keys: { archive: 'yes' } }],
])('settings with %s → refused', async (_, wrong) => {
  const settings = { undoSeconds: 10, density: 'compact', readingPane: 'right', shortcuts: false, ...wrong }
  expect((await ask('PUT /settings', settings)).status).toBe(422)
})

test('own signatures and those of the box → own first, one default of each, a new one takes its place', async () => {
  await sign(signature('Mairie', { shared: true, isDefault: true }))
  const first = await sign(signature('Claire', { isDefault: true }))
  await sign(signature('Brève', { isDefault: true }))
  expect(await names()).toEqual(['Brève*', 'Claire', 'Mairie*'])
  expect(await names(marc)).toEqual(['Mairie*'])
  const { body } = await ask(`PUT ${box}/signatures/${first.id}`, {
    ...{ name: 'Claire G.', html: '<p>x</p>', isDefault: true, revision: 1 },
  })
  expect(body).toMatchObject({ name: 'Claire G.', revision: 2, isDefault: true, shared: false })
  expect(await names()).toEqual(['Claire G.*', 'Brève', 'Mairie*'])
  expect(
    (await ask(`PUT ${box}/signatures/${first.id}`, { name: 'y', html: '', isDefault: false, revision: 1 }))
      .body,
  ).toMatchObject({ code: 'changed-meanwhile' })
})

test('a signature of somebody else, of another box → as if there were none', async () => {
  const own = await sign(signature('Marc', {}), marc)
  const change = { name: 'x', html: '', isDefault: true, revision: 1 }
  for (const asked of [`PUT ${box}/signatures/${own.id}`, `DELETE ${box}/signatures/${own.id}`])
    expect((await ask(asked, asked.startsWith('PUT') ? change : undefined)).body).toMatchObject({
      code: 'not-found',
    })
  const claires = await sign(signature('Only here'))
  const other = `/boxes/${made.personal}/signatures/${claires.id}`
  expect((await ask(`PUT ${other}`, change)).status).toBe(404)
  expect((await ask(`DELETE ${other}`)).status).toBe(404)
  expect((await ask(`DELETE ${box}/signatures/${claires.id}`)).status).toBe(204)
})

test('who may not write as the box → a signature of their own, none that all share, and no template', async () => {
  const shared = (await ask(`GET ${box}/signatures`)).body.rows.find(
    (each: { readonly shared: boolean }) => each.shared,
  )
  await owner.pool.query('delete from access where person_id = $1', [marc.person])
  await grant('write')
  expect((await ask(`POST ${box}/signatures`, signature('Own'), marc)).status).toBe(201)
  expect((await ask(`POST ${box}/signatures`, signature('All', { shared: true }), marc)).status).toBe(403)
  const change = { name: 'x', html: '', isDefault: true, revision: shared.revision }
  expect((await ask(`PUT ${box}/signatures/${shared.id}`, change, marc)).status).toBe(403)
  expect((await ask(`DELETE ${box}/signatures/${shared.id}`, undefined, marc)).status).toBe(403)
  expect((await ask(`POST ${box}/templates`, { name: 'x', subject: '', html: '' }, marc)).status).toBe(403)
  expect((await ask(`GET ${box}/templates`, undefined, marc)).status).toBe(200)
})

test('hostile HTML in a signature and a template → rebuilt, and the same when it is saved again', async () => {
  const html =
    '<p id="a" class="b" onclick="x()" style="color:red;position:fixed">Mairie <a href="javascript:x()">a</a> <a href="https://saulieu.test/">site</a></p><script>x()</script><img src="https://evil.test/x.png"><svg onload="x()"></svg><iframe src="//evil.test"></iframe>'
  const clean = '<p style="color:red">Mairie <a>a</a> <a href="https://saulieu.test/">site</a></p>'
  const kept = await sign(signature('Hostile', { html }))
  expect(kept.html).toBe(clean)
  const template = await ask(`POST ${box}/templates`, { name: 'Hostile', subject: 'x', html })
  expect(template.body.html).toBe(clean)
  const again = { name: 'Hostile', subject: 'x', html: clean, revision: 1 }
  expect((await ask(`PUT ${box}/templates/${template.body.id}`, again)).body).toMatchObject({
    html: clean,
    revision: 2,
  })
})

test('templates → in the order of names, changed by revision, deleted, and none of another box', async () => {
  await ask(`POST ${box}/templates`, { name: 'Zone', subject: '', html: '' })
  const { body } = await ask(`POST ${box}/templates`, {
    name: 'Accusé',
    subject: 'Reçu',
    html: '<p>Bien reçu</p>',
  })
  const rows = (await ask(`GET ${box}/templates`)).body.rows.map(
    ({ name }: { readonly name: string }) => name,
  )
  expect(rows).toEqual(['Accusé', 'Hostile', 'Zone'])
  const change = { name: 'Accusé 2', subject: '', html: '', revision: 1 }
  const other = `/boxes/${made.personal}/templates/${body.id}`
  expect((await ask(`PUT ${other}`, change)).status).toBe(404)
  expect((await ask(`DELETE ${other}`)).status).toBe(404)
  expect((await ask(`PUT ${box}/templates/${body.id}`, change)).status).toBe(200)
  expect((await ask(`PUT ${box}/templates/${body.id}`, change)).body).toMatchObject({
    code: 'changed-meanwhile',
  })
  expect((await ask(`DELETE ${box}/templates/${body.id}`)).status).toBe(204)
  expect((await ask(`DELETE ${box}/templates/${body.id}`)).status).toBe(404)
})

test.each(['signature', 'template'] as const)(
  'a %s of a character too many → refused, by the limit that its form says',
  async (kind) => {
    const marie = await webmail.outsider()
    await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: marie.person, role: 'send' })
    const post = (characters: number) => {
      const text = { name: 'Longue', html: 'a'.repeat(characters) }
      const body =
        kind === 'signature' ? { ...text, isDefault: false, shared: false } : { ...text, subject: '' }
      return ask(`POST ${box}/${kind}s`, body, marie)
    }
    expect((await post(mostWrittenCharacters[kind] + 1)).status).toBe(422)
    expect((await post(mostWrittenCharacters[kind])).status).toBe(201)
  },
)
