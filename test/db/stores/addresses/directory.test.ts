import { beforeEach, expect, test } from 'vitest'
import type { RecipientResolution } from '#core/address/directory.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { PostgresqlDirectory } from '#db/stores/addresses/directory.ts'
import { resolveRecipient } from '#db/stores/addresses/resolve-recipient.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import {
  address,
  claire,
  domainName,
  mairie,
  makeSaulieu,
  saulieu,
  type TestCommune,
} from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway } = await saulieuDatabase()
let made: TestCommune
let write: ReturnType<typeof directoryWriter>
beforeEach(async () => {
  await owner.pool.query('truncate department, address cascade')
  made = await makeSaulieu(owner)
  write = directoryWriter(owner, made.commune)
})

const resolve = (text: string) => resolveRecipient(gateway.pool, address(text))
const addressesOf = (found: RecipientResolution): readonly string[] =>
  found.kind === 'alias' ? found.targets.map((target) => target.address).sort() : []

test('mailbox → its address, commune and id', async () => {
  expect(await resolve(claire)).toEqual({
    kind: 'mailbox',
    target: {
      kind: 'mailbox',
      mailbox: made.personal,
      commune: made.commune,
      address: claire,
      required: false,
    },
  })
})

test('no such address → unknown; domain not ours → foreign', async () => {
  expect(await resolve(`nobody@${saulieu}`)).toEqual({ kind: 'unknown' })
  expect(await resolve('mairie@elsewhere.test')).toEqual({ kind: 'foreign' })
  expect(await resolve('postmaster@elsewhere.test')).toEqual({ kind: 'foreign' })
})

test('not created yet → not-ready; mailbox or commune suspended → suspended', async () => {
  await owner.pool.query('update mailbox set provisioned_at = null where address = $1', [mairie])
  expect(await resolve(mairie)).toEqual({ kind: 'not-ready' })
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  expect(await resolve(claire)).toEqual({ kind: 'suspended' })
  await owner.pool.query("update commune set suspended_at = now() where kind = 'commune'")
  expect(await resolve(mairie)).toEqual({ kind: 'suspended' })
})

test('alias, nested and circular → each mailbox once', async () => {
  await write.alias('elus', [claire, mairie])
  await write.alias('tous', [`elus@${saulieu}`, claire])
  await owner.pool.query(
    "insert into alias_target select id, commune_id, 'tous@mairie-saulieu.test' from alias where local_part = 'elus'",
  )
  const found = await resolve(`tous@${saulieu}`)
  expect(addressesOf(found)).toEqual([claire, mairie])
})

test('alias to one mailbox → alias, because the address differs; suspended targets are left out; without any → unknown', async () => {
  await write.alias('contact', [mairie, claire])
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  expect(addressesOf(await resolve(`contact@${saulieu}`))).toEqual([mairie])
  await write.alias('vide', [])
  expect(await resolve(`vide@${saulieu}`)).toEqual({ kind: 'unknown' })
})

test('postmaster@ and abuse@ → mairie@, or the alias of that name, or the département', async () => {
  const ofMairie = { kind: 'mailbox', target: { address: mairie } }
  expect(await resolve(`postmaster@${saulieu}`)).toMatchObject(ofMairie)
  expect(await resolve(`abuse@${saulieu}`)).toMatchObject(ofMairie)
  await write.alias('abuse', [claire])
  expect(addressesOf(await resolve(`abuse@${saulieu}`))).toEqual([claire])
  const hosting = hostingStore(owner)
  await hosting.putDomain(made.department, domainName('mail.cotedor.test'))
  const postmaster = address('postmaster@mail.cotedor.test')
  await hosting.putMailbox({ commune: made.department, address: postmaster, owner: null, quotaBytes: 1 })
  await hosting.putDomain(made.commune, domainName('saulieu.test'))
  await owner.pool.query('update mailbox set provisioned_at = now()')
  expect(await resolve('postmaster@saulieu.test')).toMatchObject({
    kind: 'mailbox',
    target: { address: postmaster },
  })
})

test('+detail and upper case → the mailbox', async () => {
  await using changes = new ChangeListener(gateway)
  const directory = new PostgresqlDirectory(gateway, changes)
  expect(await directory.resolve(address(`Claire.Garnier+Elections@${saulieu}`))).toMatchObject({
    kind: 'mailbox',
  })
})

test('a change → known within a second although the answer was remembered', async () => {
  await using changes = new ChangeListener(gateway)
  const directory = new PostgresqlDirectory(gateway, changes)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  expect(await directory.resolve(claire)).toMatchObject({ kind: 'mailbox' })
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  await eventually(
    'the change',
    async () => ((await directory.resolve(claire)).kind === 'suspended' ? true : null),
    1,
  )
  await write.alias('nouveau', [mairie])
  await eventually(
    'the alias',
    async () => ((await directory.resolve(address(`nouveau@${saulieu}`))).kind === 'alias' ? true : null),
    1,
  )
})

test('a forward to the outside, allowed and taken away → known within a second each time', async () => {
  await using changes = new ChangeListener(gateway)
  const directory = new PostgresqlDirectory(gateway, changes)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  const kind = async () => (await directory.resolve(mairie)).kind
  expect(await kind()).toBe('mailbox')
  await write.outside(made.mairie, 'a@away.test')
  await eventually('the forward', async () => ((await kind()) === 'alias' ? true : null), 1)
  await owner.pool.query('delete from external_forward')
  await eventually('its end', async () => ((await kind()) === 'mailbox' ? true : null), 1)
})

test('what is remembered → no query', async () => {
  await using changes = new ChangeListener(gateway)
  const asked = postgresql.open('vm_gateway')
  const directory = new PostgresqlDirectory(asked, changes)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  await directory.resolve(claire)
  await asked.pool.end()
  expect(await directory.resolve(claire)).toMatchObject({ kind: 'mailbox' })
  await expect(directory.resolve(mairie)).rejects.toThrow()
})

test('LISTEN connection cut → nothing is remembered until it is back, then again', async () => {
  await using changes = new ChangeListener(gateway)
  const directory = new PostgresqlDirectory(gateway, changes)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  await directory.resolve(claire)
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  await postgresql.cut('vm_gateway')
  await eventually('the loss', () => (changes.listening ? null : true))
  // A connection of the pool may have been cut with it: the caller would say 451 and be asked again.
  const resolved = await eventually('an answer', () => directory.resolve(claire).catch(() => null))
  expect(resolved).toEqual({ kind: 'suspended' })
  await eventually('LISTEN again', () => (changes.listening ? true : null))
})
