import { beforeEach, expect, test } from 'vitest'
import { signInsStore } from '#db/stores/security/sign-ins.ts'
import { type Attempt, openIntrusion, sweepFailures } from '#identity/intrusion/intrusion.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'

const { owner, worker, made } = await saulieuDatabase()
const signIns = signInsStore(worker)
let now: number
const clock = { now: () => now }
const intrusion = openIntrusion(signIns, clock)
const minute = 60_000
const hour = 60 * minute

beforeEach(async () => {
  now = Date.now()
  await owner.pool.query(
    'truncate sign_in, sign_in_failures, blocked_network, trusted_network, alert, security_event, app_password',
  )
})

const from = (client: string, login: string = claire): Attempt => ({
  ...{ login, client, protocol: 'imap', device: 'Thunderbird 128' },
})
const fail = async (times: number, attempt: Attempt) => {
  for (let at = 0; at < times; at++) await intrusion.refused(attempt, `wrong-${at}`)
}
const rows = async (text: string) => (await owner.pool.query(text)).rows

test('ten different wrong passwords → that network is refused for that login, another network and another login are not', async () => {
  await fail(10, from('192.0.2.7'))
  expect(await intrusion.ask(from('192.0.2.7'))).toEqual({
    kind: 'refuse',
    until: new Date(now + 15 * minute),
  })
  expect(await intrusion.ask(from('192.0.2.7', claire.toUpperCase()))).toMatchObject({ kind: 'refuse' })
  expect(await intrusion.ask(from('192.0.2.8'))).toEqual({ kind: 'allow' })
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({ kind: 'allow' })
  expect(await rows('select kind, network from security_event')).toEqual([
    { kind: 'password-guessing', network: '192.0.2.7' },
  ])
  expect(await rows('select kind, subject, commune_id, times from alert')).toEqual([
    { kind: 'password-guessing', subject: claire, commune_id: made.commune, times: 1 },
  ])
})

test('the same wrong password again and again → counted once, and one row in five minutes', async () => {
  for (let at = 0; at < 40; at++) await intrusion.refused(from('192.0.2.7'), 'old-password')
  expect(await intrusion.ask(from('192.0.2.7'))).toEqual({ kind: 'allow' })
  expect(await rows('select outcome from sign_in')).toEqual([{ outcome: 'refused' }])
  now += 6 * minute
  await intrusion.refused(from('192.0.2.7'), 'old-password')
  expect(await rows('select outcome from sign_in')).toHaveLength(2)
})

test('addresses of one IPv6 /64 → counted as one network', async () => {
  await fail(5, from('2001:db8::1'))
  await intrusion.refused(from('2001:db8::2'), 'another')
  expect(await intrusion.ask(from('2001:db8::ffff'))).toEqual({ kind: 'delay', milliseconds: 8000 })
  expect(await intrusion.ask(from('2001:db8:0:1::1'))).toEqual({ kind: 'allow' })
})

test('fifty failures at once, as several processes would count them → none is lost', async () => {
  const other = openIntrusion(signInsStore(owner), clock)
  await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      (at % 2 === 0 ? intrusion : other).refused(from('192.0.2.7'), `wrong-${at}`),
    ),
  )
  expect(await rows('select failures from sign_in_failures')).toEqual([{ failures: 50 }])
})

test('the right password → what was counted is forgotten; an hour without a failure → as well', async () => {
  await fail(5, from('192.0.2.7'))
  await intrusion.accepted(from('192.0.2.7'), null)
  expect(await intrusion.ask(from('192.0.2.7'))).toEqual({ kind: 'allow' })
  await fail(5, from('192.0.2.7'))
  now += hour + 1
  expect(await intrusion.ask(from('192.0.2.7'))).toEqual({ kind: 'allow' })
  await fail(1, from('192.0.2.7'))
  expect(await rows('select failures from sign_in_failures')).toEqual([{ failures: 1 }])
})

test('guessing on after a block → blocked for longer, within a day', async () => {
  await fail(10, from('192.0.2.7'))
  now += 2 * hour
  expect(await intrusion.ask(from('192.0.2.7'))).toMatchObject({ kind: 'delay' })
  await intrusion.refused(from('192.0.2.7'), 'the eleventh')
  expect(await intrusion.ask(from('192.0.2.7'))).toEqual({
    kind: 'refuse',
    until: new Date(now + 30 * minute),
  })
})

test('one network that fails on ten logins → closed to all, twice as long the next time; a trusted one is not', async () => {
  const stuff = async (client: string, turn: string) => {
    for (let at = 0; at < 10; at++)
      await intrusion.refused(from(client, `user${at}@mairie-saulieu.test`), turn)
  }
  await stuff('192.0.2.7', 'first')
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({
    kind: 'refuse',
    until: new Date(now + hour),
  })
  expect(await intrusion.ask(from('192.0.2.8', mairie))).toEqual({ kind: 'allow' })
  expect(await rows('select kind, facts from security_event')).toEqual([
    { kind: 'credential-stuffing', facts: { logins: 10, closedMinutes: 60 } },
  ])
  now += hour + 1
  await stuff('192.0.2.7', 'second')
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({
    kind: 'refuse',
    until: new Date(now + 2 * hour),
  })
  await owner.pool.query("insert into trusted_network (network) values ('203.0.113.0/24')")
  await stuff('203.0.113.9', 'first')
  await fail(30, from('203.0.113.9'))
  expect(await intrusion.ask(from('203.0.113.9', mairie))).toEqual({ kind: 'allow' })
  expect(await intrusion.ask(from('203.0.113.9'))).toEqual({ kind: 'delay', milliseconds: 8000 })
})

test('ten people of one mairie whose phones have an old password → nobody is shut out', async () => {
  for (let at = 0; at < 12; at++) {
    const phone = from('192.0.2.7', `agent${at}@mairie-saulieu.test`)
    await intrusion.accepted(phone, null)
    await intrusion.refused(phone, 'old')
  }
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({ kind: 'allow' })
})

test('ten letters mistyped behind one address → nobody is shut out; a hundred tries there → closed to letters alone', async () => {
  const many = { ...from('192.0.2.7', 'activation'), ofMany: true }
  for (let at = 0; at < 12; at++) {
    await intrusion.refused(from('192.0.2.7', `activation letter${at}`), 'wrong')
    await intrusion.refused(many, `wrong-${at}`)
  }
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({ kind: 'allow' })
  expect(await intrusion.ask(many)).toEqual({ kind: 'allow' })
  for (let at = 12; at < 99; at++) await intrusion.refused(many, `wrong-${at}`)
  expect(await intrusion.ask(many)).toMatchObject({ kind: 'delay' })
  await intrusion.refused(many, 'the hundredth')
  expect(await intrusion.ask(many)).toMatchObject({ kind: 'refuse' })
  expect(await intrusion.ask(from('192.0.2.7', mairie))).toEqual({ kind: 'allow' })
  expect(await rows("select from sign_in where login = 'activation'")).toEqual([])
})

test('a slow attack from many networks → one alert, and the owner is let in', async () => {
  for (let at = 0; at < 12; at++) await fail(5, from(`192.0.2.${at}`))
  expect(await rows('select kind, subject, facts from alert')).toEqual([
    {
      ...{ kind: 'distributed-guessing', subject: claire },
      facts: { failures: expect.any(Number), networks: expect.any(Number) },
    },
  ])
  expect(await intrusion.ask(from('198.51.100.1'))).toEqual({ kind: 'allow' })
})

test('a phone that comes back all day → one row in five minutes for each app password, which says who', async () => {
  const add = (selector: string) =>
    owner.pool.query(
      `insert into app_password (commune_id, person_id, mailbox_id, selector, hash, label)
       values ($1, $2, $3, $4, '{SSHA512}AAAA', 'Téléphone')`,
      [made.commune, made.person, made.mairie, selector],
    )
  await add('aaaaaaaa')
  await add('bbbbbbbb')
  const phone = from('192.0.2.7', mairie)
  for (let at = 0; at < 3; at++) await intrusion.accepted(phone, 'aaaaaaaa')
  await intrusion.accepted(phone, 'bbbbbbbb')
  expect(
    await rows(
      'select a.selector, s.person_id, s.commune_id from sign_in s join app_password a on a.id = s.app_password_id order by 1',
    ),
  ).toEqual(
    ['aaaaaaaa', 'bbbbbbbb'].map((selector) => ({
      ...{ selector, person_id: made.person, commune_id: made.commune },
    })),
  )
  expect(await rows('select last_used_at is null as unused from app_password')).toEqual([
    { unused: false },
    { unused: false },
  ])
})

test('tries while blocked → one row in five minutes', async () => {
  for (let at = 0; at < 5; at++) await intrusion.blocked(from('192.0.2.7'))
  expect(await rows('select outcome from sign_in')).toEqual([{ outcome: 'blocked' }])
})

test('a login that nobody would write → counted as it is, and no error', async () => {
  for (const login of ['', '\0', 'é'.repeat(900), "'; drop table sign_in --", '\ud800'])
    await intrusion.refused(from('192.0.2.7', login), `wrong-${login.length}`)
  expect(await rows('select count(*)::int from sign_in')).toEqual([{ count: 5 }])
})

test('counts that nobody looks at any more → swept; a block that lasts stays', async () => {
  await fail(1, from('192.0.2.7'))
  await fail(17, from('192.0.2.8'))
  now += 47 * hour
  await sweepFailures(signIns, new Date(now))
  expect(await rows('select network from sign_in_failures order by 1')).toHaveLength(2)
  now += 2 * hour
  await sweepFailures(signIns, new Date(now))
  expect(await rows('select network from sign_in_failures')).toEqual([])
})
