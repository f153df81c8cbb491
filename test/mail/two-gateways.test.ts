// Two gateways on one database and one Dovecot: a change is effective on both within a second, both write the trace, and
// what either of them left waiting is delivered once.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { nextRetry } from '#core/held/retry-schedule.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import type { Database } from '#db/connection.ts'
import { waitingMailStore } from '#db/stores/held/retry-claims.ts'
import { traceFollowUpStore } from '#db/stores/trace/trace-follow-up.ts'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { claire, mairie, makeSaulieu, saulieu, type TestCommune } from '#test/support/database/commune.ts'
import { directoryWriter } from '#test/support/database/directory-writer.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { emptied } from '#test/support/database/truncate-tables.ts'
import { type GatewayOnDatabase, gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import type { GatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { retryWaitingMail } from '#worker/retry/retry-waiting-mail.ts'

let postgresql: TestDatabase
let owner: Database
let made: TestCommune
let first: GatewayOnDatabase
let second: GatewayOnDatabase
let both: readonly GatewayUnderTest[]
beforeAll(async () => {
  postgresql = await startDatabase()
  owner = postgresql.open('vm_owner')
  made = await makeSaulieu(owner)
  first = await gatewayOnDatabase(postgresql)
  const { port } = first.run.lmtp.listener
  second = await gatewayOnDatabase(postgresql, { lmtp: { host: '127.0.0.1', port, timeoutSeconds: 1 } })
  both = [first.run, second.run]
})
afterAll(async () => {
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
  await owner[Symbol.asyncDispose]()
  await postgresql[Symbol.asyncDispose]()
})
beforeEach(async () => {
  first.run.lmtp.delivered.splice(0)
  first.run.lmtp.reply = () => null
  await emptied(owner, 'trace, kept_message')
})

const message = 'From: s@away.test\r\nSubject: x\r\n\r\nHello'

/** What RCPT is answered. */
async function admits(run: GatewayUnderTest, recipient: string): Promise<string> {
  await using dialogue = await run.greeted()
  await dialogue.run('C: MAIL FROM:<sender@away.test>\nS: 250')
  dialogue.send(`RCPT TO:<${recipient}>\r\n`)
  return await dialogue.reply()
}

const withinASecond = (what: string, look: (run: GatewayUnderTest) => Promise<boolean>) =>
  Promise.all(both.map((run) => eventually(what, async () => ((await look(run)) ? true : null), 1)))

test('a mailbox suspended, opened again, and a new alias → both know within a second', async () => {
  for (const run of both) expect(await admits(run, claire)).toMatch(/^250/)
  await owner.pool.query('update mailbox set suspended_at = now() where address = $1', [claire])
  await withinASecond('the refusal', async (run) => /^550 5\.2\.1/.test(await admits(run, claire)))
  await owner.pool.query('update mailbox set suspended_at = null where address = $1', [claire])
  await withinASecond('the mailbox', async (run) => /^250/.test(await admits(run, claire)))

  for (const run of both) expect(await admits(run, `etat-civil@${saulieu}`)).toMatch(/^550 5\.1\.1/)
  await owner.pool.query(
    `with made as (insert into alias (commune_id, domain, local_part) values ($1, $2, 'etat-civil') returning id)
    insert into alias_target select id, $1, $3 from made`,
    [made.commune, saulieu, mairie],
  )
  await withinASecond('the alias', async (run) => /^250/.test(await admits(run, `etat-civil@${saulieu}`)))
})

/** Which mailboxes a message to this address reaches. */
async function reached(run: GatewayUnderTest, recipient: string, text = message): Promise<string> {
  const id = (await run.deliver(text, [recipient])).slice(-26)
  const copies = first.run.lmtp.delivered.filter((each) => each.message.includes(id))
  return copies
    .map((each) => each.recipient)
    .sort()
    .join()
}

const reaching = (what: string, recipient: string, expected: readonly string[]) =>
  withinASecond(what, async (run) => {
    const admitted = (await admits(run, recipient)).startsWith('250')
    return admitted && (await reached(run, recipient)) === expected.toSorted().join()
  })

test('a list gains a member and loses it → both know within a second', async () => {
  const all = `tous@${saulieu}`
  await directoryWriter(owner, made.commune).list('tous', [claire])
  await reaching('the list', all, [claire])
  await owner.pool.query(
    `insert into list_member (list_id, commune_id, target) select id, commune_id, $2 from list where address = $1`,
    [all, mairie],
  )
  await reaching('the member', all, [claire, mairie])
  await owner.pool.query('delete from list_member where target = $1', [mairie])
  await reaching('the list without it', all, [claire])
})

test('a forward is made and taken back → both know within a second', async () => {
  await reaching('the mailbox', claire, [claire])
  await directoryWriter(owner, made.commune).forward(made.personal, mairie)
  await reaching('the forward', claire, [claire, mairie])
  await owner.pool.query('update mailbox set forward_keeps_copy = false where address = $1', [claire])
  await reaching('the forward alone', claire, [mairie])
  await owner.pool.query('delete from forward')
  await owner.pool.query('update mailbox set forward_keeps_copy = true')
  await reaching('the mailbox again', claire, [claire])
})

test('a domain gets a catch-all, then an alias of its own, and loses both → both know within a second', async () => {
  const anybody = `anybody@${saulieu}`
  for (const run of both) expect(await admits(run, anybody)).toMatch(/^550 5\.1\.1/)
  await owner.pool.query('update domain set catch_all = $2 where name = $1', [saulieu, mairie])
  await reaching('the catch-all', anybody, [mairie])
  await owner.pool.query('update domain set catch_all = null')
  await withinASecond('no catch-all', async (run) => /^550 5\.1\.1/.test(await admits(run, anybody)))

  const alias = 'claire.garnier@saulieu.test'
  for (const run of both) expect(await admits(run, alias)).toMatch(/^550 5\.7\.1/)
  await directoryWriter(owner, made.commune).aliasDomain('saulieu.test', saulieu)
  await reaching('the domain', alias, [claire])
  await owner.pool.query("delete from domain where name = 'saulieu.test'")
  await withinASecond('no such domain', async (run) => /^550 5\.7\.1/.test(await admits(run, alias)))
})

test('a commune suspended and opened again → both know within a second', async () => {
  for (const run of both) expect(await admits(run, mairie)).toMatch(/^250/)
  await owner.pool.query('update commune set suspended_at = now() where id = $1', [made.commune])
  await withinASecond('the refusal', async (run) => /^550 5\.2\.1/.test(await admits(run, mairie)))
  await owner.pool.query('update commune set suspended_at = null')
  await withinASecond('the mailbox', async (run) => /^250/.test(await admits(run, mairie)))
})

test('a name is protected and no longer → a message that borrows it goes to Junk within a second, and no longer', async () => {
  const name = 'Hector Ormel'
  const text = message.replace('s@away.test', `${name} <s@away.test>`)
  for (const run of both) run.rspamd.answer = scored(0, [], { from: { name, address: 's@away.test' } })
  const isJunk = async (run: GatewayUnderTest): Promise<boolean> => {
    const id = (await run.deliver(text, [mairie])).slice(-26)
    const copy = first.run.lmtp.delivered.find((each) => each.message.includes(id))
    return /^X-Vaguemestre-Junk: yes\r$/m.test(copy?.message ?? '')
  }
  for (const run of both) expect(await isJunk(run)).toBe(false)
  await owner.pool.query('insert into protected_name (commune_id, name) values ($1, $2)', [
    made.commune,
    name,
  ])
  await withinASecond('Junk', isJunk)
  await owner.pool.query('delete from protected_name')
  await withinASecond('the inbox', async (run) => !(await isJunk(run)))
  for (const run of both) run.rspamd.answer = scored(0)
})

test('a commune lowers its threshold, then denies a network → both act on it within a second', async () => {
  for (const run of both) run.rspamd.answer = scored(3)
  await owner.pool.query(
    'insert into commune_policy (commune_id, junk_at_score, refuse_at_score) values ($1, 2, 4)',
    [made.commune],
  )
  const { delivered } = first.run.lmtp
  await withinASecond('a message in Junk', async (run) => {
    const reply = await run.deliver(message, [claire])
    return delivered.some(
      (each) => each.message.includes(reply.slice(-26)) && /^X-Vaguemestre-Junk: yes\r$/m.test(each.message),
    )
  })
  await owner.pool.query(
    "insert into sender_rule (commune_id, kind, value, effect) values ($1, 'network', '127.0.0.0/8', 'deny')",
    [made.commune],
  )
  await withinASecond('a refusal', async (run) => /^550 5\.7\.1/.test(await run.deliver(message, [claire])))
  await owner.pool.query('delete from sender_rule')
  await owner.pool.query('delete from commune_policy')
  await withinASecond('a message in the inbox', async (run) =>
    /^250/.test(await run.deliver(message, [claire])),
  )
  for (const run of both) run.rspamd.answer = scored(0)
})

test('messages through both → a row of the trace for each recipient', async () => {
  const ids = await Promise.all(
    [...both, ...both, ...both].map(async (run) => (await run.deliver(message, [claire, mairie])).slice(-26)),
  )
  const rows = await eventually('the trace', async () => {
    const found = await owner.pool.query('select queue_id, recipient from trace where queue_id = any($1)', [
      ids,
    ])
    return found.rows.length >= 12 ? found.rows : null
  })
  const expected = ids.flatMap((id) => [`${id} ${claire}`, `${id} ${mairie}`])
  expect(rows.map((row) => `${row.queue_id} ${row.recipient}`).sort()).toEqual(expected.sort())
})

test('an author that one gateway met → known to the other', async () => {
  const text = message.replace('s@away.test', 'met@away.test')
  await first.run.deliver(text, [claire])
  await eventually('the correspondent', async () => {
    await second.run.deliver(text, [claire])
    const { rows } = await owner.pool.query('select findings from trace order by id desc limit 1')
    return rows[0]?.findings.length === 0 ? true : null
  })
})

test('rows that both left waiting, two workers at once → each delivered once, with a later entry in the trace', async () => {
  const { lmtp } = first.run
  lmtp.reply = (moment, recipient) => (moment === 'end' && recipient === mairie ? '451 4.2.0 busy' : null)
  const ids = await Promise.all(
    [...both, ...both].map(async (run) => (await run.deliver(message, [claire, mairie])).slice(-26)),
  )
  lmtp.reply = () => null
  const again = nextRetry(0, Date.now())?.getTime() ?? 0
  const work = async () => {
    await using worker = postgresql.open('vm_worker')
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    await using trace = traceFollowUpStore(worker, log)
    await using pool = new LmtpPool({
      ...{ host: '127.0.0.1', port: lmtp.listener.port, timeoutMilliseconds: 1000 },
      ...{ hostname: 'x.test', maxConnections: 1 },
    })
    const turn = () =>
      retryWaitingMail({
        waitingMail: waitingMailStore(worker),
        deliver: (mail) => deliverByLmtp(pool, mail),
        teach: () => true,
        trace,
        clock: { now: () => again + 1000 },
        log,
        leaseSeconds: 60,
      })
    while (await turn());
  }
  await Promise.all([work(), work()])
  const to = (recipient: string) =>
    lmtp.delivered
      .filter((each) => each.recipient === recipient)
      .map((each) => /\bid ([0-9A-Z]{26})/.exec(each.message)?.[1])
  expect(to(claire).sort()).toEqual([...ids].sort())
  expect(to(mairie).sort()).toEqual([...ids].sort())
  const rows = await eventually('the trace', async () => {
    const found = await owner.pool.query(
      'select outcome, reason from trace where recipient = $1 and queue_id = any($2)',
      [mairie, ids],
    )
    return found.rows.length === 8 ? found.rows : null
  })
  expect(new Set(rows.map((row) => `${row.outcome} ${row.reason}`))).toEqual(
    new Set(['waiting delivery-deferred', 'delivered retried']),
  )
  expect((await owner.pool.query('select from kept_message')).rowCount).toBe(0)
})
