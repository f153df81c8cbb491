import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { daemonNames, processNames } from '#core/service-names.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { type Browser, startTestAdmin, type TestAdmin } from '#test/support/admin/admin.ts'
import { claire, mairie } from '#test/support/database/commune.ts'
import { hold, putTrace } from '#test/support/database/held.ts'
import { queued } from '#test/support/database/queued.ts'

let admin: TestAdmin
let owner: Database
let administrator: Browser
let manager: Browser
beforeAll(async () => {
  admin = await startTestAdmin()
  owner = admin.postgresql.open('vm_owner')
  administrator = await admin.signIn({ role: 'administrator' })
  manager = await admin.signIn({ role: 'manager' })
  await owner.pool.query('update person set two_factor_enabled = true')
})
afterAll(async () => {
  await owner[Symbol.asyncDispose]()
  await admin[Symbol.asyncDispose]()
})

interface Item {
  readonly kind: string
  readonly severity: string
  readonly subject: string
  readonly fields: Readonly<Record<string, unknown>>
}
const toDo = async (browser = administrator): Promise<readonly Item[]> =>
  ((await (await browser.ask('GET /to-do')).json()) as { items: readonly Item[] }).items
const kinds = async (browser?: Browser) => (await toDo(browser)).map(({ kind }) => kind)

test('nothing wrong → nothing to do', async () => {
  expect(await toDo()).toEqual([])
})

test('held since today → to do for its commune; for the département only where it is dangerous', async () => {
  const { commune, mairie: mailbox } = admin.saulieu
  const forMairie = { for: [{ recipient: mairie, commune, mailbox }] }
  const waiting = { kind: 'held-waiting', severity: 'soon', fields: { messages: 1, dangerous: 0, late: 0 } }
  await hold(owner, { ...forMairie, reason: 'attachment', findings: ['nested-archive'] })
  expect(await toDo(manager)).toMatchObject([waiting])
  expect(await toDo()).toEqual([])
  await hold(owner, { ...forMairie, findings: ['bank-details-change'] })
  const both = { ...waiting, fields: { messages: 2, dangerous: 1, late: 0 } }
  expect(await toDo(manager)).toMatchObject([both])
  expect(await toDo()).toMatchObject([both])
  await hold(owner, { ...forMairie, reason: 'attachment', findings: ['macro'] })
  await hold(owner, { ...forMairie, reason: 'attachment', findings: ['encrypted-archive'] })
  expect(await toDo(manager)).toMatchObject([{ fields: { messages: 4, dangerous: 2 } }])
  await owner.pool.query('delete from kept_recipient')
  await owner.pool.query('delete from trace')
})

test('outgoing mail to approve → to do for its commune; for the département after a day', async () => {
  await using gateway = admin.postgresql.open('vm_gateway')
  await mailQueueStore(gateway).enqueue(
    queued(admin.saulieu.commune, ['a@one.test', 'a@two.test'], { held: true }),
  )
  const waiting = { kind: 'approval-waiting', severity: 'risk', subject: 'Saulieu', fields: { messages: 1 } }
  expect(await toDo(manager)).toMatchObject([waiting])
  expect(await toDo()).toEqual([])
  await owner.pool.query("update delivery set created_at = now() - interval '25 hours'")
  expect(await toDo()).toMatchObject([waiting])
  await owner.pool.query('delete from queued_message')
})

test('a destination that takes nothing for hours, mail that ended its runners → to do for the département', async () => {
  await using gateway = admin.postgresql.open('vm_gateway')
  await mailQueueStore(gateway).enqueue(queued(admin.saulieu.commune, ['a@one.test', 'a@two.test']))
  await owner.pool.query(
    `insert into destination_pace (destination, at_once, troubles, last_kind, last_reply)
     values ('one.test', 1, 3, 'reputation', 'x'), ('three.test', 1, 1, 'reputation', 'x')`,
  )
  expect(await toDo()).toEqual([])
  await owner.pool.query("update delivery set created_at = now() - interval '5 hours'")
  await owner.pool.query('update destination_pace set went_well = 1')
  expect(await toDo()).toEqual([])
  await owner.pool.query('update destination_pace set went_well = 0')
  await owner.pool.query(
    "update delivery set state = 'held', held_for = 'poison', next_attempt_at = null where destination = 'two.test'",
  )
  expect(await toDo()).toMatchObject([
    { kind: 'mail-set-aside', severity: 'harm', subject: 'Saulieu', fields: { messages: 1 } },
    {
      ...{ kind: 'destination-silent', severity: 'risk', subject: 'one.test' },
      fields: { deliveries: 1, answer: 'reputation' },
    },
  ])
  expect(await toDo(manager)).toEqual([])
  await owner.pool.query(
    "insert into paused_destination (destination, reason) values ('one.test', 'travaux')",
  )
  expect(await kinds()).toEqual(['mail-set-aside'])
  await owner.pool.query('truncate queued_message, destination_pace, paused_destination cascade')
})

test('one thing wrong of each kind → all of them, harm first, then risk, then what comes', async () => {
  const { commune, department, mairie: mailbox, personal, person } = admin.saulieu
  await writeFile(
    admin.statusFile,
    JSON.stringify({
      at: new Date().toISOString(),
      services: [...processNames, ...daemonNames].map((name) => ({
        name,
        state: name === 'clamd' ? 'failed' : 'healthy',
        since: new Date().toISOString(),
        detail: 'no answer',
      })),
    }),
  )
  await hold(owner, { for: [{ recipient: mairie, commune, mailbox }] })
  const query = (text: string, values: readonly unknown[] = []) => owner.pool.query(text, [...values])
  await query("update kept_recipient set since = now() - interval '4 days'")
  await query("insert into alert (kind, subject) values ('stuffing', '192.0.2.0/24')")
  await query(
    "insert into alert (kind, subject, facts) values ('password-reset', 'zoe@mairie-saulieu.test', $1), ('personal-mailbox-opened', 'zoe@mairie-saulieu.test', $2), ('external-forward', 'zoe@mairie-saulieu.test', $3)",
    [
      { by: claire },
      { to: 'paul@semur.test', by: 'Annuaire' },
      { to: 'a@away.test', until: '2027-01-01T00:00:00.000Z' },
    ],
  )
  await query(
    "insert into sign_in_failures (login, network, failures, blocked_until) values ($1, '192.0.2.7', 50, now() + interval '1 hour')",
    [mairie],
  )
  await query("update mailbox set full_since = now(), expires_at = now() + interval '5 days' where id = $1", [
    personal,
  ])
  await query(
    'insert into dovecot.quota_usage (username, bytes, messages) values ($1, 1000000, 1), ($2, 940000, 1)',
    [claire, mairie],
  )
  await query(
    "insert into mailbox (commune_id, domain, local_part, kind, quota_bytes, created_at) values ($1, 'mairie-saulieu.test', 'ccas', 'shared', 1, now() - interval '11 minutes')",
    [commune],
  )
  await query('update person set two_factor_enabled = false where id = $1', [person])
  await query(
    "insert into account (person_id, account_id, provider_id, password) values ($1::uuid, $1::uuid::text, 'credential', '{ARGON2ID}$argon2id$nobody-knows')",
    [person],
  )
  const { rows } = await query("insert into welcome (name) values ('Novembre') returning id")
  await query(
    "insert into welcomed_commune (welcome_id, insee_code, name, domain, state, settled_at) values ($1, '21001', 'Agencourt', 'agencourt.test', 'failed', now())",
    [rows[0].id],
  )
  await query(
    `insert into access (person_id, mailbox_id, commune_id, role, "from", until) values ($1, $2, $3, 'write', now(), now() + interval '3 days')`,
    [person, mailbox, commune],
  )
  await query(
    "insert into external_forward (mailbox_id, commune_id, target, until) values ($1, $2, 'a@away.test', now() + interval '2 days')",
    [mailbox, commune],
  )
  await query(
    "insert into api_key (commune_id, tenant_kind, name, selector, digest, permissions, expires_at) values ($1, 'department', 'Annuaire', 's', repeat('0', 64), '{read:commune}', now() + interval '2 days')",
    [department],
  )
  await query(
    "insert into factor_reset (person_id, reason, expires_at) values ($1, 'Téléphone perdu', now() + interval '3 days')",
    [person],
  )
  const items = await toDo()
  expect(items.map(({ kind }) => kind)).toEqual([
    ...['service-failed', 'alert', 'attacked-account', 'mailbox-full', 'mailbox-not-made'],
    ...['alert', 'alert', 'alert'],
    ...['factor-missing', 'factor-reset', 'held-waiting', 'mailbox-filling', 'welcome-failed'],
    ...['mailbox-ending', 'access-ending', 'external-forward-ending', 'api-key-ending'],
  ])
  const fieldsOf = (kind: string) => items.find((each) => each.kind === kind)?.fields
  const alerts = items.filter(({ kind }) => kind === 'alert')
  expect(
    Object.fromEntries(alerts.map(({ severity, fields: { kind, by, to } }) => [kind, { severity, by, to }])),
  ).toEqual({
    stuffing: { severity: 'harm', by: null, to: null },
    'password-reset': { severity: 'risk', by: 'Claire Garnier', to: null },
    'personal-mailbox-opened': { severity: 'risk', by: 'Annuaire', to: 'paul@semur.test' },
    'external-forward': { severity: 'risk', by: null, to: 'a@away.test' },
  })
  const { rows: listed } = (await (await administrator.ask('GET /alerts')).json()) as { rows: object[] }
  expect(listed).toContainEqual(
    expect.objectContaining({ kind: 'password-reset', by: 'Claire Garnier', to: null }),
  )
  expect(fieldsOf('mailbox-filling')).toEqual({ usedBytes: 940000, allowedBytes: 1000000, share: 94 })
  expect(fieldsOf('held-waiting')).toEqual({ messages: 1, dangerous: 1, late: 1 })
  expect(fieldsOf('attacked-account')).toMatchObject({ networks: 1, failures: 50 })
})

test('a manager → what concerns its commune and what it may read; the commune beside it → nothing', async () => {
  expect(await kinds(manager)).toEqual([
    ...['mailbox-full', 'mailbox-not-made', 'factor-missing', 'held-waiting', 'mailbox-filling'],
    ...['mailbox-ending', 'access-ending', 'external-forward-ending'],
  ])
  const other = await administrator.ask('POST /communes', { body: { name: 'Semur', inseeCode: '21603' } })
  const { id } = (await other.json()) as { id: typeof admin.saulieu.commune }
  const neighbour = await admin.signIn({ role: 'manager', commune: id })
  await owner.pool.query('update person set two_factor_enabled = true where id = $1', [neighbour.person])
  expect(await toDo(neighbour)).toEqual([])
})

test('nobody takes mail of postmaster@ → one line for each such address, without a certain mailbox', async () => {
  const unattended = async () => (await toDo()).filter(({ kind }) => kind === 'address-unattended')
  expect(await unattended()).toEqual([])
  const { rows } = await owner.pool.query<{ id: string }>(
    'update mailbox set suspended_at = now() where suspended_at is null returning id',
  )
  const told = await unattended()
  expect(told).toContainEqual(
    expect.objectContaining({
      ...{ subject: 'postmaster@mairie-saulieu.test', severity: 'harm' },
      commune: expect.objectContaining({ id: admin.saulieu.commune }),
      target: { kind: 'mailbox', id: null },
    }),
  )
  await owner.pool.query('update mailbox set suspended_at = null where id = any($1)', [
    rows.map(({ id }) => id),
  ])
  expect(await unattended()).toEqual([])
})

test('a guessed password whose account is closed → one line, and the alert once the account is open again', async () => {
  await owner.pool.query(
    `insert into sign_in_failures (login, network, failures, blocked_until)
     values ($1, '203.0.113.9', 50, now() + interval '15 minutes')`,
    [claire],
  )
  await owner.pool.query(
    `insert into alert (kind, subject, commune_id, facts, since, last_at)
     values ('password-guessing', $1, $2, '{"failures": 50}', now(), now())`,
    [claire, admin.saulieu.commune],
  )
  const kinds = ['alert', 'attacked-account']
  const told = async () =>
    (await toDo()).flatMap(({ kind, subject }) => (subject === claire && kinds.includes(kind) ? [kind] : []))
  expect(await told()).toEqual(['attacked-account'])
  await owner.pool.query(
    "update sign_in_failures set blocked_until = now() - interval '1 minute' where login = $1",
    [claire],
  )
  expect(await told()).toEqual(['alert'])
  for (const [table, column] of [
    ['alert', 'subject'],
    ['sign_in_failures', 'login'],
  ])
    await owner.pool.query(`delete from ${table} where ${column} = $1`, [claire])
})

test('a message set aside → one line, and the alert once nothing is set aside any more, with the message', async () => {
  await using gateway = admin.postgresql.open('vm_gateway')
  const message = queued(admin.saulieu.commune, ['a@one.test'])
  const { queueId } = message
  await mailQueueStore(gateway).enqueue(message)
  await owner.pool.query(
    "update delivery set state = 'held', held_for = 'poison', next_attempt_at = null where queue_id = $1",
    [queueId],
  )
  await owner.pool.query(
    "insert into alert (kind, subject, commune_id, facts) values ('mail-poisoned', $1, $2, $3)",
    [mairie, admin.saulieu.commune, { queueId }],
  )
  const told = async () =>
    (await toDo()).flatMap(({ kind, fields }) =>
      kind === 'mail-set-aside' || fields.kind === 'mail-poisoned' ? [kind] : [],
    )
  expect(await told()).toEqual(['mail-set-aside'])
  await owner.pool.query('truncate queued_message cascade')
  expect(await told()).toEqual(['alert'])
  const { rows: listed } = (await (await administrator.ask('GET /alerts')).json()) as { rows: object[] }
  expect(listed).toContainEqual(
    expect.objectContaining({ kind: 'mail-poisoned', subject: mairie, facts: { queueId } }),
  )
  await owner.pool.query("delete from alert where kind = 'mail-poisoned'")
})

test('a mailbox perhaps taken over → to do with the alert, which leads to the mailbox', async () => {
  const { commune, personal } = admin.saulieu
  await owner.pool.query(
    "insert into alert (kind, subject, commune_id, facts) values ('takeover-suspected', $1, $2, $3)",
    [claire, commune, { signals: ['new-network', 'new-forward'], recipients: 2, firstTime: 1 }],
  )
  expect((await toDo()).filter(({ fields }) => fields.kind === 'takeover-suspected')).toMatchObject([
    { kind: 'alert', severity: 'harm', subject: claire, commune: { id: commune } },
  ])
  const { rows: listed } = (await (await administrator.ask('GET /alerts')).json()) as { rows: object[] }
  expect(listed).toContainEqual(
    expect.objectContaining({ kind: 'takeover-suspected', mailbox: personal, stoppedMailbox: null }),
  )
  await owner.pool.query("delete from alert where kind = 'takeover-suspected'")
})

test('a lost second factor, asked for by one administrator → to do for another one, waiting for whoever asked, nothing for whose it is', async () => {
  const asker = await admin.signIn({ role: 'administrator' })
  const locked = await admin.signIn({ role: 'administrator' })
  await owner.pool.query('update person set two_factor_enabled = true where id = any($1)', [
    [asker.person, locked.person],
  ])
  const asked = await asker.ask('POST /factor-resets', {
    body: { person: locked.person, reason: 'Téléphone cassé' },
  })
  expect(asked.status).toBe(201)
  const about = async (browser: Browser) =>
    (await toDo(browser)).filter(({ kind, fields }) => kind === 'factor-reset' && fields.askedBy !== null)
  expect(await about(administrator)).toMatchObject([{ severity: 'risk', target: { kind: 'person' } }])
  expect(await about(asker)).toEqual([])
  expect(await about(locked)).toEqual([])
  const waiting = async (browser: Browser) =>
    (await toDo(browser)).filter(({ kind }) => kind === 'factor-reset-asked')
  expect(await waiting(asker)).toMatchObject([
    {
      ...{ severity: 'soon', subject: locked.email, since: expect.stringMatching(/^20/) },
      fields: { until: expect.stringMatching(/^20/), deciders: 1 },
    },
  ])
  expect(await waiting(administrator)).toEqual([])
  expect(await waiting(locked)).toEqual([])
  const { id } = (await asked.json()) as { id: string }
  expect((await asker.ask(`POST /factor-resets/${id}/refusal`)).status).toBe(204)
  expect(await waiting(asker)).toEqual([])
})

test('letters printed a week ago, nobody came in → soon to do for the département; not before, nor once somebody came', async () => {
  const made = await administrator.ask('POST /communes', {
    body: { name: 'Alise-Sainte-Reine', inseeCode: '21008' },
  })
  const { id } = (await made.json()) as { id: string }
  const stage = async () => {
    const { cameIn, lettersAt } = (await (await administrator.ask(`GET /communes/${id}`)).json()) as {
      readonly cameIn: boolean
      readonly lettersAt: string | null
    }
    return [cameIn, lettersAt !== null]
  }
  const waiting = async () => (await toDo()).filter(({ kind }) => kind === 'nobody-came-in')
  const { rows } = await owner.pool.query(
    "insert into person (commune_id, name, email, role) values ($1, 'Paul Alise', 'paul@alise.test', 'manager') returning id",
    [id],
  )
  expect(await stage()).toEqual([false, false])
  await owner.pool.query(
    "insert into activation_code (person_id, digest, expires_at, created_at) values ($1, repeat('a', 64), now() + interval '54 days', now() - interval '6 days')",
    [rows[0].id],
  )
  expect(await stage()).toEqual([false, true])
  expect(await waiting()).toEqual([])
  await owner.pool.query("update activation_code set created_at = now() - interval '8 days'")
  expect(await waiting()).toMatchObject([
    {
      ...{ severity: 'soon', subject: 'Alise-Sainte-Reine', since: expect.stringMatching(/^20/) },
      ...{ commune: { id }, target: { kind: 'commune', id } },
      fields: { letters: 1, until: expect.stringMatching(/^20/) },
    },
  ])
  await owner.pool.query(
    "insert into account (person_id, account_id, provider_id, password) values ($1::uuid, $1::uuid::text, 'credential', '{ARGON2ID}$argon2id$nobody-knows')",
    [rows[0].id],
  )
  expect(await stage()).toEqual([true, true])
  expect(await waiting()).toEqual([])
})

test('a mailbox opened to somebody who comes in elsewhere → the commune is in service; once that ended → no longer', async () => {
  const made = await administrator.ask('POST /communes', {
    body: { name: 'Flavigny-sur-Ozerain', inseeCode: '21271' },
  })
  const { id: commune } = (await made.json()) as { id: string }
  const cameIn = async () =>
    ((await (await administrator.ask(`GET /communes/${commune}`)).json()) as { readonly cameIn: boolean })
      .cameIn
  const domain = `d-${commune}.test`
  await owner.pool.query('insert into domain (commune_id, name) values ($1, $2)', [commune, domain])
  const { rows } = await owner.pool.query(
    "insert into mailbox (commune_id, domain, local_part, kind, quota_bytes) values ($1, $2, 'mairie', 'shared', 1) returning id",
    [commune, domain],
  )
  const secretary = await owner.pool.query(
    "insert into person (commune_id, name, email) values ($1, 'Lise Martin', 'lise@alise.test') returning id",
    [admin.saulieu.commune],
  )
  await owner.pool.query(
    "insert into account (person_id, account_id, provider_id, password) values ($1::uuid, $1::uuid::text, 'credential', '{ARGON2ID}$argon2id$nobody-knows')",
    [secretary.rows[0].id],
  )
  expect(await cameIn()).toBe(false)
  await owner.pool.query(
    `insert into access (person_id, mailbox_id, commune_id, role, "from") values ($1, $2, $3, 'write', now() - interval '2 days')`,
    [secretary.rows[0].id, rows[0].id, commune],
  )
  expect(await cameIn()).toBe(true)
  await owner.pool.query("update access set until = now() - interval '1 day' where mailbox_id = $1", [
    rows[0].id,
  ])
  expect(await cameIn()).toBe(false)
})

test('figures → what is hosted, and thirty days of mail, today last', async () => {
  await putTrace(owner, { commune: admin.saulieu.commune, outcome: 'junk' })
  await putTrace(owner, { commune: admin.saulieu.commune, outcome: 'refused' })
  await putTrace(owner, {
    ...{ commune: admin.saulieu.commune, outcome: 'delivered' },
    at: new Date(Date.now() - 3 * 86_400_000),
  })
  const read = async (browser: Browser) =>
    (await (await browser.ask('GET /figures')).json()) as { readonly days: readonly object[] }
  const figures = await read(manager)
  expect(figures).toMatchObject({
    communes: 1,
    mailboxes: 3,
    storedBytes: 1_940_000,
    allowedBytes: 2_000_001,
  })
  expect(figures.days).toHaveLength(30)
  expect(figures.days.at(-1)).toMatchObject({ delivered: 1, junk: 1, refused: 1, held: 1 })
  expect(figures.days.at(-4)).toMatchObject({ delivered: 1, junk: 0 })
  await putTrace(owner, { commune: admin.saulieu.commune })
  expect(await read(manager)).toEqual(figures)
})
