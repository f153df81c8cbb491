// Every kind of recipient through two gateways on one database: what RCPT says, who gets a copy, and that a change is known
// to both. Answers are remembered without end, so a new one after a change was brought by its notification.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#db/connection.ts'
import { claire, mairie, makeSaulieu, saulieu, type TestCommune } from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { emptied } from '#test/support/database/truncate-tables.ts'
import { type GatewayOnDatabase, gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import type { GatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { eventually } from '#test/support/stack/eventually.ts'

let postgresql: TestDatabase
let owner: Database
let dovecot: Database
let made: TestCommune
let write: ReturnType<typeof directoryWriter>
let gateways: readonly GatewayOnDatabase[]
let first: GatewayUnderTest
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  dovecot = postgresql.open('vm_dovecot')
  gateways = [await gatewayOnDatabase(postgresql), await gatewayOnDatabase(postgresql)]
  const [{ run }] = gateways as [GatewayOnDatabase]
  first = run
  run.dns.records.set(`TXT ${saulieu}`, ['v=spf1 ip4:127.0.0.1 -all'])
  run.dns.records.set(`TXT _dmarc.${saulieu}`, ['v=DMARC1; p=none'])
})
afterAll(async () => {
  for (const gateway of gateways ?? []) await gateway[Symbol.asyncDispose]()
  await dovecot?.[Symbol.asyncDispose]()
  await owner?.[Symbol.asyncDispose]()
  await postgresql?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await emptied(owner, 'department, address, dovecot.quota_usage, kept_message')
  made = await makeSaulieu(owner)
  write = directoryWriter(owner, made.commune)
  first.lmtp.delivered.splice(0)
  first.lmtp.reply = () => null
  await told()
  await Promise.all([known(claire, /^250/), known(mairie, /^250/)])
})

/** What RCPT is answered. */
async function admits(run: GatewayUnderTest, recipient: string): Promise<string> {
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<sender@away.test>\nS: 250')
  dialogue.send(`RCPT TO:<${recipient}>\r\n`)
  return await dialogue.reply()
}

/** Both gateways come to give this answer. */
const known = (recipient: string, answer: RegExp) =>
  Promise.all(
    gateways.map(({ run }) =>
      eventually(`${answer} for ${recipient}`, async () =>
        answer.test(await admits(run, recipient)) ? true : null,
      ),
    ),
  )

let changes = 0
/** Both have heard of everything before: notifications come in the order of commits. */
async function told(): Promise<void> {
  changes += 1
  await write.alias(`told-${changes}`, [mairie])
  await known(`told-${changes}@${saulieu}`, /^250/)
}

const used = (bytes: number) =>
  dovecot.pool.query(
    `insert into dovecot.quota_usage (username, bytes) values ($1, $2)
    on conflict (username) do update set bytes = $2`,
    [claire, bytes],
  )

const own = (statement: string) => owner.pool.query(statement)
const conseil = `conseil@${saulieu}`
const nobody = `nobody@${saulieu}`

test.each<[string, () => Promise<unknown>, string, () => Promise<unknown>]>([
  ['list', () => write.list('conseil', [claire]), conseil, () => own('delete from list')],
  [
    'list that was empty',
    async () => {
      await write.list('conseil', [])
      await own(
        `insert into list_member (list_id, commune_id, target) select id, commune_id, '${claire}' from list`,
      )
    },
    conseil,
    () => own('delete from list_member'),
  ],
  [
    'catch-all',
    () => own(`update domain set catch_all = '${claire}'`),
    nobody,
    () => own('update domain set catch_all = null'),
  ],
])('a new %s, taken away again → both know', async (_, put, recipient, take) => {
  await known(recipient, /^550 5\.1\.1/)
  await put()
  await known(recipient, /^250/)
  await take()
  await known(recipient, /^550 5\.1\.1/)
})

test('a new alias of the domain, taken away again → both know', async () => {
  await known('mairie@saulieu.test', /^550 5\.7\.1/)
  await write.aliasDomain('saulieu.test', saulieu)
  await known('mairie@saulieu.test', /^250/)
  await known('postmaster@saulieu.test', /^250/)
  await known('nobody@saulieu.test', /^550 5\.1\.1/)
  await own("delete from domain where name = 'saulieu.test'")
  await known('mairie@saulieu.test', /^550 5\.7\.1/)
})

test('mailbox or commune suspended and opened again → both know', async () => {
  await own(`update mailbox set suspended_at = now() where address = '${claire}'`)
  await known(claire, /^550 5\.2\.1/)
  await own('update mailbox set suspended_at = null')
  await known(claire, /^250/)
  await own("update commune set suspended_at = now() where kind = 'commune'")
  await known(mairie, /^550 5\.2\.1/)
  await own('update commune set suspended_at = null')
  await known(mairie, /^250/)
})

test('no room → 452 on both; after the grace 552; more room → 250', async () => {
  await used(1_000_000)
  await known(claire, /^452 4\.2\.2/)
  await own(`update mailbox set full_since = full_since - interval '1 hour' where address = '${claire}'`)
  await known(claire, /^552 5\.2\.2/)
  await own(`update mailbox set quota_bytes = 2000000 where address = '${claire}'`)
  await known(claire, /^250/)
})

test('postmaster@ where everybody is suspended or long full → 450 on both, never 55x; one with room again → 250', async () => {
  await own(`update mailbox set suspended_at = now() where address = '${claire}'`)
  await own(`update mailbox set full_since = now() - interval '1 year' where address = '${mairie}'`)
  await known(mairie, /^552 5\.2\.2/)
  await known(`postmaster@${saulieu}`, /^450 4\.2\.1/)
  await known(`abuse@${saulieu}`, /^450 4\.2\.1/)
  await own('update mailbox set full_since = null')
  await known(`postmaster@${saulieu}`, /^250/)
})

test('a forward to a mailbox with room, no copy kept → 250 for a full mailbox', async () => {
  await used(1_000_000)
  await known(claire, /^452/)
  await write.forward(made.personal, mairie)
  await own(`update mailbox set forward_keeps_copy = false where address = '${claire}'`)
  await known(claire, /^250/)
})

test('the connections of both cut, then a change → both know', async () => {
  await postgresql.cut('vm_gateway')
  await own(`update mailbox set suspended_at = now() where address = '${claire}'`)
  await known(claire, /^550 5\.2\.1/)
})

const message = (author: string) => `From: ${author}\r\nSubject: x\r\n\r\nHello`
const delivered = () => first.lmtp.delivered.map(({ recipient }) => recipient).sort()

test('one mailbox by five ways → one copy, one row of the trace', async () => {
  await own('truncate trace')
  await write.list('conseil', [claire, mairie])
  await write.alias('contact', [claire])
  await write.aliasDomain('saulieu.test', saulieu)
  await own(`update domain set catch_all = '${claire}' where name = '${saulieu}'`)
  const ways = [conseil, `contact@${saulieu}`, 'conseil@saulieu.test', nobody, `claire.garnier+x@${saulieu}`]
  await told()
  expect(await first.deliver(message('s@away.test'), ways)).toMatch(/^250/)
  expect(delivered()).toEqual([claire, mairie])
  const rows = await eventually('the trace', async () => {
    const found = await owner.pool.query('select recipient from trace order by recipient')
    return found.rows.length >= 2 ? found.rows : null
  })
  expect(rows).toEqual([{ recipient: claire }, { recipient: mairie }])
})

test('a forward without a copy → the other mailbox alone', async () => {
  await write.forward(made.personal, mairie)
  await own(`update mailbox set forward_keeps_copy = false where address = '${claire}'`)
  await told()
  expect(await first.deliver(message('s@away.test'), [claire])).toMatch(/^250/)
  expect(delivered()).toEqual([mairie])
})

test('a list with a full member → who has room gets it, the other copy waits for room', async () => {
  await write.list('conseil', [claire, mairie])
  await used(1_000_000)
  await told()
  first.lmtp.reply = (moment, recipient) =>
    moment === 'end' && recipient === claire ? '552 5.2.2 Quota exceeded' : null
  expect(await first.deliver(message('s@away.test'), [conseil])).toMatch(/^250/)
  const { rows } = await owner.pool.query('select recipient, kind from kept_recipient')
  expect(rows).toEqual([{ recipient: claire, kind: 'waiting' }])
})

test.each<['department' | 'members', string, string, RegExp]>([
  ['members', claire, claire, /^250/],
  ['members', mairie, mairie, /^550 5\.7\.1/],
  ['members', claire, 's@away.test', /^550 5\.7\.1/],
  ['members', 's@away.test', claire, /^550 5\.7\.1/],
  ['department', mairie, mairie, /^250/],
  ['department', 's@away.test', mairie, /^550 5\.7\.1/],
  ['department', 's@away.test', 's@away.test', /^550 5\.7\.1/],
])('a list for its %s, From %s, reverse-path %s → %s', async (senders, author, reversePath, answer) => {
  await write.list('conseil', [claire], senders)
  await told()
  expect(await first.deliver(message(author), [conseil], reversePath)).toMatch(answer)
  expect(delivered()).toEqual(answer.source.includes('250') ? [claire] : [])
})

test('a list for its members, from an alias of the domain → who is one is known, once the alias is proven', async () => {
  await write.aliasDomain('saulieu.test', saulieu)
  await write.list('conseil', [claire], 'members')
  await told()
  const [member, other] = [claire, mairie].map((address) => address.replace(saulieu, 'saulieu.test'))
  const from = (author = '') => first.deliver(message(author), [conseil], author)
  expect(await from(member)).toMatch(/^550 5\.7\.1/)
  first.dns.records.set('TXT saulieu.test', ['v=spf1 ip4:127.0.0.1 -all'])
  expect(await from(member)).toMatch(/^250/)
  expect(await from(other)).toMatch(/^550 5\.7\.1/)
  expect(delivered()).toEqual([claire])
  first.dns.records.delete('TXT saulieu.test')
})
