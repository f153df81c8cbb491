// Whose rules send mail by themselves, and how much they sent. Asked for each message, so that what was taken away is gone with
// the next one.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import { type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import type { AutomaticSender, AutomaticSenders } from '#core/sending/automatic-sender.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** An alias leads to other aliases; a domain may stand for another. */
const findText = `
with recursive box as (
  select m.id, m.commune_id, m.address from mailbox m join commune c on c.id = m.commune_id
  where m.address = $1 and m.suspended_at is null and c.suspended_at is null
    and not exists (select from sending_stop s where s.mailbox_id = m.id and s.resumed_at is null)
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
select id as mailbox, commune_id as commune, address, (select array_agg(address) from named) as addresses,
  array(select target from external_forward where mailbox_id = box.id and until > now()) as outside
from box`

/** One row, and no answer when there is no room in it. */
const countText = `
insert into automatic_sending as counted (mailbox_id, commune_id, hour, messages)
values ($1, $2, date_trunc('hour', now()), 1)
on conflict (mailbox_id, hour) do update set messages = counted.messages + 1 where counted.messages < $3
returning messages`

interface Row {
  readonly mailbox: string
  readonly commune: string
  readonly address: string
  readonly addresses: readonly string[]
  readonly outside: readonly string[]
}

/** Needs the rights of `vm_gateway`. */
export const automaticSendersStore = ({ pool }: Pick<Database, 'pool'>): AutomaticSenders => ({
  find: (address) =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<Row>({
        ...{ name: 'find-automatic-sender', text: findText },
        values: [mailboxKey(address).key],
      })
      return rows[0] === undefined ? null : sender(rows[0])
    }),

  count: ({ mailbox, commune }, most) =>
    redactQueryErrors(async () => {
      const query = { name: 'count-automatic', text: countText, values: [mailbox, commune, most] }
      return (await pool.query(query)).rows.length > 0
    }),
})

/** Columns of our own tables, where every address was parsed before it was written. */
const sender = ({ mailbox, commune, address, addresses, outside }: Row): AutomaticSender => ({
  mailbox: mailbox as MailboxId,
  commune: commune as CommuneId,
  address: address as EmailAddress,
  addresses: new Set(addresses as readonly EmailAddress[]),
  outside: new Set(outside as readonly EmailAddress[]),
})
