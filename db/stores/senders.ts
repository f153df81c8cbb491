// Who may send from which addresses. Asked for each message, so that a right that was taken away is gone with the next one.

import type { CommuneId, MailboxId } from '#core/directory.ts'
import type { EmailAddress } from '#core/email-address.ts'
import type { Senders } from '#core/sender.ts'
import type { Database } from '../connection.ts'
import { withoutValues } from '../without-values.ts'

/** An alias leads to other aliases, to a bounded depth as for mail that comes in; a domain may stand for another. */
const text = `
with recursive who as (
  select m.id, m.commune_id, m.address, coalesce(ap.person_id, m.owner_person_id) as person_id
  from mailbox m
  join commune c on c.id = m.commune_id
  left join app_password ap on ap.mailbox_id = m.id and ap.selector = $2 and ap.revoked_at is null and ap.smtp
  where m.address = $1 and (ap.id is not null or $2 = $1)
    and m.suspended_at is null and c.suspended_at is null and (m.expires_at is null or m.expires_at > now())
), box as (
  select address from who
  union
  select shared.address from who
  join access x on x.person_id = who.person_id and x.role in ('send', 'manage')
    and x."from" <= now() and (x.until is null or x.until > now())
  join mailbox shared on shared.id = x.mailbox_id and shared.kind = 'shared' and shared.suspended_at is null
    and (shared.expires_at is null or shared.expires_at > now())
  join commune c on c.id = shared.commune_id and c.suspended_at is null
), reached(address) as (
  select address from box
  union
  select a.address from reached join alias_target t on t.target = reached.address join alias a on a.id = t.alias_id
), named as (
  select address from reached
  union
  select split_part(reached.address, '@', 1) || '@' || d.name
  from reached join domain d on d.alias_of = split_part(reached.address, '@', 2)
)
select id as mailbox, commune_id as commune, address, person_id as person,
  (select array_agg(address) from named) as addresses
from who`

interface Row {
  readonly mailbox: string
  readonly commune: string
  readonly address: string
  readonly person: string | null
  readonly addresses: readonly string[]
}

/** Needs the rights of `vm_gateway`. */
export const sendersStore = ({ pool }: Pick<Database, 'pool'>): Senders => ({
  find: (login, credential) =>
    withoutValues(async () => {
      const [row] = (await pool.query<Row>({ name: 'find-sender', text, values: [login, credential] })).rows
      if (row === undefined) return null
      return {
        mailbox: row.mailbox as MailboxId,
        commune: row.commune as CommuneId,
        address: row.address as EmailAddress,
        person: row.person,
        // Columns of our own tables, where every address was parsed before it was written.
        addresses: new Set(row.addresses as readonly EmailAddress[]),
      }
    }),
})
