// Real rows of one commune for every parameter that a path of the API has. A new parameter must be given one here, or the
// tests that walk every route fail: that is what they are for.

import { randomUUID } from 'node:crypto'
import { heldLinkToken } from '#core/held/held-link.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Database } from '#db/connection.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { claire, mairie } from '../database/commune.ts'
import { hold } from '../database/held.ts'
import { queued } from '../database/queued.ts'
import { heldLinksKey, type TestAdmin } from './admin.ts'

/** By the part of the path that ends with the parameter, or by the parameter alone. */
export type Filling = Readonly<Record<string, string>>

/** `owner` needs the rights of `vm_owner`. */
export async function fillParameters(admin: TestAdmin, owner: Database): Promise<Filling> {
  const { commune, department, mairie: mailbox, personal, person } = admin.saulieu
  const made = async (text: string, values: readonly unknown[]): Promise<string> =>
    String((await owner.pool.query(text, [...values])).rows[0].id)
  const digest = '0'.repeat(64)
  const queueId = await hold(owner, { for: [{ recipient: mairie, commune, mailbox }] })
  await owner.pool.query(
    "insert into leak_hold (queue_id, commune_id, mailbox_id, findings, cause, recipients, recipient_count) values ($1, $2, $3, '{\"nir\": 5}', 'nir', '{a@away.test}', 1)",
    [queueId, commune, mailbox],
  )
  await owner.pool.query("insert into leak_count values ($1, current_date, 'nir', 'hold', 1)", [commune])
  const other = await admin.person({ role: 'administrator' })
  const welcome = await made("insert into welcome (name) values ('Novembre') returning id", [])
  await made(
    "insert into welcomed_commune (welcome_id, insee_code, name, domain) values ($1, '21001', 'Agencourt', 'agencourt.test') returning id",
    [welcome],
  )
  await owner.pool.query(
    'insert into access (person_id, mailbox_id, commune_id, role, "from") values ($1, $2, $3, \'write\', now())',
    [person, mailbox, commune],
  )
  await owner.pool.query(
    "insert into external_forward (mailbox_id, commune_id, target, until) values ($1, $2, 'a@away.test', now() + interval '2 days')",
    [mailbox, commune],
  )
  await using gateway = admin.postgresql.open('vm_gateway')
  const outgoing = queued(commune, ['marie@away.test'], { mailbox, held: true })
  await mailQueueStore(gateway).enqueue(outgoing)
  await owner.pool.query(
    "insert into suppressed_address (address, until, kind, reply) values ('gone@away.test', now() + interval '2 days', 'unknown-recipient', '')",
  )
  await owner.pool.query(
    "insert into paused_destination (destination, reason) values ('away.test', 'travaux')",
  )
  return {
    '/queue/{queueId}': outgoing.queueId,
    destination: 'away.test',
    address: 'gone@away.test',
    commune,
    mailbox,
    person,
    queueId,
    welcome,
    domain: 'mairie-saulieu.test',
    target: 'a@away.test',
    inseeCode: '21001',
    '/team/{person}': other.person,
    token: heldLinkToken(
      {
        queueId: queueId as QueueId,
        recipient: mairie,
        action: 'delete',
        expiresAt: new Date(Date.now() + 1e7),
      },
      heldLinksKey,
    ),
    template: await made(
      "insert into mailbox_template (name, entries) values ('Petite', '[]') returning id",
      [],
    ),
    reset: await made(
      "insert into factor_reset (person_id, reason, expires_at) values ($1, 'perdu', now() + interval '1 day') returning id",
      [person],
    ),
    session: await made(
      "insert into session (person_id, token, expires_at) values ($1, $2, now() + interval '1 day') returning id",
      [person, randomUUID()],
    ),
    passkey: await made(
      "insert into passkey (public_key, person_id, credential_id, counter, device_type, backed_up) values ('k', $1, 'c', 0, 'singleDevice', false) returning id",
      [person],
    ),
    alias: await made(
      "insert into alias (commune_id, domain, local_part) values ($1, 'mairie-saulieu.test', 'contact') returning id",
      [commune],
    ),
    list: await made(
      "insert into list (commune_id, domain, local_part, name) values ($1, 'mairie-saulieu.test', 'elus', 'Élus') returning id",
      [commune],
    ),
    rule: await made(
      "insert into sender_rule (commune_id, kind, value, effect) values ($1, 'domain', 'spam.test', 'deny') returning id",
      [commune],
    ),
    '/protected-names/{name}': await made(
      "insert into protected_name (commune_id, name) values ($1, 'Jeanne Dupont') returning id",
      [commune],
    ),
    '/api-keys/{key}': await made(
      "insert into api_key (commune_id, tenant_kind, name, selector, digest, permissions, expires_at) values ($1, 'commune', 'Annuaire', 's', $2, '{read:commune}', now() + interval '2 days') returning id",
      [commune, digest],
    ),
    alert: await made(
      "insert into alert (kind, subject, commune_id) values ('stuffing', '192.0.2.0/24', $1) returning id",
      [commune],
    ),
    '/trusted-networks/{id}': await made(
      "insert into trusted_network (network) values ('192.0.2.0/24') returning id",
      [],
    ),
    '/app-passwords/{id}': await made(
      `insert into app_password (commune_id, mailbox_id, person_id, selector, hash, label) values ($1, $2, $3, 'abcdefgh', '{SSHA512}AAAA', 'téléphone') returning id`,
      [commune, personal, person],
    ),
    owner: claire,
    department,
  }
}

/** The path of a route with its parameters filled in; throws for one that nobody gave a value. */
export function filledPath(path: string, filling: Filling): string {
  return path.replace(/\{(\w+)\}/g, (whole, name: string, at: number) => {
    const until = path.slice(0, at + whole.length)
    const suffix = Object.keys(filling).find((key) => key.startsWith('/') && until.endsWith(key))
    const value = suffix === undefined ? filling[name] : filling[suffix]
    if (value === undefined) throw new Error(`no real row is known for ${whole} in ${path}`)
    return encodeURIComponent(value)
  })
}
