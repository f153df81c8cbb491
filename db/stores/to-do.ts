// What needs somebody, as the tables know it: each kind one query, bounded, oldest or fullest first.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import { queueDelaySeconds } from '#core/queue/queue-retry-schedule.ts'
import type { Database } from '../connection.ts'
import { hasOpenedAccess } from './communes/access-opened.ts'
import { isDangerousHeld } from './held/dangerous-held.ts'
import { recentUntil } from './persons/recent-access.ts'
import type { Scope } from './query/scope.ts'
import { pausedNow } from './queue/find-queue.ts'
import { actedBy, actedTo, isRoutineAlertSql } from './security/routine-alerts.ts'

export interface ToDoRow {
  /** What it is about: an address, a name. */
  readonly subject: string
  /** Of the row behind it. */
  readonly id: string
  readonly commune: { readonly id: CommuneId; readonly name: string } | null
  readonly since: Date | null
  readonly fields: Readonly<Record<string, string | number | null>>
}

export const toDoSources = [
  'alert',
  'attacked-account',
  'sending-stopped',
  'mailbox-full',
  'mailbox-filling',
  'mailbox-not-made',
  'held-waiting',
  'approval-waiting',
  'destination-silent',
  'mail-set-aside',
  'factor-missing',
  'factor-reset',
  'factor-reset-asked',
  'welcome-failed',
  'nobody-came-in',
  'mailbox-ending',
  'access-ending',
  'external-forward-ending',
  'api-key-ending',
] as const
export type ToDoSource = (typeof toDoSources)[number]

/** Mandates, access and keys are told so long before they end. */
const soon = sql`interval '14 days'`
const since = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)
const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
/** Held mail is urgent when it waited so long. */
const late = sql`interval '3 days'`
/** What leak prevention holds is stopped until somebody of the commune agrees: the département asks after a day. */
const unapproved = sql`interval '1 day'`
/** Letters take some days, and so do those who get them. */
const unanswered = sql`interval '7 days'`
const used = sql`join dovecot.quota_usage q on q.username = m.address`
const quota = sql`jsonb_build_object('usedBytes', q.bytes, 'allowedBytes', m.quota_bytes, 'share', round(q.bytes * 100.0 / m.quota_bytes))`

/** Of a quota nine tenths, rounded up: in whole numbers, where `0.9 *` would reckon in decimals for every mailbox there is. */
const nearly = (table: string) => sql.raw(`${table}.quota_bytes - ${table}.quota_bytes / 10`)

/** One attack is one thing to do: while the account is closed to whoever guesses, its own line tells more. */
const toldAsAttackedAccount = sql`(alert.kind in ('password-guessing', 'distributed-guessing') and exists (
  select from sign_in_failures f join mailbox m on m.address = f.login
  where f.login = alert.subject and f.blocked_until > now()))`

/** While the mailbox may not send, its own line tells more, and its commune reads it too. */
const toldAsStopped = sql`(alert.kind = 'sending-stopped' and exists (
  select from sending_stop s join mailbox m on m.id = s.mailbox_id
  where m.address = alert.subject and s.resumed_at is null))`

/** As long as mail of the commune is set aside, that line tells more. */
const toldAsSetAside = sql`(alert.kind = 'mail-poisoned' and exists (
  select from delivery d join queued_message m using (queue_id)
  where d.state = 'held' and d.held_for = 'poison' and m.commune_id = alert.commune_id))`

/** Of a held message `k` for `r`. */
const isDangerous = isDangerousHeld({
  reason: sql`r.reason`,
  traced: sql`coalesce(k.received_as, k.queue_id)`,
  commune: sql`r.commune_id`,
})

/** Each selects id, subject, commune_id, since in milliseconds and fields; `reader` is whoever looks, null for a program. */
const queries = (reader: string | null, scope: Scope): Readonly<Record<ToDoSource, SQL>> => ({
  alert: sql`select id::text, subject, commune_id, ${since('since')} as since,
    jsonb_build_object('kind', kind, 'times', times, 'by', ${actedBy}, 'to', ${actedTo},
      'lastAt', ${iso('last_at')}) as fields
    from alert where seen_at is null and not ${toldAsAttackedAccount} and not ${toldAsStopped}
      and not ${toldAsSetAside} order by ${isRoutineAlertSql}, since`,
  'attacked-account': sql`select f.login as id, f.login as subject, m.commune_id, ${since('min(f.last_at)')} as since,
    jsonb_build_object('networks', count(*), 'failures', sum(f.failures), 'until', ${iso('max(f.blocked_until)')}) as fields
    from sign_in_failures f join mailbox m on m.address = f.login where f.blocked_until > now()
    group by f.login, m.commune_id order by sum(f.failures) desc`,
  'sending-stopped': sql`select m.id::text, m.address as subject, m.commune_id, ${since('s.since')} as since,
    jsonb_build_object('recipients', s.facts->'recipients', 'firstTime', s.facts->'firstTime') as fields
    from sending_stop s join mailbox m on m.id = s.mailbox_id where s.resumed_at is null order by s.since`,
  'mailbox-full': sql`select m.id::text, m.address as subject, m.commune_id, ${since('m.full_since')} as since,
    ${quota} as fields from mailbox m ${used} where m.full_since is not null order by m.full_since`,
  // Few mailboxes hold nine tenths even of the smallest quota of their commune: each of these is looked up by its address
  // (`offset 0` keeps it so), where all of one table joined to all of the other took most of the time of this list.
  'mailbox-filling': sql`with smallest as (
      select commune_id, min(quota_bytes) as quota_bytes from mailbox
      ${scope.kind === 'department' ? sql`` : sql`where commune_id = ${scope.commune}`} group by commune_id
    ), suspected as materialized (
      select q.username, q.bytes from smallest join dovecot.quota_usage q on q.commune_id = smallest.commune_id
      where q.bytes >= ${nearly('smallest')}
    )
    select m.id::text, m.address as subject, m.commune_id, null::float8 as since, ${quota} as fields
    from suspected q cross join lateral (
      select * from mailbox each where each.address = q.username and each.full_since is null
        and q.bytes >= ${nearly('each')} offset 0
    ) m
    order by q.bytes::float8 / m.quota_bytes desc`,
  'mailbox-not-made': sql`select m.id::text, m.address as subject, m.commune_id, ${since('m.created_at')} as since,
    '{}'::jsonb as fields from mailbox m
    where m.provisioned_at is null and m.created_at < now() - interval '10 minutes' order by m.created_at`,
  // A commune sorts its mail every day. The département looks where it does not, and at once where mail is dangerous.
  'held-waiting': sql`select r.commune_id::text as id, c.name as subject, r.commune_id, ${since('min(r.since)')} as since,
    jsonb_build_object('messages', count(distinct r.queue_id), 'dangerous',
      count(distinct r.queue_id) filter (where ${isDangerous}), 'late',
      count(distinct r.queue_id) filter (where r.since < now() - ${late})) as fields
    from kept_recipient r join kept_message k using (queue_id) join commune c on c.id = r.commune_id
    where r.kind = 'held' and r.settled_at is null
    group by r.commune_id, c.name
    ${scope.kind === 'department' ? sql`having min(r.since) < now() - ${late} or bool_or(${isDangerous})` : sql``}
    order by min(r.since)`,
  'approval-waiting': sql`select m.commune_id::text as id, c.name as subject, m.commune_id,
    ${since('min(d.created_at)')} as since, jsonb_build_object('messages', count(distinct d.queue_id)) as fields
    from delivery d join queued_message m using (queue_id) join commune c on c.id = m.commune_id
    where d.state = 'held' and d.held_for = 'approval' group by m.commune_id, c.name
    ${scope.kind === 'department' ? sql`having min(d.created_at) < now() - ${unapproved}` : sql``}
    order by min(d.created_at)`,
  // Nobody's fault but the server's, and told to senders after the same time. What is paused somebody knows of.
  'destination-silent': sql`select t.destination as id, t.destination as subject, null::uuid as commune_id,
    ${since('t.since')} as since, jsonb_build_object('deliveries', count(*), 'answer', t.last_kind) as fields
    from destination_pace t join delivery d on d.destination = t.destination and d.state = 'waiting'
    where t.went_well = 0 and not ${pausedNow(sql`t.destination`)} group by t.destination, t.since, t.last_kind
    having min(d.created_at) < now() - make_interval(secs => ${queueDelaySeconds}) order by count(*) desc`,
  'mail-set-aside': sql`select m.commune_id::text as id, c.name as subject, m.commune_id,
    ${since('min(d.updated_at)')} as since, jsonb_build_object('messages', count(distinct d.queue_id)) as fields
    from delivery d join queued_message m using (queue_id) join commune c on c.id = m.commune_id
    where d.state = 'held' and d.held_for = 'poison' group by m.commune_id, c.name order by min(d.updated_at)`,
  'factor-missing': sql`select p.id::text, p.email as subject, p.commune_id, ${since('p.created_at')} as since,
    jsonb_build_object('role', p.role) as fields from person p
    where p.role <> 'member' and p.suspended_at is null and not p.two_factor_enabled
      and exists (select from account a where a.person_id = p.id and a.password is not null)
      and not exists (select from passkey k where k.person_id = p.id) order by p.created_at`,
  // Only to those who can agree: neither who asked for it, nor whose it is, nor a program.
  'factor-reset': sql`select p.id::text, p.email as subject, p.commune_id, ${since('f.created_at')} as since,
    jsonb_build_object('askedBy', a.name, 'until', ${iso('f.expires_at')}, 'from', to_char(
      ${recentUntil(sql`${reader}::text, f.asked_by::text`)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as fields
    from factor_reset f join person p on p.id = f.person_id left join person a on a.id = f.asked_by
    where f.settled_at is null and f.expires_at > now() and p.id <> ${reader}::uuid
      and f.asked_by is distinct from ${reader}::uuid order by f.created_at`,
  // To whoever asked: that it waits, and for how many.
  'factor-reset-asked': sql`select p.id::text, p.email as subject, p.commune_id, ${since('f.created_at')} as since,
    jsonb_build_object('until', ${iso('f.expires_at')}, 'deciders', (select count(*) from person o
      where o.role = 'administrator' and o.suspended_at is null and o.id not in (f.asked_by, f.person_id)
        and (exists (select from account a where a.person_id = o.id and a.password is not null)
          or exists (select from passkey k where k.person_id = o.id)))) as fields
    from factor_reset f join person p on p.id = f.person_id
    where f.settled_at is null and f.expires_at > now() and f.asked_by = ${reader}::uuid order by f.created_at`,
  'welcome-failed': sql`select w.id::text, w.name as subject, null::uuid as commune_id, ${since('min(e.settled_at)')} as since,
    jsonb_build_object('communes', count(*)) as fields
    from welcome w join welcomed_commune e on e.welcome_id = w.id
    where e.state = 'failed' and w.finished_at is null group by w.id, w.name order by min(e.settled_at)`,
  // Nobody of the commune itself can read this: it is the département that asks there whether the letters came.
  'nobody-came-in': sql`select c.id::text, c.name as subject, c.id as commune_id, ${since('max(code.created_at)')} as since,
    jsonb_build_object('letters', count(distinct p.id), 'until', ${iso('max(code.expires_at)')}) as fields
    from commune c join person p on p.commune_id = c.id join activation_code code on code.person_id = p.id
    where c.kind = 'commune' and c.suspended_at is null and p.suspended_at is null and code.replaced_at is null
      and not ${hasOpenedAccess(sql`c.id`)}
    group by c.id, c.name having max(code.created_at) < now() - ${unanswered} order by max(code.created_at)`,
  'mailbox-ending': sql`select m.id::text, m.address as subject, m.commune_id, ${since('m.expires_at')} as since,
    jsonb_build_object('until', ${iso('m.expires_at')}) as fields from mailbox m
    where m.expires_at < now() + ${soon} and m.suspended_at is null order by m.expires_at`,
  'access-ending': sql`select m.id::text as id, m.address as subject, m.commune_id, ${since('a.until')} as since,
    jsonb_build_object('person', p.name, 'role', a.role, 'until', ${iso('a.until')}) as fields
    from access a join mailbox m on m.id = a.mailbox_id join person p on p.id = a.person_id
    where a.until > now() and a.until < now() + ${soon} order by a.until`,
  'external-forward-ending': sql`select m.id::text as id, m.address as subject, m.commune_id, ${since('f.until')} as since,
    jsonb_build_object('target', f.target, 'until', ${iso('f.until')}) as fields
    from external_forward f join mailbox m on m.id = f.mailbox_id
    where f.until > now() and f.until < now() + ${soon} order by f.until`,
  'api-key-ending': sql`select k.id::text, k.name as subject,
    case when k.tenant_kind = 'commune' then k.commune_id end as commune_id, ${since('k.expires_at')} as since,
    jsonb_build_object('until', ${iso('k.expires_at')}) as fields from api_key k
    where k.revoked_at is null and k.expires_at > now() and k.expires_at < now() + ${soon} order by k.expires_at`,
})

type Row = {
  readonly id: string
  readonly subject: string
  readonly commune_id: string | null
  readonly commune_name: string | null
  readonly since: number | null
  readonly fields: Readonly<Record<string, string | number | null>>
}

/** At most `most` rows, in the order of their urgency. Needs the rights of `vm_admin`. */
export async function findToDo(
  { drizzle }: Pick<Database, 'drizzle'>,
  scope: Scope,
  {
    source,
    most,
    reader,
  }: { readonly source: ToDoSource; readonly most: number; readonly reader: string | null },
): Promise<readonly ToDoRow[]> {
  const { rows } = await drizzle.execute<Row>(sql`
    select found.*, c.name as commune_name
    from (
      select *, row_number() over () as place from (${queries(reader, scope)[source]}) each
      ${scope.kind === 'department' ? sql`` : sql`where commune_id = ${scope.commune}`}
      limit ${most}
    ) found
    left join commune c on c.id = found.commune_id
    order by found.place`)
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    commune:
      row.commune_id === null ? null : { id: row.commune_id as CommuneId, name: row.commune_name ?? '' },
    since: row.since === null ? null : new Date(row.since),
    fields: row.fields,
  }))
}
