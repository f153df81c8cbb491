// Held mail as whoever decides about it sees it: never more of the content than the header section.

import { and, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { HeldChoice, HeldRecipient } from '#core/held/held-mail.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'
import { commune } from '../../schema/tenant.ts'
import { chosen, isHeld, reasonHeld } from './held-condition.ts'

export interface HeldFilter {
  readonly commune: CommuneId | null
  readonly recipient: EmailAddress | null
  readonly since: Date | null
  readonly most: number
}

export interface HeldMail {
  /** Oldest first. */
  list(filter: HeldFilter): Promise<readonly HeldRecipient[]>
  /** Those it is held for; none when nobody waits for a decision. */
  find(choice: HeldChoice): Promise<readonly HeldRecipient[]>
  /** The first octets of a message that is held: its header section, for whoever decides. */
  head(choice: HeldChoice): Promise<Buffer | null>
}

const headOctets = 262_144

/** Needs the rights of `vm_owner` or `vm_worker`. */
export function heldMailStore(database: Database): HeldMail {
  const { drizzle } = database
  return {
    list: ({ commune: tenant, recipient, since, most }) =>
      redactQueryErrors(() =>
        heldRows(database, [
          ...(tenant === null ? [] : [eq(keptRecipient.communeId, tenant)]),
          ...(recipient === null ? [] : [eq(keptRecipient.recipient, recipient)]),
          ...(since === null ? [] : [gte(keptRecipient.since, since)]),
        ]).limit(most),
      ),
    find: (choice) => redactQueryErrors(async () => heldRows(database, chosen(choice))),
    head: (choice) =>
      redactQueryErrors(async () => {
        const [row] = await drizzle
          .select({ head: sql<Buffer>`substring(${keptMessage.content} from 1 for ${headOctets}::int)` })
          .from(keptMessage)
          .innerJoin(keptRecipient, eq(keptRecipient.queueId, keptMessage.queueId))
          .where(and(isHeld, ...chosen(choice)))
          .limit(1)
        return row?.head ?? null
      }),
  }
}

const heldRows = ({ drizzle }: Database, conditions: readonly SQL[]) =>
  drizzle
    .select({
      queueId: sql<QueueId>`${keptRecipient.queueId}`,
      receivedAs: sql<QueueId>`coalesce(${keptMessage.receivedAs}, ${keptMessage.queueId})`,
      recipient: sql<EmailAddress>`${keptRecipient.recipient}`,
      commune: sql<CommuneId>`${keptRecipient.communeId}`,
      communeName: commune.name,
      author: keptMessage.author,
      reversePath: keptMessage.reversePath,
      bytes: keptMessage.size,
      reason: reasonHeld,
      since: keptRecipient.since,
    })
    .from(keptRecipient)
    .innerJoin(keptMessage, eq(keptMessage.queueId, keptRecipient.queueId))
    .innerJoin(commune, eq(commune.id, keptRecipient.communeId))
    .where(and(isHeld, ...conditions))
    .orderBy(keptRecipient.since, keptRecipient.queueId, keptRecipient.recipient)
