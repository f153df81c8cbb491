// How whoever writes from an address is called: the name of its mailbox, of the person who owns it, or of the commune.

import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** An address that is no mailbox's own, such as an alias, is called as `box` is. Needs the rights of `vm_webmail`. */
export const senderNames = (
  { pool }: Pick<Database, 'pool'>,
  box: MailboxId,
  addresses: readonly EmailAddress[],
): Promise<ReadonlyMap<EmailAddress, string>> =>
  redactQueryErrors(async () => {
    const { rows } = await pool.query<{
      readonly address: EmailAddress
      readonly name: string
      readonly own: boolean
    }>({
      name: 'sender-names',
      text: `select m.address, coalesce(nullif(m.name, ''), p.name, c.name) as name, m.id = $1::uuid as own
             from mailbox m join commune c on c.id = m.commune_id left join person p on p.id = m.owner_person_id
             where m.id = $1::uuid or m.address = any($2::text[])`,
      values: [box, [...addresses]],
    })
    const names = new Map(rows.map(({ address, name }) => [address, name]))
    const ofBox = rows.find(({ own }) => own)?.name ?? ''
    return new Map(addresses.map((address) => [address, names.get(address) ?? ofBox]))
  })
