import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/hosting.ts'
import { address, claire, domainName, makeSaulieu, saulieu, type TestCommune } from '#test/support/commune.ts'
import { startDatabase, type TestPostgresql } from '#test/support/postgresql.ts'

let postgresql: TestPostgresql
let owner: Database
let made: TestCommune
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  made = await makeSaulieu(owner)
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})

const insertMailbox = (columns: Readonly<Record<string, unknown>>) => {
  const row: Readonly<Record<string, unknown>> = {
    commune_id: made.commune,
    domain: saulieu,
    local_part: 'x',
    kind: 'shared',
    quota_bytes: 1,
    ...columns,
  }
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`)
  return owner.pool.query(`insert into mailbox (${names}) values (${places})`, Object.values(row))
}

const wrongMailboxes: readonly (readonly [string, () => Readonly<Record<string, unknown>>, RegExp])[] = [
  ['personal without owner', () => ({ kind: 'personal' }), /mailbox_personal_has_one_owner/],
  ['shared with owner', () => ({ owner_person_id: made.person }), /mailbox_personal_has_one_owner/],
  ['upper case', () => ({ local_part: 'Mairie' }), /mailbox_local_part/],
  ['+detail', () => ({ local_part: 'mairie+x' }), /mailbox_local_part/],
  ['@ in the local part', () => ({ local_part: 'a@b' }), /mailbox_local_part/],
  ['line break', () => ({ local_part: 'a\nb' }), /mailbox_local_part/],
  ['no room', () => ({ quota_bytes: 0 }), /mailbox_quota_bytes/],
  ['domain not hosted', () => ({ domain: 'elsewhere.test' }), /mailbox_domain/],
  ['domain of another tenant', () => ({ commune_id: made.department }), /mailbox_domain/],
  ['address taken', () => ({ local_part: 'mairie' }), /unique/],
]

test.each(wrongMailboxes)('mailbox, %s → refused', async (_, columns, constraint) => {
  await expect(insertMailbox(columns())).rejects.toThrow(constraint)
})

test('alias with the address of a mailbox, and the reverse → refused', async () => {
  const insertAlias = (local: string) =>
    owner.pool.query('insert into alias (commune_id, domain, local_part) values ($1, $2, $3)', [
      made.commune,
      saulieu,
      local,
    ])
  await expect(insertAlias('mairie')).rejects.toThrow('address_pkey')
  await insertAlias('contact')
  await expect(insertMailbox({ local_part: 'contact' })).rejects.toThrow('address_pkey')
  await owner.pool.query("delete from alias where local_part = 'contact'")
  await expect(insertMailbox({ local_part: 'contact' })).resolves.toBeDefined()
})

test('alias that leads to an address nobody has → refused', async () => {
  await owner.pool.query('insert into alias (commune_id, domain, local_part) values ($1, $2, $3)', [
    made.commune,
    saulieu,
    'lost',
  ])
  await expect(
    owner.pool.query(
      "insert into alias_target select id, commune_id, 'nobody@nowhere.test' from alias where local_part = 'lost'",
    ),
  ).rejects.toThrow('alias_target_target_address_address_fk')
})

test('roles of the département for a person of a commune, and the reverse → refused', async () => {
  const hosting = hostingStore(owner)
  const person = { name: 'X', email: address('x@elsewhere.test') }
  await expect(
    hosting.putPerson({ ...person, commune: made.commune, tenantKind: 'commune', role: 'administrator' }),
  ).rejects.toThrow()
  await expect(
    hosting.putPerson({ ...person, commune: made.commune, tenantKind: 'department', role: 'administrator' }),
  ).rejects.toThrow()
  await expect(
    hosting.putPerson({ ...person, commune: made.department, tenantKind: 'department', role: 'manager' }),
  ).rejects.toThrow()
})

test('password that is not argon2id, app password that is not SSHA512, INSEE code of five letters → refused', async () => {
  const hosting = hostingStore(owner)
  await expect(hosting.putPasswordHash(made.person, 'secret')).rejects.toThrow()
  await expect(
    hosting.putAppPassword({
      commune: made.commune,
      mailbox: made.mairie,
      person: made.person,
      selector: 'abcdefgh',
      hash: '{PLAIN}x',
      label: 'x',
    }),
  ).rejects.toThrow()
  await expect(
    hosting.putCommune({
      departmentId: made.departmentId,
      name: 'X',
      inseeCode: 'ABCDE',
      siren: null,
      population: null,
    }),
  ).rejects.toThrow()
})

test('the same upserts again → same ids, no second row; a domain of another tenant → refused', async () => {
  const again = await makeSaulieu(owner)
  expect(again).toEqual(made)
  const hosting = hostingStore(owner)
  await expect(hosting.putDomain(made.department, domainName(saulieu))).rejects.toThrow('another tenant')
  await expect(
    hosting.putMailbox({ commune: made.department, address: claire, owner: null, quotaBytes: 1 }),
  ).rejects.toThrow()
})
