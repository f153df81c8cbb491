import { expect, test } from 'vitest'
import { answered } from '#test/support/admin/two-communes.ts'
import { mairie } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

const webmail = await webmailUnderTest()
const { made, owner } = webmail
const claire = await webmail.signIn()
const box = `/boxes/${made.mairie}`
const ask = (name: string, body?: unknown) => answered(claire.ask(name, body))

const noFields = {
  ...{ name: '', organisation: '', title: '', note: '' },
  ...{ emails: [], phones: [], postal: [] },
}
const named = (name: string, ...addresses: readonly string[]) => ({
  ...noFields,
  name,
  emails: addresses.map((address) => ({ kind: 'work', address })),
})
const add = async (name: string, ...addresses: readonly string[]): Promise<string> => {
  const { status, body } = await ask(`POST ${box}/contacts`, {
    fields: named(name, ...addresses),
    groups: [],
  })
  expect(status).toBe(201)
  return body.id
}
const listed = async (query = ''): Promise<readonly string[]> =>
  (await ask(`GET ${box}/contacts${query}`)).body.rows.map(({ name }: { readonly name: string }) => name)
const inBase64 = (text: string): string => Buffer.from(text).toString('base64')

test('contacts added → listed as a directory is, found by the beginning of any word, whatever its accents', async () => {
  for (const name of ['Zoé Petit', 'Époisses Fromages', 'fixin', 'Jean-Pierre D’Arc'])
    await add(name, `${name.length}x@a.test`)
  expect(await listed()).toEqual(['Époisses Fromages', 'fixin', 'Jean-Pierre D’Arc', 'Zoé Petit'])
  expect(await listed('?q=epois')).toEqual(['Époisses Fromages'])
  expect(await listed('?q=FROM')).toEqual(['Époisses Fromages'])
  expect(await listed('?q=arc%20jean')).toEqual(['Jean-Pierre D’Arc'])
  expect(await listed('?q=17x@a')).toEqual(['Époisses Fromages', 'Jean-Pierre D’Arc'])
  expect(await listed('?q=poisses')).toEqual([])
  expect(await listed('?q=%25')).toEqual([])
  expect((await ask(`GET ${box}/contacts?offset=1&limit=2`)).body).toMatchObject({
    rows: [{ name: 'fixin' }, { name: 'Jean-Pierre D’Arc' }],
    total: 4,
  })
})

test('a contact changed by two at once → the second is told, and nothing of the first is lost', async () => {
  const id = await add('Marie Durand', 'marie@a.test')
  const change = (fields: object) => ask(`PUT ${box}/contacts/${id}`, { revision: 1, fields, groups: [] })
  const phones = [{ kind: 'mobile', number: '06 12 34 56 78' }]
  expect((await change({ ...named('Marie Petit', 'marie@a.test'), phones })).body).toMatchObject({
    revision: 2,
    fields: { name: 'Marie Petit', phones },
  })
  expect((await change(named('Marie Blanc'))).body).toMatchObject({ code: 'changed-meanwhile' })
  expect((await ask(`GET ${box}/contacts/${id}`)).body).toMatchObject({
    fields: { name: 'Marie Petit', phones },
  })
  expect((await ask(`DELETE ${box}/contacts/${id}`)).status).toBe(204)
  expect((await ask(`GET ${box}/contacts/${id}`)).status).toBe(404)
})

test.each([
  ['no name', named(' ')],
  ['an address with a line end', named('x', 'a@b.test\r\nBcc: c@d.test')],
  ['no address', named('x', 'Marie')],
  ['an unknown field', { ...named('x'), colour: 'red' }],
  ['a NUL', named('x\u0000y')],
])('a contact with %s → refused', async (_, fields) => {
  expect((await ask(`POST ${box}/contacts`, { fields, groups: [] })).status).toBe(422)
})

test('groups: made, filled, listed, renamed, deleted → contacts stay', async () => {
  const first = await add('Anne', 'anne@a.test')
  const second = await add('Bruno', 'bruno@a.test')
  const { body: group } = await ask(`POST ${box}/contact-groups`, { name: 'Élus' })
  expect((await ask(`POST ${box}/contact-groups`, { name: 'elus' })).body).toMatchObject({
    code: 'already-exists',
  })
  const members = `POST ${box}/contact-groups/${group.id}/members`
  const filled = await ask(members, { add: [first, second, made.commune], remove: [] })
  expect(filled.body).toMatchObject({ name: 'Élus', members: 2 })
  expect(await listed(`?group=${group.id}`)).toEqual(['Anne', 'Bruno'])
  expect((await ask(members, { add: [], remove: [first] })).body).toMatchObject({ members: 1 })
  const other = await ask(`POST ${box}/contact-groups`, { name: 'Agents' })
  const rename = (name: string) => ask(`PUT ${box}/contact-groups/${group.id}`, { name })
  expect((await rename('AGENTS')).body).toMatchObject({ code: 'already-exists' })
  expect((await rename('Conseil')).body).toMatchObject({ name: 'Conseil', members: 1 })
  expect((await ask(`DELETE ${box}/contact-groups/${group.id}`)).status).toBe(204)
  expect((await ask(`DELETE ${box}/contact-groups/${group.id}`)).status).toBe(404)
  expect(await listed('?q=bruno')).toEqual(['Bruno'])
  expect((await ask(`GET ${box}/contact-groups`)).body.rows).toMatchObject([
    { id: other.body.id, members: 0 },
  ])
})

test('a file looked at → nothing is written; taken over → added, completed, put into the group', async () => {
  const known = await add('Chantal Moreau', 'chantal@a.test')
  const { body: group } = await ask(`POST ${box}/contact-groups`, { name: 'Import' })
  const file = inBase64(
    'Nom;E-mail;Téléphone\nChantal;CHANTAL@a.test;0380\nDidier;didier@a.test;0381\nDidier;didier@a.test;\n;;0390\nÉmile;emile@a.test;\n',
  )
  const before = await listed()
  const preview = await ask(`POST ${box}/contact-imports/preview`, { file })
  expect(preview.body).toMatchObject({
    format: 'csv',
    unusable: 1,
    rows: [
      {
        at: 0,
        name: 'Chantal',
        state: 'known',
        like: { id: known, name: 'Chantal Moreau' },
        phones: ['0380'],
      },
      { at: 1, name: 'Didier', state: 'new', like: null },
      { at: 2, state: 'twice' },
      { at: 3, name: 'Émile', state: 'new' },
    ],
  })
  expect(await listed()).toEqual(before)
  const take = { file, known: 'merge', without: [3], group: group.id }
  const taken = await ask(`POST ${box}/contact-imports`, take)
  expect(taken.body).toEqual({ added: 1, merged: 1, skipped: 2 })
  expect(await listed(`?group=${group.id}`)).toEqual(['Chantal Moreau', 'Didier'])
  expect((await ask(`GET ${box}/contacts/${known}`)).body.fields).toMatchObject({
    name: 'Chantal Moreau',
    phones: [{ number: '0380' }],
  })
  const again = await ask(`POST ${box}/contact-imports`, { ...take, known: 'skip' })
  expect(again.body).toEqual({ added: 0, merged: 0, skipped: 4 })
  const twice = await ask(`POST ${box}/contact-imports`, { ...take, known: 'add', without: [2, 3] })
  expect(twice.body).toEqual({ added: 2, merged: 0, skipped: 2 })
})

test('a file that is none → said which, and nothing written', async () => {
  const file = inBase64('hello')
  expect((await ask(`POST ${box}/contact-imports/preview`, { file })).body).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/body/file', code: 'unreadable' }],
  })
})

test('all contacts as a file, taken over by another box → the same contacts, what no form shows among them', async () => {
  const card =
    'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:abc\r\nFN:Fanny\r\nEMAIL:fanny@a.test\r\nX-CUSTOM:kept\r\nEND:VCARD\r\n'
  const wish = { known: 'skip', without: [], group: null }
  await ask(`POST ${box}/contact-imports`, { file: inBase64(card), ...wish })
  const exported = await claire.ask(`GET ${box}/contacts-file`)
  expect(exported.headers.get('content-type')).toBe('text/vcard')
  expect(exported.headers.get('content-disposition')).toContain(`contacts-${mairie.replace('@', '-')}.vcf`)
  const text = await exported.text()
  expect(text).toContain('UID:abc\r\nFN:Fanny\r\nEMAIL:fanny@a.test\r\nX-CUSTOM:kept\r\n')
  const other = `/boxes/${made.personal}`
  const taken = await ask(`POST ${other}/contact-imports`, { file: inBase64(text), ...wish })
  expect(taken.body.added).toBeGreaterThan(3)
  expect(await (await claire.ask(`GET ${other}/contacts-file`)).text()).toContain('X-CUSTOM:kept')
})

test('contacts of one address → found as duplicates, merged into the one that is kept, in all groups of both', async () => {
  const kept = await add('Gaëlle Roux', 'gaelle@a.test')
  const gone = await add('G. Roux', 'gaelle@a.test', 'g.roux@b.test')
  const { body: group } = await ask(`POST ${box}/contact-groups`, { name: 'Merged' })
  await ask(`POST ${box}/contact-groups/${group.id}/members`, { add: [gone], remove: [] })
  const twins = (await ask(`GET ${box}/contact-duplicates`)).body.rows
  expect(twins).toContainEqual(
    expect.objectContaining({
      why: 'address',
      contacts: [expect.objectContaining({ id: gone }), expect.objectContaining({ id: kept })],
    }),
  )
  const merged = await ask(`POST ${box}/contact-merges`, { contacts: [kept, gone] })
  expect(merged.body).toMatchObject({
    ...{ id: kept, groups: [group.id] },
    fields: { name: 'Gaëlle Roux', emails: [{ address: 'gaelle@a.test' }, { address: 'g.roux@b.test' }] },
  })
  expect((await ask(`GET ${box}/contacts/${gone}`)).status).toBe(404)
})

test('a contact, a group, a file of another box → as if there were none, though the person may open both', async () => {
  const id = await add('Hugues', 'hugues@a.test')
  const { body: group } = await ask(`POST ${box}/contact-groups`, { name: 'Other box' })
  const other = `/boxes/${made.personal}`
  const fields = named('x')
  const asked = [
    ask(`GET ${other}/contacts/${id}`),
    ask(`PUT ${other}/contacts/${id}`, { revision: 1, fields, groups: [] }),
    ask(`DELETE ${other}/contacts/${id}`),
    ask(`POST ${other}/contact-merges`, { contacts: [id, made.commune] }),
    ask(`PUT ${other}/contact-groups/${group.id}`, { name: 'x' }),
    ask(`DELETE ${other}/contact-groups/${group.id}`),
    ask(`POST ${other}/contact-groups/${group.id}/members`, { add: [id], remove: [] }),
    ask(`POST ${other}/contacts`, { fields, groups: [group.id] }),
    ask(`GET ${other}/contacts-file?group=${group.id}`),
    ask(`POST ${other}/contact-imports`, { file: 'QQ==', known: 'skip', without: [], group: group.id }),
  ]
  for (const { body } of await Promise.all(asked)) expect(body).toMatchObject({ code: 'not-found' })
  expect((await ask(`GET ${other}/contacts?group=${group.id}`)).body).toEqual({ rows: [], total: 0 })
  expect((await ask(`GET ${box}/contacts/${id}`)).body).toMatchObject({ fields: { name: 'Hugues' } })
})

test('who may only read the box → sees contacts, changes none', async () => {
  await owner.pool.query("update access set role = 'read' where mailbox_id = $1", [made.mairie])
  try {
    expect((await ask(`GET ${box}/contacts`)).status).toBe(200)
    expect((await ask(`POST ${box}/contacts`, { fields: named('x'), groups: [] })).status).toBe(403)
    expect((await ask(`POST ${box}/contact-groups`, { name: 'x' })).status).toBe(403)
    expect((await ask(`POST ${box}/contact-imports/preview`, { file: 'QQ==' })).status).toBe(403)
  } finally {
    await owner.pool.query("update access set role = 'manage' where mailbox_id = $1", [made.mairie])
  }
})

test('a book of 64 MiB → takes no contact, by hand, by a change or from a file; what shrinks passes', async () => {
  const own = `/boxes/${made.personal}`
  // As it is written: what repeats would take no room.
  await owner.pool.query('alter table contact alter column card set storage external')
  await owner.pool.query(
    `insert into contact (commune_id, mailbox_id, uid, card, name, addresses)
     select $1, $2, 'full-' || n, 'BEGIN:VCARD' || chr(13) || chr(10) || 'FN:Plein' || chr(13) || chr(10) || 'NOTE:'
       || repeat('x', 262000) || chr(13) || chr(10) || 'END:VCARD' || chr(13) || chr(10), 'Plein', '{}'
     from generate_series(1, 257) n`,
    [made.commune, made.personal],
  )
  try {
    const refused = { status: 409, body: { code: 'contacts-full' } }
    expect(await ask(`POST ${own}/contacts`, { fields: named('x'.repeat(200)), groups: [] })).toMatchObject(
      refused,
    )
    const card = `BEGIN:VCARD\r\nFN:Un\r\nNOTE:${'y'.repeat(200_000)}\r\nEND:VCARD\r\n`
    const imported = { file: inBase64(card), group: null, known: 'add', without: [] }
    expect(await ask(`POST ${own}/contact-imports`, imported)).toMatchObject(refused)
    const { rows } = (await ask(`GET ${own}/contacts?q=plein&limit=1`)).body
    const [{ id }] = rows
    const { groups, revision } = (await ask(`GET ${own}/contacts/${id}`)).body
    expect(
      await ask(`PUT ${own}/contacts/${id}`, { revision, fields: { ...noFields, name: 'Plein' }, groups }),
    ).toMatchObject({ status: 200 })
    expect((await ask(`POST ${own}/contacts`, { fields: named('x'), groups: [] })).status).toBe(201)
  } finally {
    await owner.pool.query('delete from contact where mailbox_id = $1', [made.personal])
  }
})
