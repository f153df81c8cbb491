import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { CommuneId } from '#core/address/directory.ts'
import type { Event } from '#core/event.ts'
import type { Log } from '#core/log.ts'
import { defaultAttachmentPolicy } from '#core/message/attachment-mark.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { PostgresqlPolicies } from '#db/stores/policies/policies.ts'
import { saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { testPolicy } from '#test/support/gateway/test-policy.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { tcpListener } from '#test/support/world/tcp-listener.ts'

const { postgresql, owner, gateway, made } = await saulieuDatabase()

const defaults = testPolicy
const warned: Event[] = []
const log: Log = { info: () => {}, warn: (event) => warned.push(event), error: () => {} }
const reading = { defaults, log }

async function bookNow() {
  await using changes = new ChangeListener(gateway)
  return await new PostgresqlPolicies(gateway, changes, reading).book()
}

const putPolicy = (commune: CommuneId, columns: string, ...values: readonly unknown[]) =>
  owner.pool.query(
    `insert into commune_policy (commune_id, ${columns}) values ($1, ${values.map((_, index) => `$${index + 2}`)})
     on conflict (commune_id) do update set (${columns}) = row(${columns
       .split(', ')
       .map((name) => `excluded.${name}`)})`,
    [commune, ...values],
  )

const putRule = (commune: CommuneId, kind: string, value: string, effect: string) =>
  owner.pool.query(
    'insert into sender_rule (commune_id, kind, value, effect) values ($1, $2, $3, $4) on conflict do nothing',
    [commune, kind, value, effect],
  )

test('a commune with nothing of its own → what the spec says', async () => {
  const book = await bookNow()
  expect(book.of(made.commune)).toMatchObject({ commune: made.commune, name: 'Saulieu', ...defaults })
  expect(book.hostedDomains).toContain(saulieu)
})

test('the département, then the commune → each changes only what it names', async () => {
  await putPolicy(made.department, 'junk_at_score, refuse_at_score', 5, 12)
  await putPolicy(made.commune, 'junk_at_score, attachments', 4, JSON.stringify({ macro: 'refuse' }))
  const book = await bookNow()
  expect(book.of(made.commune)).toMatchObject({ junkAt: 4, refuseAt: 12 })
  expect(book.of(made.commune).attachments).toEqual({ ...defaultAttachmentPolicy, macro: 'refuse' })
  expect(book.of(made.department)).toMatchObject({ junkAt: 5, refuseAt: 12 })
  expect(book.of(made.department).attachments).toEqual(defaultAttachmentPolicy)
})

test('an action for a mark that nobody knows → ignored', async () => {
  await putPolicy(made.commune, 'attachments', JSON.stringify({ macro: 'explode', dragon: 'refuse' }))
  expect((await bookNow()).of(made.commune).attachments).toEqual(defaultAttachmentPolicy)
})

test('rules and names of both → the département’s list first, never those of a neighbour', async () => {
  await putRule(made.department, 'domain', 'spam.test', 'deny')
  await putRule(made.commune, 'address', 'friend@away.test', 'allow')
  await owner.pool.query('insert into protected_name (commune_id, name) values ($1, $2)', [
    made.commune,
    'Claire Garnier',
  ])
  const book = await bookNow()
  expect(book.of(made.commune).rules).toMatchObject([
    [{ kind: 'domain', value: 'spam.test', effect: 'deny' }],
    [{ kind: 'address', value: 'friend@away.test', effect: 'allow' }],
  ])
  expect(book.of(made.commune).protectedNames).toMatchObject([{ name: 'Claire Garnier', knownAddresses: [] }])
  expect(book.of(made.department).rules).toMatchObject([[{ value: 'spam.test' }]])
  expect(book.of(made.department).protectedNames).toEqual([])
})

test('a commune that is not in the book → the département’s policy', async () => {
  const unknown = '00000000-0000-0000-0000-000000000000' as CommuneId
  expect((await bookNow()).of(unknown)).toMatchObject({ commune: made.department })
})

test('a change → known within a second although the book was remembered', async () => {
  await using changes = new ChangeListener(gateway)
  const policies = new PostgresqlPolicies(gateway, changes, reading)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  expect(await policies.book()).toBe(await policies.book())
  await putRule(made.commune, 'network', '198.51.100.0/24', 'deny')
  await eventually(
    'the rule',
    async () => {
      const rules = (await policies.book()).of(made.commune).rules.flat()
      return rules.some((rule) => rule.kind === 'network' && rule.holds('198.51.100.7')) ? true : null
    },
    1,
  )
})

test('a connection that is dead without an error → not believed a second later', async () => {
  const sockets: Socket[] = []
  await using between = await tcpListener((near) => {
    const far = connect(postgresql.port, '127.0.0.1')
    sockets.push(near, far)
    near.pipe(far).on('error', () => near.destroy())
    far.pipe(near)
    near.on('close', () => far.destroy())
  })
  await using database = postgresql.open('vm_gateway', between.port)
  await using changes = new ChangeListener(database)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  for (const socket of sockets) socket.unpipe().pause()
  await eventually('the loss', () => (changes.listening ? null : true), 1)
  for (const socket of sockets) socket.destroy()
})

test('the database away → rejects while nothing is remembered, and reads again once it is back', async () => {
  await using changes = new ChangeListener(gateway)
  const policies = new PostgresqlPolicies(gateway, changes, reading)
  await eventually('LISTEN', () => (changes.listening ? true : null))
  const away = postgresql.open('vm_gateway')
  await away.pool.end()
  await expect(new PostgresqlPolicies(away, changes, reading).book()).rejects.toThrow()
  expect((await policies.book()).of(made.commune).name).toBe('Saulieu')
})

test.each([
  ['address in capitals', 'address', 'Friend@away.test'],
  ['domain with a space', 'domain', 'away test'],
  ['network that is none', 'network', '198.51.100.0/99'],
  ['network with host bits', 'network', '198.51.100.7/24'],
  ['network without its bits', 'network', '198.51.100.7'],
  ['network cut short', 'network', '10'],
  ['network of IPv6 without its bits', 'network', '2001:db8::1'],
  ['network in capitals', 'network', '2001:DB8::/32'],
  ['kind nobody knows', 'planet', 'mars'],
])('a rule with an %s → refused by the database', async (_, kind, value) => {
  await expect(putRule(made.commune, kind, value, 'allow')).rejects.toThrow()
})

test('a network that cannot be read → left out and logged; the rules beside it hold', async () => {
  await owner.pool.query('alter table sender_rule drop constraint sender_rule_value')
  await putRule(made.department, 'network', '10', 'deny')
  const { rows } = await owner.pool.query("select id from sender_rule where value = '10'")
  const [above] = (await bookNow()).of(made.commune).rules
  expect(above).toEqual([{ kind: 'domain', value: 'spam.test', effect: 'deny' }])
  expect(warned).toEqual([{ event: 'policy.rule-skipped', rule: rows[0].id, commune: made.department }])
})
