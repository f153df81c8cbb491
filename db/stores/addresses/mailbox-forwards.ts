// Where the département has the mail of a box sent on to, inside and outside, as its owner is told.

import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

export interface MailboxForward {
  readonly to: EmailAddress
  /** Null inside, where it has no end. */
  readonly until: Date | null
}

const text = `
select target as to, null::timestamptz as until from forward where mailbox_id = $1::uuid
union all
select target, until from external_forward where mailbox_id = $1::uuid and until > now()
order by 1`

/** Those that hold now, in the order of addresses. Needs the rights of `vm_webmail`. */
export const findMailboxForwards = (
  { pool }: Pick<Database, 'pool'>,
  box: MailboxId,
): Promise<readonly MailboxForward[]> =>
  redactQueryErrors(
    async () => (await pool.query<MailboxForward>({ name: 'box-forwards', text, values: [box] })).rows,
  )
