// How much mail is held (core/held/held-octets.ts), by functions of the database that tell sums and nothing else.

import { sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { HeldOctets } from '#core/held/held-octets.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

type MailboxRow = { readonly mailbox_id: string; readonly octets: number }

/** Needs the rights of `vm_gateway`. */
export const heldOctetsStore = ({ drizzle }: Database): HeldOctets => ({
  ofMailboxes: (mailboxes) =>
    redactQueryErrors(async () => {
      const { rows } = await drizzle.execute<MailboxRow>(
        sql`select mailbox_id, octets::float8 from held_octets(${sql.param(mailboxes)}::uuid[])`,
      )
      return new Map(rows.map(({ mailbox_id, octets }) => [mailbox_id as MailboxId, octets]))
    }),
  inAll: () =>
    redactQueryErrors(async () => {
      const { rows } = await drizzle.execute<{ readonly octets: number }>(
        sql`select held_octets_in_all()::float8 as octets`,
      )
      return rows[0]?.octets ?? 0
    }),
})
