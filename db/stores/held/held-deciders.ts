// Who decides about held mail, and in which inbox they hear of it. For a personal mailbox its owner, and nobody else: not
// in a shared mailbox that they sign in as, which others read. For a shared one whoever has it to manage, else the
// managers of its commune, else the département's postmaster, who also decides for mailboxes that are gone: never whoever
// has their address now.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'

/** A mailbox that mail is held for, which may be gone; null when nobody knows any more which it was. */
export interface HeldFor {
  readonly commune: CommuneId
  readonly mailbox: MailboxId | null
}

const own = sql`m.owner_person_id = p.id`
const ownOrShared = sql`(m.owner_person_id = p.id or m.kind = 'shared')`

/**
 * Of the person `p`: the mailbox they sign in as, where it is `trusted` with the letter, else their own oldest. Two
 * look-ups by an index, for any size of directory.
 */
const inboxOfPerson = (trusted: SQL) => sql`
  select id from (
    (select m.id, 0 as rank from mailbox m join commune c on c.id = m.commune_id
      where m.address = p.email and ${trusted}
        and m.suspended_at is null and c.suspended_at is null and m.provisioned_at is not null limit 1)
    union all
    (select m.id, 1 from mailbox m join commune c on c.id = m.commune_id
      where ${own}
        and m.suspended_at is null and c.suspended_at is null and m.provisioned_at is not null
      order by m.created_at, m.id limit 1)
  ) own order by rank limit 1`

/**
 * The relation `decides (commune_id, mailbox_id, latest, inbox)`, for WITH: the mailboxes that mail is held for since before `until`,
 * when the latest of it was held, and the inboxes that hear of it. Aliases and lists are not among them: mail is held for
 * the mailboxes they lead to. People and inboxes that are suspended do not decide.
 */
export const decides = (until: Date) => sql`
  held_for as materialized (
    select r.mailbox_id, r.commune_id, coalesce(m.kind, 'gone') as kind, m.owner_person_id, c.department_id, r.latest
    from (
      select mailbox_id, commune_id, max(since) as latest from kept_recipient
      where kind = 'held' and settled_at is null and since <= ${until.toISOString()}::timestamptz
      group by mailbox_id, commune_id
    ) r
    left join mailbox m on m.id = r.mailbox_id and m.commune_id = r.commune_id
    join commune c on c.id = r.commune_id
  ), team as materialized (
    select distinct on (t.department_id) t.department_id, m.id as inbox
    from mailbox m join commune t on t.id = m.commune_id
    where t.kind = 'department' and m.kind = 'shared' and m.local_part = 'postmaster'
      and m.provisioned_at is not null
    order by t.department_id, m.created_at
  ), manager as materialized (
    select p.commune_id, i.id as inbox
    from person p cross join lateral (${inboxOfPerson(ownOrShared)}) i
    where p.role = 'manager' and p.suspended_at is null
      and p.commune_id in (select commune_id from held_for where kind = 'shared')
  ), may_decide as (
    select h.commune_id, h.mailbox_id, h.latest, i.id as inbox, 1 as rung
    from held_for h join person p on p.id = h.owner_person_id cross join lateral (${inboxOfPerson(own)}) i
    where h.kind = 'personal' and p.suspended_at is null
    union all
    select h.commune_id, h.mailbox_id, h.latest, i.id, 1
    from held_for h
    join access a on a.mailbox_id = h.mailbox_id and a.commune_id = h.commune_id and a.role = 'manage'
      and a."from" <= now() and (a.until is null or a.until > now())
    join person p on p.id = a.person_id cross join lateral (${inboxOfPerson(ownOrShared)}) i
    where h.kind = 'shared' and p.suspended_at is null
    union all
    select h.commune_id, h.mailbox_id, h.latest, manager.inbox, 2 from held_for h join manager using (commune_id)
    where h.kind = 'shared'
    union all
    select h.commune_id, h.mailbox_id, h.latest, team.inbox, 3 from held_for h join team using (department_id)
    where h.kind in ('shared', 'gone')
  ), decides as (
    select distinct commune_id, mailbox_id, latest, inbox
    from (select *, min(rung) over (partition by commune_id, mailbox_id) as first from may_decide) each
    where rung = first
  )`
