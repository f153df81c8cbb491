// What a box answers and sends on by itself, set up through the API, done by Dovecot, and taken by the listener of the gateway: an
// answer is a row of the queue.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answered } from '#test/support/admin/two-communes.ts'
import { address, claire, mairie, saulieu } from '#test/support/database/commune.ts'
import { queuedRows } from '#test/support/database/queued-rows.ts'
import { type Delivered, delivered } from '#test/support/dovecot/delivered.ts'
import { inMailbox, messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import { putRules } from '#test/support/dovecot/sieve.ts'
import { type GatewayOnDatabase, gatewayOnDatabase } from '#test/support/gateway/gateway-on-database.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { dayOf, daysLater } from '#webmail/client/rules/vacation-days.ts'

const webmail = await webmailUnderTest()
const { made, dovecot, owner, postgresql } = webmail
const colleague = await webmail.signIn()
const box = `/boxes/${made.personal}`
const ask = (name: string, body?: unknown) => answered(colleague.ask(name, body))
const put = async (part: 'vacation' | 'forward' | 'rules', value: unknown, other: 'keep' | null = null) => {
  const { revision } = (await ask(`GET ${box}/rules`)).body
  return await ask(`PUT ${box}/${part}`, { revision, other, [part]: value })
}
let gateway: GatewayOnDatabase

beforeAll(async () => {
  const listener = { host: '127.0.0.1', port: dovecot.installation.ports.sieveOutlet }
  gateway = await gatewayOnDatabase(postgresql, { sieve: { listener, mostInAnHour: 100 } })
  for (const [name, targets] of [
    ['accueil', [claire]],
    ['equipe', [claire, mairie]],
  ] as const) {
    const { rows } = await owner.pool.query(
      'insert into alias (commune_id, domain, local_part) values ($1, $2, $3) returning id',
      [made.commune, saulieu, name],
    )
    for (const target of targets)
      await owner.pool.query('insert into alias_target (alias_id, commune_id, target) values ($1, $2, $3)', [
        ...[rows[0].id, made.commune, target],
      ])
  }
})
afterAll(() => gateway?.[Symbol.asyncDispose]())
beforeEach(async () => {
  await owner.pool.query('truncate queued_message, automatic_sending, external_forward cascade')
  await put('vacation', null)
  await put('forward', null)
  await put('rules', [])
})

let senders = 0
/** From somebody who never wrote; resolves with how many messages that left in the inbox. */
async function comes(mail: Partial<Delivered> = {}): Promise<number> {
  const before = await inInbox()
  await delivered(dovecot, { to: claire, from: `paul-${++senders}@away.test`, ...mail })
  return (await inInbox()) - before
}
const inInbox = () =>
  inMailbox(
    dovecot,
    { mailbox: claire, person: made.person },
    async (client) => (await messagesIn(client, 'INBOX')).length,
  )
const rows = () => queuedRows(owner)
const today = dayOf(new Date())
const away = {
  // Until tomorrow: midnight may come before the last of these tests.
  ...{ on: true, from: today, until: daysLater(today, 1), days: 7, subject: 'Absente "jusqu’à" lundi' },
  text: 'Bonjour,\n\nJe reviens \\ lundi : "enfin".\n.\ntext:\nClaire',
}

test('an absence today → one answer to whoever writes, with subject and words as they were written', async () => {
  expect((await put('vacation', away)).body.vacation).toEqual(away)
  expect(await comes({ from: 'Paul <paul@away.test>' })).toBe(1)
  expect(await comes({ from: 'paul@away.test' })).toBe(1)
  const [row, ...others] = await rows()
  expect(others).toEqual([])
  expect(row).toMatchObject({ origin: 'sieve', reversePath: '', mailbox: made.personal })
  expect(row?.recipients).toMatchObject([{ address: 'paul@away.test' }])
  const [, body = ''] =
    row?.content.split('\r\n\r\n').length === 1 ? [] : (row?.content.split(/\r\n\r\n(.*)/s) ?? [])
  expect(body.trimEnd().split('\r\n')).toEqual(away.text.split('\n'))
})

test.each([
  ['begins later', { from: daysLater(today, 2), until: daysLater(today, 3) }],
  ['ended yesterday', { from: daysLater(today, -2), until: daysLater(today, -1) }],
  ['is switched off', { on: false }],
])('an absence that %s → no answer', async (_, part) => {
  await put('vacation', { ...away, ...part })
  expect(await comes()).toBe(1)
  expect(await rows()).toEqual([])
})

test.each<[string, Partial<Delivered>, number]>([
  ['an alias of the box alone', { shownTo: `accueil@${saulieu}` }, 1],
  ['an alias that others read as well', { shownTo: `equipe@${saulieu}` }, 0],
  ['somebody else, with a blind copy here', { shownTo: 'conseil@away.test' }, 0],
  ['a list', { fields: ['List-Id: <maires.away.test>'] }, 0],
  ['many at once', { fields: ['Precedence: bulk'] }, 0],
])('mail to %s → answered or not', async (_, mail, answers) => {
  await put('vacation', away)
  await comes(mail)
  expect(await rows()).toHaveLength(answers)
})

test('rules that end the script → still an answer', async () => {
  const all = { field: 'larger', octets: 1 }
  await put('rules', [
    { name: 'Tout', on: true, match: 'all', conditions: [all], actions: [{ kind: 'read' }], stop: true },
  ])
  await put('vacation', away)
  await comes()
  expect(await rows()).toHaveLength(1)
})

test.each([
  ['ends before it begins', { until: daysLater(today, -1) }],
  ['has no day', { from: '2026-02-30' }],
  ['has no words', { text: ' ' }],
  ['has a subject of two lines', { subject: 'a\r\nBcc: x@away.test' }],
  ['has a control character', { text: 'a\u0007' }],
  ['answers more than once a day', { days: 0 }],
])('an absence that %s → refused', async (_, part) => {
  expect((await put('vacation', { ...away, ...part })).status).toBe(422)
})

test.each([
  ['no address', 'nobody', 'invalid-address'],
  ['outside', 'claire@away.test', 'outside'],
  ['itself', claire, 'own-address'],
  ['itself in capitals', claire.toUpperCase(), 'own-address'],
  ['an alias of itself', `accueil@${saulieu}`, 'own-address'],
  ['an alias of itself and of others', `equipe@${saulieu}`, 'own-address'],
  ['nobody here', `personne@${saulieu}`, 'unknown'],
  ['where the département sends it already', 'secretaire@away.test', 'sent-on-already'],
])('a forward to %s → refused', async (_, to, code) => {
  await owner.pool.query(
    `insert into external_forward (mailbox_id, commune_id, target, until)
    values ($1, $2, 'secretaire@away.test', now() + interval '1 day')`,
    [made.personal, made.commune],
  )
  const { status, body } = await put('forward', { to: [mairie, to], copy: true })
  expect([status, body.errors]).toEqual([
    422,
    [expect.objectContaining({ pointer: '/body/forward/to/1', code })],
  ])
  expect((await ask(`GET ${box}/rules`)).body).toMatchObject({
    forward: null,
    forwardsOfDepartment: [{ to: 'secretaire@away.test' }],
  })
})

test.each([
  ['with a copy', true, 1],
  ['without', false, 0],
])('a forward to a neighbour %s → sent on, and told in the audit log', async (_, copy, stays) => {
  await put('rules', [
    {
      name: 'x',
      on: true,
      match: 'all',
      conditions: [{ field: 'larger', octets: 1 }],
      actions: [{ kind: 'flag' }],
      stop: false,
    },
  ])
  expect((await put('forward', { to: [mairie], copy })).body.forward).toEqual({ to: [mairie], copy })
  expect(await comes()).toBe(stays)
  expect(await rows()).toMatchObject([
    { origin: 'forward', recipients: [{ address: mairie, destination: 'local' }] },
  ])
  const { rows: told } = await owner.pool.query(
    'select actor_kind, action, entity, before, after from audit order by id desc limit 1',
  )
  expect(told).toMatchObject([
    { actor_kind: 'person', action: 'change:forward', entity: claire, after: { targets: [mairie] } },
  ])
})

test('an absence beside kept rules that answer as well → one answer, and no rule fails', async () => {
  const theirs = 'require ["vacation", "imap4flags"]; addflag "\\\\Flagged"; vacation "Ailleurs.";'
  await putRules(dovecot.installation.paths, claire, theirs)
  await put('vacation', away, 'keep')
  expect(await comes({ from: address('une@away.test') })).toBe(1)
  const all = await rows()
  expect(all).toHaveLength(1)
  expect(all[0]?.content).toContain('Je reviens')
})
