// One indexed query answers what an address leads to: its domain, the registry entry, aliases followed to the end, and
// the mailboxes there. postmaster@ and abuse@ of a hosted domain always lead somewhere (RFC 5321 §4.5.1, RFC 2142 §4).

import type pg from 'pg'
import type { CommuneId, MailboxId, MailboxTarget, RecipientResolution } from '#core/directory.ts'
import { domainOf, type EmailAddress, localPartOf } from '#core/email-address.ts'

/** An alias that leads to itself ends here; no commune nests lists as deep. */
const deepestAlias = 8

const query = `
with recursive hosted as (
  select d.name, c.department_id from domain d join commune c on c.id = d.commune_id where d.name = $2
), start as (
  select coalesce(
    (select a.address from address a where a.address = $1),
    case when $3 then coalesce(
      (select m.address from mailbox m where m.address = 'mairie@' || $2),
      (select m.address from mailbox m join commune t on t.id = m.commune_id
        where t.kind = 'department' and t.department_id = (select department_id from hosted)
          and m.kind = 'shared' and m.local_part = 'postmaster' order by m.created_at limit 1)
    ) end) as address
), reached as (
  select start.address, 0 as depth from start where start.address is not null
  union
  select t.target, reached.depth + 1
  from reached join alias on alias.address = reached.address join alias_target t on t.alias_id = alias.id
  where reached.depth < $4
)
select distinct on (m.id)
  hosted.name is not null as hosted,
  (select count(*) > 0 from reached) as registered,
  reached.depth > 0 as by_alias,
  m.id as mailbox, m.commune_id as commune, m.address,
  m.provisioned_at is not null as provisioned,
  m.suspended_at is not null or c.suspended_at is not null as suspended
from (select 1) one
left join hosted on true
left join reached on exists (select from mailbox here where here.address = reached.address)
left join mailbox m on m.address = reached.address
left join commune c on c.id = m.commune_id
order by m.id, reached.depth`

interface Row {
  readonly hosted: boolean
  readonly registered: boolean
  readonly by_alias: boolean | null
  readonly mailbox: string | null
  readonly commune: string | null
  readonly address: string | null
  readonly provisioned: boolean
  readonly suspended: boolean | null
}

/** `key` is a `mailboxKey`. Rejects when the database does not answer. */
export async function resolveRecipient(pool: pg.Pool, key: EmailAddress): Promise<RecipientResolution> {
  const required = localPartOf(key) === 'postmaster' || localPartOf(key) === 'abuse'
  const { rows } = await pool.query<Row>({
    name: 'resolve-recipient',
    text: query,
    values: [key, domainOf(key), required, deepestAlias],
  })
  const first = rows[0]
  if (first === undefined || !first.hosted) return { kind: 'foreign' }
  const reached = rows.flatMap((row) =>
    row.mailbox === null ? [] : [{ ...row, target: targetOf(row, required) }],
  )
  if (!first.registered || reached.length === 0) return { kind: 'unknown' }
  const open = reached.filter((row) => row.suspended === false)
  if (open.length === 0) return { kind: 'suspended' }
  // One mailbox of a list that is not ready yet delays the list: better late for all than lost for one.
  if (open.some((row) => !row.provisioned)) return { kind: 'not-ready' }
  const targets = open.map(({ target }) => target)
  const [only] = targets
  if (only !== undefined && targets.length === 1 && open[0]?.by_alias === false) {
    return { kind: 'mailbox', target: only }
  }
  return { kind: 'alias', targets }
}

/** Columns come from our own tables, where every address was parsed before it was written. */
const targetOf = ({ mailbox, commune, address }: Row, required: boolean): MailboxTarget => ({
  mailbox: mailbox as MailboxId,
  commune: commune as CommuneId,
  address: address as EmailAddress,
  required,
})
