// Mailboxes whose sending was suspended and whose readers do not know yet. A letter is claimed for a while: a worker that
// dies with it gives it back.

import { and, eq, exists, lte, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { StopFacts } from '#core/sending/sending-stop.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { sendingStop } from '../../schema/sending.ts'

export interface UnreportedStop {
  readonly mailbox: MailboxId
  readonly address: EmailAddress
  readonly since: Date
  readonly facts: StopFacts
  /** Attempts made before this one. */
  readonly attempts: number
}

type StopKey = Pick<UnreportedStop, 'mailbox' | 'since'>

export interface UnreportedStops {
  /** One that is due and that nobody else has; null when there is none. */
  claim(now: Date, leaseSeconds: number): Promise<UnreportedStop | null>
  told(stop: StopKey, at: Date): Promise<void>
  tellLater(stop: StopKey, at: Date): Promise<void>
  /** Nobody tries any more. */
  giveUp(stop: StopKey): Promise<void>
}

const mailboxOf = (drizzle: Database['drizzle']) =>
  drizzle
    .select({ id: mailbox.id })
    .from(mailbox)
    .where(and(eq(mailbox.id, sendingStop.mailboxId), eq(mailbox.communeId, sendingStop.communeId)))

/** Needs the rights of `vm_worker`. */
export function unreportedStopsStore({ drizzle }: Pick<Database, 'drizzle'>): UnreportedStops {
  // Another stop of the mailbox may have followed meanwhile: it has a letter of its own.
  const set = async (
    { mailbox: id, since }: StopKey,
    fields: Partial<Pick<typeof sendingStop.$inferInsert, 'tellAt' | 'toldAt'>>,
  ) => {
    await redactQueryErrors(() =>
      drizzle
        .update(sendingStop)
        .set(fields)
        .where(
          and(
            eq(sendingStop.mailboxId, id),
            sql`date_trunc('milliseconds', ${sendingStop.since}) = ${since.toISOString()}::timestamptz`,
          ),
        ),
    )
  }
  return {
    claim: (now, leaseSeconds) =>
      redactQueryErrors(async () => {
        const due = drizzle
          .select({ id: sendingStop.mailboxId })
          .from(sendingStop)
          // One whose mailbox is gone has nobody to be told, and would come first for ever.
          .where(and(lte(sendingStop.tellAt, now), exists(mailboxOf(drizzle))))
          .orderBy(sendingStop.tellAt)
          .limit(1)
          .for('update', { skipLocked: true })
        const [row] = await drizzle
          .update(sendingStop)
          .set({
            tellAt: new Date(now.getTime() + leaseSeconds * 1000),
            tellAttempts: sql`${sendingStop.tellAttempts} + 1`,
          })
          .from(mailbox)
          .where(
            and(
              eq(mailbox.id, sendingStop.mailboxId),
              eq(mailbox.communeId, sendingStop.communeId),
              eq(sendingStop.mailboxId, due),
            ),
          )
          .returning({
            mailbox: sendingStop.mailboxId,
            address: mailbox.address,
            since: sendingStop.since,
            facts: sendingStop.facts,
            attempts: sendingStop.tellAttempts,
          })
        return row === undefined
          ? null
          : {
              ...row,
              mailbox: row.mailbox as MailboxId,
              address: row.address as EmailAddress,
              attempts: row.attempts - 1,
            }
      }),
    told: (stop, at) => set(stop, { toldAt: at, tellAt: null }),
    tellLater: (stop, at) => set(stop, { tellAt: at }),
    giveUp: (stop) => set(stop, { tellAt: null }),
  }
}
