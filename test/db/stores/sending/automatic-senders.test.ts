import { beforeEach, expect, test } from 'vitest'
import type { AutomaticSender } from '#core/sending/automatic-sender.ts'
import { domainOwnersStore } from '#db/stores/communes/domains.ts'
import { oldRowsStore } from '#db/stores/retention.ts'
import { automaticSendersStore } from '#db/stores/sending/automatic-senders.ts'
import { address, claire, domainName, saulieu } from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, gateway, worker, made } = await saulieuDatabase()
const senders = automaticSendersStore(gateway)
const write = directoryWriter(owner, made.commune)

beforeEach(async () => {
  await owner.pool.query('truncate automatic_sending, external_forward, alias, sending_stop cascade')
  await owner.pool.query('delete from domain where alias_of is not null')
  await owner.pool.query('update mailbox set suspended_at = null')
  await owner.pool.query('update commune set suspended_at = null')
})

const found = async (): Promise<AutomaticSender> => {
  const sender = await senders.find(claire)
  if (sender === null) throw new Error('not found')
  return sender
}

test('a mailbox → its own address, its aliases, and what it may send to today', async () => {
  await write.alias('contact', [claire])
  await write.alias('secretariat', [`contact@${saulieu}`])
  await write.aliasDomain('saulieu.test', saulieu)
  await write.outside(made.personal, 'claire@away.test')
  await write.outside(made.personal, 'old@away.test', -1)
  await write.outside(made.mairie, 'other@away.test')
  expect(await found()).toEqual({
    ...{ mailbox: made.personal, commune: made.commune, address: claire },
    addresses: new Set(
      ['claire.garnier', 'contact', 'secretariat'].flatMap((local) => [
        `${local}@${saulieu}`,
        `${local}@saulieu.test`,
      ]),
    ),
    outside: new Set(['claire@away.test']),
  })
})

test('nobody, a suspended mailbox, a suspended commune → nothing', async () => {
  expect(await senders.find(address(`personne@${saulieu}`))).toBeNull()
  await owner.pool.query('update mailbox set suspended_at = now()')
  expect(await senders.find(claire)).toBeNull()
  await owner.pool.query('update mailbox set suspended_at = null')
  await owner.pool.query('update commune set suspended_at = now()')
  expect(await senders.find(claire)).toBeNull()
})

test('its sending is suspended → nothing; resumed → found', async () => {
  await owner.pool.query(
    `insert into sending_stop (mailbox_id, commune_id, reason, facts, began_at) values ($1, $2, 'takeover', '{}', now())`,
    [made.personal, made.commune],
  )
  expect(await senders.find(claire)).toBeNull()
  await owner.pool.query('update sending_stop set resumed_at = now()')
  expect(await senders.find(claire)).not.toBeNull()
})

test('as many as may be in an hour, also at once → counted, and then no more', async () => {
  const sender = await found()
  const taken = await Promise.all(Array.from({ length: 12 }, () => senders.count(sender, 10)))
  expect(taken.filter(Boolean)).toHaveLength(10)
  expect(await senders.count(sender, 10)).toBe(false)
})

test('another hour → counted anew; what is over is forgotten by the worker', async () => {
  const sender = await found()
  expect(await senders.count(sender, 1)).toBe(true)
  await owner.pool.query("update automatic_sending set hour = hour - interval '1 hour'")
  expect(await senders.count(sender, 1)).toBe(true)
  expect(await senders.count(sender, 1)).toBe(false)
  const before = new Date(Date.now() - 1_800_000)
  expect(await oldRowsStore(worker).forget('automatic_sending', before, 10)).toBeGreaterThanOrEqual(1)
})

test('whose a domain is → its commune, an alias of it too; nobody’s → nothing', async () => {
  await write.aliasDomain('saulieu.test', saulieu)
  const owners = domainOwnersStore(gateway)
  expect(await owners.ownerOf(domainName(saulieu))).toBe(made.commune)
  expect(await owners.ownerOf(domainName('saulieu.test'))).toBe(made.commune)
  expect(await owners.ownerOf(domainName('away.test'))).toBeNull()
})
