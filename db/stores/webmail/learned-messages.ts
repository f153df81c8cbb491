// What each mailbox has taught the spam filter: a message teaches once, and again only when somebody changes their mind.

import { and, count, eq, gt, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { learnedMessage } from '../../schema/filtering.ts'
import { mailbox } from '../../schema/mailbox.ts'

export interface LearnedKey {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
  readonly digest: string
}

export interface LearnedBefore {
  /** What the message was taught as last, and how many times in all; null when it never was. */
  readonly last: { readonly class: 'spam' | 'ham'; readonly times: number } | null
  /** Lessons of this mailbox since the moment asked about. */
  readonly lately: number
}

export interface LearnedMessages {
  /** The mailbox of a login; null when there is none. */
  mailboxOf(address: EmailAddress): Promise<Pick<LearnedKey, 'mailbox' | 'commune'> | null>
  before(key: LearnedKey, since: Date): Promise<LearnedBefore>
  record(key: LearnedKey, taughtAs: 'spam' | 'ham', at: Date): Promise<void>
}

/** Needs the rights of `vm_worker`. */
export function learnedMessageStore({ drizzle }: Database): LearnedMessages {
  return {
    mailboxOf: (address) =>
      redactQueryErrors(async () => {
        const [row] = await drizzle
          .select({ mailbox: mailbox.id, commune: mailbox.communeId })
          .from(mailbox)
          .where(eq(mailbox.address, address))
        return row === undefined
          ? null
          : { mailbox: row.mailbox as MailboxId, commune: row.commune as CommuneId }
      }),

    before: ({ mailbox: mailboxId, commune, digest }, since) =>
      redactQueryErrors(async () => {
        const ofMailbox = and(eq(learnedMessage.communeId, commune), eq(learnedMessage.mailboxId, mailboxId))
        const [rows, [lately]] = await Promise.all([
          drizzle
            .select({ class: learnedMessage.class, times: learnedMessage.times })
            .from(learnedMessage)
            .where(and(ofMailbox, eq(learnedMessage.digest, digest))),
          drizzle
            .select({ lessons: count() })
            .from(learnedMessage)
            .where(and(ofMailbox, gt(learnedMessage.learnedAt, since))),
        ])
        return { last: rows[0] ?? null, lately: lately?.lessons ?? 0 }
      }),

    record: ({ mailbox: mailboxId, commune: communeId, digest }, taughtAs, learnedAt) =>
      redactQueryErrors(async () => {
        await drizzle
          .insert(learnedMessage)
          .values({ mailboxId, communeId, digest, class: taughtAs, learnedAt })
          .onConflictDoUpdate({
            target: [learnedMessage.mailboxId, learnedMessage.digest],
            set: { class: taughtAs, learnedAt, times: sql`${learnedMessage.times} + 1` },
            setWhere: eq(learnedMessage.communeId, communeId),
          })
      }),
  }
}
