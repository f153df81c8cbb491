import { beforeEach, expect, test } from 'vitest'
import { findMailboxAddresses } from '#db/stores/addresses/mailbox-addresses.ts'
import { senderNames } from '#db/stores/sending/sender-names.ts'
import { address, claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { postgresql, owner, made } = await saulieuDatabase()
const webmail = postgresql.open('vm_webmail')
const run = (text: string, ...values: readonly unknown[]) => owner.pool.query(text, [...values])

beforeEach(async () => {
  await run('truncate alias, alias_target cascade')
  await run('delete from domain where alias_of is not null')
})

async function alias(local: string, ...targets: readonly string[]) {
  const { rows } = await run(
    'insert into alias (commune_id, local_part, domain) values ($1, $2, $3) returning id',
    ...[made.commune, local, saulieu],
  )
  for (const target of targets)
    await run(
      'insert into alias_target (alias_id, commune_id, target) values ($1, $2, $3)',
      ...[rows[0].id, made.commune, target],
    )
}

test('a box without aliases → its own address', async () => {
  expect(await findMailboxAddresses(webmail, made.mairie)).toEqual([{ address: mairie, shared: false }])
})

test('aliases, aliases of those, and another domain → each with whether it reaches others as well', async () => {
  await alias('accueil', mairie)
  await alias('bonjour', `accueil@${saulieu}`)
  await alias('elus', mairie, claire)
  await alias('tous', `elus@${saulieu}`)
  await alias('contact', claire)
  await run(
    'insert into domain (name, commune_id, alias_of) values ($1, $2, $3)',
    'saulieu.test',
    made.commune,
    saulieu,
  )
  const all = await findMailboxAddresses(webmail, made.mairie)
  const named = (shared: boolean) => all.filter((each) => each.shared === shared).map((each) => each.address)
  expect(named(false)).toEqual(
    ['accueil', 'bonjour', 'mairie'].flatMap((local) => [`${local}@${saulieu}`, `${local}@saulieu.test`]),
  )
  expect(named(true)).toEqual(
    ['elus', 'tous'].flatMap((local) => [`${local}@${saulieu}`, `${local}@saulieu.test`]),
  )
})

test('names → of the mailbox, else of its owner or commune; of an alias, as the box', async () => {
  const accueil = address(`accueil@${saulieu}`)
  expect(await senderNames(webmail, made.mairie, [mairie, claire, accueil])).toEqual(
    new Map([
      [mairie, 'Saulieu'],
      [claire, 'Claire Garnier'],
      [accueil, 'Saulieu'],
    ]),
  )
  await run("update mailbox set name = 'Mairie de Saulieu' where id = $1", made.mairie)
  expect((await senderNames(webmail, made.mairie, [accueil])).get(accueil)).toBe('Mairie de Saulieu')
})
