import { expect, test } from 'vitest'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { address, claire, domainName, makeSaulieu, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, made } = await saulieuDatabase()

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

const other = 'mail.cotedor.test'

const member = (list: string, local: string): string =>
  `insert into list_member (list_id, commune_id, target)
  select id, commune_id, '${local}@${saulieu}' from list where local_part = '${list}'`

/** Another tenant's address, a.test as an alias of the domain, free.test without addresses, and lists: five in each other, one without members, one behind an alias. */
const nested = `
  insert into domain (name, commune_id) select '${other}', id from commune where kind = 'department';
  insert into alias (commune_id, domain, local_part) select commune_id, name, 'postmaster' from domain where name = '${other}';
  insert into domain (name, commune_id) select 'free.test', commune_id from domain where name = '${saulieu}';
  insert into domain (name, commune_id, alias_of) select 'a.test', commune_id, name from domain where name = '${saulieu}';
  insert into list (commune_id, domain, local_part, name)
    select commune_id, name, 'l' || n, 'l' || n from domain, generate_series(0, 6) n where name = '${saulieu}';
  insert into alias (commune_id, domain, local_part) select commune_id, name, 'through' from domain where name = '${saulieu}';
  insert into alias_target select id, commune_id, 'l6@${saulieu}' from alias where local_part = 'through';
  ${[1, 2, 3, 4].map((n) => `${member(`l${n}`, `l${n + 1}`)};`).join('')}`

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

const statements: readonly (readonly [string, string, RegExp | null])[] = [
  [
    'catch-all of another commune',
    `update domain set catch_all = 'postmaster@${other}' where name = '${saulieu}'`,
    /domain_catch_all_of_its_commune/,
  ],
  [
    'catch-all that nobody has',
    `update domain set catch_all = 'x@${saulieu}' where name = '${saulieu}'`,
    /domain_catch_all/,
  ],
  ['catch-all of the commune', `update domain set catch_all = '${claire}' where name = '${saulieu}'`, null],
  [
    'domain as an alias of itself',
    `update domain set alias_of = name where name = '${saulieu}'`,
    /domain_alias_is_not_itself|domain_alias_chain/,
  ],
  [
    'alias of a domain of another commune',
    `insert into domain (name, commune_id, alias_of) select 'b.test', commune_id, '${other}' from domain where name = '${saulieu}'`,
    /domain_alias_of/,
  ],
  [
    'alias of an alias of a domain',
    `insert into domain (name, commune_id, alias_of) select 'b.test', commune_id, name from domain where name = 'a.test'`,
    /domain_alias_chain/,
  ],
  [
    'domain with addresses as an alias',
    `update domain set alias_of = 'free.test' where name = '${saulieu}'`,
    /domain_alias_chain/,
  ],
  [
    'catch-all of an alias of a domain',
    `update domain set catch_all = '${claire}' where name = 'a.test'`,
    /domain_alias_has_no_catch_all/,
  ],
  ...['mailbox', 'alias', 'list'].map(
    (kind) =>
      [
        `${kind} in an alias of a domain`,
        `insert into ${kind} (commune_id, domain, local_part${{ mailbox: ', kind, quota_bytes', list: ', name' }[kind] ?? ''})
        select commune_id, name, 'x'${{ mailbox: ", 'shared', 1", list: ", 'x'" }[kind] ?? ''} from domain where name = 'a.test'`,
        /address_of_alias_domain/,
      ] as const,
  ),
  [
    'forward to itself',
    `insert into forward (mailbox_id, commune_id, target) select id, commune_id, address from mailbox where address = '${claire}'`,
    /forward_to_itself/,
  ],
  ['list in itself', member('l1', 'l1'), /list_too_deep/],
  ['lists in a circle', member('l5', 'l1'), /list_too_deep/],
  ['list through an alias in itself', member('l6', 'through'), /list_too_deep/],
  ['list in the last of five', member('l5', 'l0'), /list_too_deep/],
  ['five lists in another', member('l0', 'l1'), /list_too_deep/],
  ['four lists in another', member('l0', 'l2'), null],
  ['mailbox in the last of five', member('l5', 'mairie'), null],
]

test.each(statements)('%s → refused, or taken where it may be', async (_, statement, constraint) => {
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    await client.query(nested)
    const run = client.query(statement)
    if (constraint === null) await expect(run).resolves.toMatchObject({ rowCount: 1 })
    else await expect(run).rejects.toThrow(constraint)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('a catch-all that is renamed → follows; that is deleted → none', async () => {
  const catchAll = async () =>
    (await owner.pool.query('select catch_all from domain where name = $1', [saulieu])).rows[0].catch_all
  await insertMailbox({ local_part: 'tout' })
  await owner.pool.query('update domain set catch_all = $2 where name = $1', [saulieu, `tout@${saulieu}`])
  await owner.pool.query("update mailbox set local_part = 'reste' where local_part = 'tout'")
  expect(await catchAll()).toBe(`reste@${saulieu}`)
  await owner.pool.query("delete from mailbox where local_part = 'reste'")
  expect(await catchAll()).toBeNull()
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
