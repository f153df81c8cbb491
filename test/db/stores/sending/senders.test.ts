import { afterAll, beforeEach, expect, test } from 'vitest'
import { sendersStore } from '#db/stores/sending/senders.ts'
import { claire, mairie, makeSaulieu, saulieu } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

const postgresql = await startDatabase()
afterAll(() => postgresql[Symbol.asyncDispose]())
const owner = postgresql.open('vm_owner')
const gateway = postgresql.open('vm_gateway')
afterAll(() => Promise.all([owner, gateway].map((each) => each[Symbol.asyncDispose]())))

const made = await makeSaulieu(owner)
const senders = sendersStore(gateway)
const hash = `{SSHA512}${'A'.repeat(80)}`
const run = (text: string, ...values: readonly unknown[]) => owner.pool.query(text, [...values])
const addressesOf = async (login: string, credential = login) =>
  [...((await senders.find(login, credential))?.addresses ?? [])].toSorted()

beforeEach(async () => {
  await run('truncate alias, alias_target, access, app_password cascade')
  await run('delete from domain where alias_of is not null')
  await run('update mailbox set suspended_at = null, expires_at = null')
  await run('update commune set suspended_at = null')
  await run('update person set suspended_at = null')
})

const appPassword = (mailbox: string, selector: string, revoked: string | null = null) =>
  run(
    `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label, revoked_at)
    values ($1, $2, $3, $4, $5, 'phone', $6)`,
    ...[made.commune, made.person, mailbox, selector, hash, revoked],
  )
const access = (role: string, from = '2026-01-01', until: string | null = null) =>
  run(
    'insert into access (person_id, mailbox_id, commune_id, role, "from", until) values ($1, $2, $3, $4, $5, $6)',
    ...[made.person, made.mairie, made.commune, role, from, until],
  )

test('the main password → the mailbox with its owner, who may write from its own address alone', async () => {
  expect(await senders.find(claire, claire)).toEqual({
    mailbox: made.personal,
    commune: made.commune,
    address: claire,
    person: made.person,
    addresses: new Set([claire]),
  })
})

test('aliases of the mailbox, aliases of those, and domains that stand for its own → all of them', async () => {
  const alias = async (local: string, target: string) => {
    const { rows } = await run(
      'insert into alias (commune_id, local_part, domain) values ($1, $2, $3) returning id',
      ...[made.commune, local, saulieu],
    )
    await run(
      'insert into alias_target (alias_id, commune_id, target) values ($1, $2, $3)',
      ...[rows[0].id, made.commune, target],
    )
  }
  await alias('contact', claire)
  await alias('accueil', `contact@${saulieu}`)
  await alias('other', mairie)
  await run(
    'insert into domain (name, commune_id, alias_of) values ($1, $2, $3)',
    'saulieu.test',
    made.commune,
    saulieu,
  )
  const locals = ['accueil', 'claire.garnier', 'contact']
  expect(await addressesOf(claire)).toEqual(
    [
      ...locals.map((local) => `${local}@${saulieu}`),
      ...locals.map((local) => `${local}@saulieu.test`),
    ].toSorted(),
  )
})

test.each([
  ['send', '2026-01-01', null, [claire, mairie]],
  ['manage', '2026-01-01', null, [claire, mairie]],
  ['write', '2026-01-01', null, [claire]],
  ['send', '2026-01-01', '2026-01-02', [claire]],
  ['send', '2999-01-01', null, [claire]],
] as const)('access to a shared mailbox: %s from %s until %s → %j', async (role, from, until, expected) => {
  await access(role, from, until)
  expect(await addressesOf(claire)).toEqual(expected)
})

test('an app password of the shared mailbox → the mailbox that it is for, and whose it is', async () => {
  await access('send')
  await appPassword(made.mairie, 'abcdefgh')
  expect(await senders.find(mairie, 'abcdefgh')).toMatchObject({
    mailbox: made.mairie,
    person: made.person,
    addresses: new Set([mairie]),
  })
})

test.each([
  ['ran out', 'send', '2026-01-02'],
  ['is to file only', 'write', null],
  ['was taken away', null, null],
] as const)('an app password of whoever’s right to the shared mailbox %s → null', async (_, role, until) => {
  if (role !== null) await access(role, '2026-01-01', until)
  await appPassword(made.mairie, 'abcdefgh')
  expect(await senders.find(mairie, 'abcdefgh')).toBeNull()
})

test('revoked, of another mailbox, or nobody’s → null', async () => {
  await appPassword(made.personal, 'revokedx', '2026-01-02')
  await appPassword(made.mairie, 'othersxx')
  expect(await senders.find(claire, 'revokedx')).toBeNull()
  expect(await senders.find(claire, 'othersxx')).toBeNull()
  expect(await senders.find(claire, 'nobodysx')).toBeNull()
})

test.each([
  ['the mailbox is suspended', 'update mailbox set suspended_at = now()'],
  ['the commune is suspended', 'update commune set suspended_at = now()'],
  ['its time is over', "update mailbox set expires_at = now() - interval '1 day'"],
])('%s → null', async (_, text) => {
  await run(text)
  expect(await senders.find(claire, claire)).toBeNull()
})

test('the person is suspended → neither their own session nor one of a shared mailbox sends', async () => {
  await access('send')
  await appPassword(made.mairie, 'abcdefgh')
  await run('update person set suspended_at = now() where id = $1', made.person)
  expect(await senders.find(claire, claire)).toBeNull()
  expect(await senders.find(mairie, 'abcdefgh')).toBeNull()
  expect(await senders.findFor(mairie, made.person)).toBeNull()
})

test.each([
  ['the owner', claire, null, claire],
  ['a person with send right', mairie, 'send', mairie],
  ['a person who may only write into it', mairie, 'write', null],
  ['a person without a right', mairie, null, null],
])('a session of the webmail for %s → %s %s: %s', async (_, login, role, expected) => {
  if (role !== null) await access(role)
  expect((await senders.findFor(login, made.person))?.address ?? null).toBe(expected)
})
