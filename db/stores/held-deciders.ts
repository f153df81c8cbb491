// Who decides about held mail, and in which inbox they hear of it. For a personal mailbox its owner, and nobody else; for
// a shared one whoever has it to manage, else the managers of its commune, else the département's postmaster.

import { sql } from 'drizzle-orm'

/**
 * The relation `decides (address, inbox)`, for WITH: the mailboxes that mail is held for since before `until`, and the
 * inboxes that hear of it. Aliases and lists are not among them: mail is held for the mailboxes they lead to. People and
 * inboxes that are suspended do not decide.
 */
export const decides = (until: Date) => sql`
  inbox_of as not materialized (
    select p.id as person, p.commune_id, p.role, own.id as inbox
    from person p cross join lateral (
      select m.id from mailbox m join commune c on c.id = m.commune_id
      where (m.owner_person_id = p.id or (m.address = p.email and m.kind = 'shared'))
        and m.suspended_at is null and c.suspended_at is null and m.provisioned_at is not null
      order by m.address = p.email desc, m.created_at, m.id limit 1
    ) own
    where p.suspended_at is null
  ), held_for as (
    select distinct m.id, m.address, m.kind, m.owner_person_id, m.commune_id, c.department_id
    from kept_recipient r
    join mailbox m on m.address = r.recipient and m.commune_id = r.commune_id
    join commune c on c.id = m.commune_id
    where r.kind = 'held' and r.settled_at is null and r.since <= ${until.toISOString()}::timestamptz
  ), may_decide as (
    select h.address, i.inbox, 1 as rung
    from held_for h join inbox_of i on i.person = h.owner_person_id
    where h.kind = 'personal'
    union all
    select h.address, i.inbox, 1
    from held_for h
    join access a on a.mailbox_id = h.id and a.commune_id = h.commune_id and a.role = 'manage'
      and a."from" <= now() and (a.until is null or a.until > now())
    join inbox_of i on i.person = a.person_id
    where h.kind = 'shared'
    union all
    select h.address, i.inbox, 2
    from held_for h join inbox_of i on i.commune_id = h.commune_id and i.role = 'manager'
    where h.kind = 'shared'
    union all
    select h.address, team.id, 3
    from held_for h cross join lateral (
      select m.id from mailbox m join commune t on t.id = m.commune_id
      where t.kind = 'department' and t.department_id = h.department_id
        and m.kind = 'shared' and m.local_part = 'postmaster' and m.provisioned_at is not null
      order by m.created_at limit 1
    ) team
    where h.kind = 'shared'
  ), decides as (
    select distinct address, inbox
    from (select *, min(rung) over (partition by address) as first from may_decide) each
    where rung = first
  )`
