// Mailboxes whose figures are no longer those of the last indexing: mail came since, or went.

import { sql } from 'drizzle-orm'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

export interface ChangedMailbox {
  readonly address: EmailAddress
  readonly bytes: number
  readonly messages: number
}

export interface UnindexedMail {
  /** Of all communes, by address from after the one given, at most `most`. Reads all figures, and no index is kept for it. */
  changed(after: string, most: number): Promise<readonly ChangedMailbox[]>
  /** Addresses of all that ever had mail, from after the one given, at most `most`. */
  all(after: string, most: number): Promise<readonly EmailAddress[]>
  /** The index knows the mailbox as it was when it was read; what came meanwhile stays changed. */
  indexed(mailbox: ChangedMailbox): Promise<void>
}

/** Needs the rights of `vm_worker`. */
export const unindexedMailStore = ({ drizzle }: Pick<Database, 'drizzle'>): UnindexedMail => ({
  // By itself first: with the limit PostgreSQL expects to find enough soon, and goes through all of them by address.
  changed: (after, most) =>
    redactQueryErrors(async () => {
      const { rows } = await drizzle.execute<ChangedMailbox & Record<string, unknown>>(sql`
        with changed as materialized (
          select username, bytes, messages from dovecot.quota_usage
          where bytes <> indexed_bytes or messages <> indexed_messages
        )
        select username as address, bytes::float8 as bytes, messages::float8 as messages from changed
        where username > ${after} order by username limit ${most}`)
      return rows
    }),
  all: (after, most) =>
    redactQueryErrors(async () => {
      const { rows } = await drizzle.execute<{ readonly username: EmailAddress }>(sql`
        select username from dovecot.quota_usage where username > ${after} order by username limit ${most}`)
      return rows.map(({ username }) => username)
    }),
  // One row a statement: who locks several rows here could wait for somebody who waits for one of them.
  async indexed({ address, bytes, messages }) {
    await redactQueryErrors(() =>
      drizzle.execute(sql`
        update dovecot.quota_usage set indexed_bytes = ${bytes}, indexed_messages = ${messages}
        where username = ${address}`),
    )
  },
})
