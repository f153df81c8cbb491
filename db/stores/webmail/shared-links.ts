// Links to files, as whoever has one opens it: what it leads to, whether a password may be tried, and that it was fetched.

import { and, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { mailbox } from '../../schema/mailbox.ts'
import { sharedFile } from '../../schema/shared-file.ts'
import { commune } from '../../schema/tenant.ts'

type Reader = Pick<Database, 'drizzle'>

export interface SharedLink {
  readonly id: string
  readonly name: string
  readonly octets: number
  readonly sealedKey: Buffer
  readonly passwordHash: string | null
  readonly expiresAt: Date
  /** `withdrawn`: or its box is suspended, and nobody knows who sits there. */
  readonly state: 'open' | 'expired' | 'withdrawn'
  readonly address: string
  readonly commune: string
}

/** Null for no link, and for one whose file has not come yet. */
export const findSharedLink = ({ drizzle }: Reader, linkDigest: string): Promise<SharedLink | null> =>
  redactQueryErrors(async () => {
    const [found] = await drizzle
      .select({
        id: sharedFile.id,
        name: sharedFile.name,
        octets: sharedFile.octets,
        sealedKey: sharedFile.sealedKey,
        passwordHash: sharedFile.passwordHash,
        expiresAt: sharedFile.expiresAt,
        state: sql<SharedLink['state']>`case
          when ${sharedFile.withdrawnAt} is not null or ${mailbox.suspendedAt} is not null
            or ${commune.suspendedAt} is not null then 'withdrawn'
          when ${sharedFile.octetsUntil} <= now() then 'expired' else 'open' end`,
        address: mailbox.address,
        commune: commune.name,
      })
      .from(sharedFile)
      .innerJoin(mailbox, eq(mailbox.id, sharedFile.mailboxId))
      .innerJoin(commune, eq(commune.id, sharedFile.communeId))
      .where(and(eq(sharedFile.linkDigest, linkDigest), isNotNull(sharedFile.completedAt)))
    return found ?? null
  })

export interface GuessLimits {
  readonly most: number
  readonly pauseMinutes: number
}

/**
 * Counted before the password is looked at, so that many at once are no more than one after the other. False while it is
 * closed. The last one that there may be closes it, unless it turns out to be right.
 */
export const countPasswordAttempt = (
  { drizzle }: Reader,
  id: string,
  { most, pauseMinutes }: GuessLimits,
): Promise<boolean> =>
  redactQueryErrors(async () => {
    const tries = sql`case when ${sharedFile.closedUntil} is null then ${sharedFile.wrongTries} + 1 else 1 end`
    const taken = await drizzle
      .update(sharedFile)
      .set({
        wrongTries: tries,
        closedUntil: sql`case when ${tries} >= ${most} then now() + make_interval(mins => ${pauseMinutes}) end`,
      })
      .where(
        and(
          eq(sharedFile.id, id),
          or(isNull(sharedFile.closedUntil), sql`${sharedFile.closedUntil} <= now()`),
        ),
      )
      .returning({ id: sharedFile.id })
    return taken.length > 0
  })

/** The password was right. */
export const resetPasswordAttempts = ({ drizzle }: Reader, id: string): Promise<void> =>
  redactQueryErrors(async () => {
    await drizzle.update(sharedFile).set({ wrongTries: 0, closedUntil: null }).where(eq(sharedFile.id, id))
  })

export const countDownload = ({ drizzle }: Reader, id: string): Promise<void> =>
  redactQueryErrors(async () => {
    await drizzle
      .update(sharedFile)
      .set({ downloads: sql`${sharedFile.downloads} + 1`, lastDownloadAt: sql`now()` })
      .where(eq(sharedFile.id, id))
  })
