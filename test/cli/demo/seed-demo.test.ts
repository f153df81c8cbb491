import { expect, test } from 'vitest'
import { seedDepartment } from '#cli/boot/seed-department.ts'
import { seedDemo } from '#cli/demo/seed-demo.ts'
import { Secret } from '#core/secret.ts'
import { resolveRecipient } from '#db/stores/addresses/resolve-recipient.ts'
import { verifyPassword } from '#identity/password-hash.ts'
import { address } from '#test/support/database/commune.ts'
import { startDatabase } from '#test/support/database/postgresql.ts'

const department = {
  department: { number: '21', name: 'Côte-d’Or' },
  mailHost: 'mail.cotedor.test',
  probePassword: new Secret('probe222-0123456789abcdefABCDEF_-'),
  quotaBytes: 1_000_000,
}

test('first start → three communes of INSEE, nine people, six offices; second start → the same passwords and rows', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_owner')
  const { departmentId } = await seedDepartment(database, department)
  const first = await seedDemo(database, { departmentId, known: [], quotaBytes: 1_000_000 })
  expect(first).toHaveLength(15)
  const { rows: communes } = await database.pool.query(
    "select name, insee_code, siren from commune where kind = 'commune' order by insee_code",
  )
  expect(communes).toEqual([
    { name: 'Flavigny-sur-Ozerain', insee_code: '21271', siren: '212102719' },
    { name: 'Nolay', insee_code: '21461', siren: '212104616' },
    { name: 'Saulieu', insee_code: '21584', siren: '212105845' },
  ])
  const everything = () =>
    database.pool.query(
      'select (select count(*) from person)::int as persons, (select count(*) from mailbox)::int as mailboxes, (select count(*) from access)::int as access, (select count(*) from app_password)::int as app_passwords, (select count(*) from protected_name)::int as protected_names, (select count(*) from app_password where revoked_at is null)::int as valid, (select string_agg(password, $1 order by password) from account) as hashes',
      [' '],
    )
  const { rows: authors } = await database.pool.query(
    'select actor_kind, actor_id, actor, action, count(*)::int from audit group by 1, 2, 3, 4',
  )
  expect(authors).toEqual([
    { actor_kind: 'machine', actor_id: null, actor: 'Installation', action: 'create:password', count: 9 },
  ])
  const before = (await everything()).rows
  expect(before).toMatchObject([
    { persons: 10, mailboxes: 17, access: 18, app_passwords: 7, protected_names: 6, valid: 7 },
  ])
  expect((await seedDepartment(database, department)).departmentId).toBe(departmentId)
  expect(await seedDemo(database, { departmentId, known: first, quotaBytes: 1_000_000 })).toEqual(first)
  expect((await everything()).rows).toEqual(before)
})

test('conseil@ → everybody; contact@ → mairie@; also under the other name of Saulieu', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_owner')
  const { departmentId } = await seedDepartment(database, department)
  await seedDemo(database, { departmentId, known: [], quotaBytes: 1_000_000 })
  await database.pool.query('update mailbox set provisioned_at = now()')
  const reached = async (text: string) => {
    const found = await resolveRecipient(database.pool, address(text))
    return found.kind === 'alias' ? found.targets.map((target) => target.address.split('@')[0]) : found.kind
  }
  const everybody = ['amelie.rousseau', 'claire.garnier', 'philippe.moreau']
  expect(await reached('conseil@mairie-saulieu.test')).toEqual(everybody)
  expect(await reached('conseil@saulieu.test')).toEqual(everybody)
  expect(await reached('contact@mairie-nolay.test')).toEqual(['mairie'])
})

test('accounts file lost → new passwords, and only they are valid', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_owner')
  const { departmentId } = await seedDepartment(database, department)
  await seedDemo(database, { departmentId, known: [], quotaBytes: 1_000_000 })
  const again = await seedDemo(database, { departmentId, known: [], quotaBytes: 1_000_000 })
  const { rows } = await database.pool.query(
    "select a.password from account a join person p on p.id = a.person_id where p.email = 'claire.garnier@mairie-saulieu.test'",
  )
  const claire = again.find(({ address }) => address.startsWith('claire.garnier'))
  expect(await verifyPassword(new Secret(claire?.password ?? ''), rows[0].password)).toBe(true)
  const valid = await database.pool.query('select from app_password where revoked_at is null')
  expect(valid.rowCount).toBe(7)
})

test('a probe password without selector → refused', async () => {
  await using postgresql = await startDatabase()
  await using database = postgresql.open('vm_owner')
  await expect(
    seedDepartment(database, { ...department, probePassword: new Secret('short') }),
  ).rejects.toThrow('form of an app password')
})
