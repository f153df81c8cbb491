// Which mailboxes Dovecot must still create.

import { and, eq, isNull, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { mailbox } from '../../schema/mailbox.ts'

export interface Provisioning {
  /** Oldest first, at most `limit`. */
  missing(limit: number): Promise<readonly MailboxId[]>
  countUnprovisioned(): Promise<number>
  /** The address of a mailbox that is not created yet; null when it is, or is gone. */
  addressToCreate(mailboxId: MailboxId): Promise<EmailAddress | null>
  /** From now on the address takes mail. */
  created(mailboxId: MailboxId): Promise<void>
}

/** Needs the rights of `vm_worker`. It serves all communes: a job names a mailbox by its id. */
export function provisioningStore({ drizzle }: Database): Provisioning {
  const notCreated = (mailboxId: MailboxId) => and(eq(mailbox.id, mailboxId), isNull(mailbox.provisionedAt))
  return {
    async missing(limit) {
      const rows = await redactQueryErrors(async () =>
        drizzle
          .select({ id: mailbox.id })
          .from(mailbox)
          .where(isNull(mailbox.provisionedAt))
          .orderBy(mailbox.createdAt)
          .limit(limit),
      )
      return rows.map(({ id }) => id as MailboxId)
    },
    countUnprovisioned: () => drizzle.$count(mailbox, isNull(mailbox.provisionedAt)),
    async addressToCreate(mailboxId) {
      const [row] = await redactQueryErrors(async () =>
        drizzle.select({ address: mailbox.address }).from(mailbox).where(notCreated(mailboxId)),
      )
      return row === undefined ? null : (row.address as EmailAddress)
    },
    async created(mailboxId) {
      await redactQueryErrors(async () =>
        drizzle.update(mailbox).set({ provisionedAt: sql`now()` }).where(notCreated(mailboxId)),
      )
    },
  }
}
