// Who reads letters about a message that waits for somebody to agree: its author in the mailbox it was sent from, and the
// managers of its commune, each in the mailbox they sign in as, else in their own oldest.

import type pg from 'pg'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'

export interface LetterReader {
  readonly mailbox: MailboxId
  readonly address: EmailAddress
  /** Null for a shared mailbox. */
  readonly name: string | null
}

const authorText = `
  select m.id as mailbox, m.address, p.name from mailbox m left join person p on p.id = m.owner_person_id
  where m.commune_id = $1 and m.id = $2`

/** Nobody agrees to their own message where another can: neither who reads the mailbox it was sent from, nor who had signed in. */
const approversText = `
  select mailbox, address, case when owned then name end as name from (
    select distinct on (p.id) p.id as person, m.id as mailbox, m.address, p.name, m.owner_person_id is not null as owned
    from person p
    join mailbox m on m.owner_person_id = p.id or (m.address = p.email and m.kind = 'shared')
    join commune c on c.id = m.commune_id
    where p.commune_id = $1 and p.role = 'manager' and p.suspended_at is null
      and m.suspended_at is null and c.suspended_at is null and m.provisioned_at is not null
    order by p.id, m.address = p.email desc, m.created_at, m.id
  ) reader
  where mailbox is distinct from $2::uuid and person is distinct from $3::uuid order by address`

interface Row {
  readonly mailbox: string
  readonly address: string
  readonly name: string | null
}

const readerOf = ({ mailbox, address, name }: Row): LetterReader => ({
  // Columns of our own tables, where every address was parsed before it was written.
  ...{ mailbox: mailbox as MailboxId, address: address as EmailAddress, name },
})

/** Null where the mailbox is gone. */
export async function findAuthor(
  client: pg.PoolClient,
  commune: CommuneId,
  mailbox: MailboxId,
): Promise<LetterReader | null> {
  const [row] = (await client.query<Row>(authorText, [commune, mailbox])).rows
  return row === undefined ? null : readerOf(row)
}

export async function findApprovers(
  client: pg.PoolClient,
  commune: CommuneId,
  author: { readonly mailbox: MailboxId | null; readonly person: string | null },
): Promise<readonly LetterReader[]> {
  const { rows } = await client.query<Row>(approversText, [commune, author.mailbox, author.person])
  return rows.map(readerOf)
}
