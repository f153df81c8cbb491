// Who may send from which addresses. Asked for each message, so that a right that was taken away is gone with the next one.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Sender, Senders } from '#core/sending/sender.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

const mayNow = `x.role in ('send', 'manage') and x."from" <= now() and (x.until is null or x.until > now())`

/** An app password lives as long as the right of its person: one that ran out a moment ago sends no more. */
const byCredential = `
  select m.id, m.commune_id, m.address, coalesce(ap.person_id, m.owner_person_id) as person_id
  from mailbox m
  left join app_password ap on ap.mailbox_id = m.id and ap.selector = $2 and ap.revoked_at is null and ap.smtp
  where m.address = $1 and ($2 = $1 or (ap.id is not null and (ap.person_id = m.owner_person_id or exists (
    select from access x where x.mailbox_id = m.id and x.person_id = ap.person_id and ${mayNow}))))`

const byPerson = `
  select m.id, m.commune_id, m.address, $2::uuid as person_id
  from mailbox m
  where m.address = $1 and (m.owner_person_id = $2::uuid or exists (
    select from access x where x.mailbox_id = m.id and x.person_id = $2::uuid and ${mayNow}))`

/** A domain may stand for another. Each step once, so circles of aliases end. */
const sendersQuery = (signedIn: string): string => `
with recursive signed_in as (${signedIn}
), who as (
  select signed_in.* from signed_in
  join mailbox m on m.id = signed_in.id
  join commune c on c.id = m.commune_id
  where m.suspended_at is null and c.suspended_at is null and (m.expires_at is null or m.expires_at > now())
    and not exists (select from person p where p.id = signed_in.person_id and p.suspended_at is not null)
), box as (
  select address from who
  union
  select shared.address from who
  join access x on x.person_id = who.person_id and ${mayNow}
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

const queries = {
  credential: { name: 'find-sender', text: sendersQuery(byCredential) },
  person: { name: 'find-sender-for', text: sendersQuery(byPerson) },
} as const

/** Needs the rights of `vm_gateway`. */
export function sendersStore({ pool }: Pick<Database, 'pool'>): Senders {
  const find = (by: keyof typeof queries, login: string, who: string): Promise<Sender | null> =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<Row>({ ...queries[by], values: [login, who] })
      const [row] = rows
      return row === undefined ? null : senderOf(row)
    })
  return {
    find: (login, credential) => find('credential', login, credential),
    findFor: (login, person) => find('person', login, person),
  }
}

/** Columns of our own tables, where every address was parsed before it was written. */
const senderOf = ({ mailbox, commune, address, person, addresses }: Row): Sender => ({
  mailbox: mailbox as MailboxId,
  commune: commune as CommuneId,
  address: address as EmailAddress,
  person,
  addresses: new Set(addresses as readonly EmailAddress[]),
})
