// Where the mail of a mailbox is sent on to: inside the département, and outside for a time.

import { and, asc, eq, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database, Transaction } from '../../connection.ts'
import { externalForward, forward } from '../../schema/forward.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface ForwardingMailbox {
  readonly id: MailboxId
  readonly commune: CommuneId
}

/** In the order of addresses. The mailbox was looked for in the scope of whoever asks. */
export async function findForwards(drizzle: Reader, id: MailboxId): Promise<readonly EmailAddress[]> {
  const rows = await drizzle
    .select({ target: forward.target })
    .from(forward)
    .where(eq(forward.mailboxId, id))
    .orderBy(asc(forward.target))
  return rows.map(({ target }) => target as EmailAddress)
}

export const findExternalForwards = (drizzle: Reader, id: MailboxId) =>
  drizzle
    .select({
      target: externalForward.target,
      reason: externalForward.reason,
      until: externalForward.until,
      state: sql<
        'current' | 'over'
      >`case when ${externalForward.until} > now() then 'current' else 'over' end`,
      createdAt: externalForward.createdAt,
    })
    .from(externalForward)
    .where(eq(externalForward.mailboxId, id))
    .orderBy(asc(externalForward.target))

/** In place of all before. */
export async function putForwards(
  transaction: Transaction,
  { id, commune }: ForwardingMailbox,
  targets: readonly EmailAddress[],
): Promise<void> {
  await transaction.delete(forward).where(eq(forward.mailboxId, id))
  if (targets.length > 0)
    await transaction
      .insert(forward)
      .values(targets.map((target) => ({ mailboxId: id, communeId: commune, target })))
}

export async function putExternalForward(
  transaction: Transaction,
  { id, commune }: ForwardingMailbox,
  allowed: { readonly target: EmailAddress; readonly reason: string; readonly until: Date },
): Promise<void> {
  const { reason, until } = allowed
  await transaction
    .insert(externalForward)
    .values({ mailboxId: id, communeId: commune, ...allowed })
    .onConflictDoUpdate({
      target: [externalForward.mailboxId, externalForward.target],
      set: { reason, until },
    })
}

/** False when there was none. */
export async function deleteExternalForward(
  transaction: Transaction,
  id: MailboxId,
  target: EmailAddress,
): Promise<boolean> {
  const deleted = await transaction
    .delete(externalForward)
    .where(and(eq(externalForward.mailboxId, id), eq(externalForward.target, target)))
    .returning({ target: externalForward.target })
  return deleted.length > 0
}
