// The addresses that lead to a mailbox: its own, its aliases, and the same of domains that stand for its domain.

import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

export interface MailboxAddress {
  readonly address: EmailAddress
  /** What is written to it reaches others as well. */
  readonly shared: boolean
}

/** Each step once, so circles of aliases end. */
const text = `
with recursive reached(address, shared) as (
  select address, false from mailbox where id = $1::uuid
  union
  select a.address, reached.shared or (select count(*) > 1 from alias_target o where o.alias_id = a.id)
  from reached join alias_target t on t.target = reached.address join alias a on a.id = t.alias_id
), named as (
  select address, shared from reached
  union
  select split_part(reached.address, '@', 1) || '@' || d.name, reached.shared
  from reached join domain d on d.alias_of = split_part(reached.address, '@', 2)
)
select address, bool_and(shared) as shared from named group by address order by address`

/** Needs the rights of `vm_webmail`. */
export const findMailboxAddresses = (
  { pool }: Pick<Database, 'pool'>,
  box: MailboxId,
): Promise<readonly MailboxAddress[]> =>
  redactQueryErrors(
    async () => (await pool.query<MailboxAddress>({ name: 'box-addresses', text, values: [box] })).rows,
  )

/** Those of nobody else as well: of an alias that others read nobody is away. */
export const findExclusiveAddresses = async (
  database: Pick<Database, 'pool'>,
  box: MailboxId,
): Promise<readonly EmailAddress[]> =>
  (await findMailboxAddresses(database, box)).filter(({ shared }) => !shared).map(({ address }) => address)
