// One held message, recipient by recipient, as far as whoever asks can see.

import { and, asc, eq, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { QueueId } from '#core/queue/queue-id.ts'
import type { Database } from '../../connection.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'
import { commune } from '../../schema/tenant.ts'
import { trace } from '../../schema/trace.ts'
import { type Scope, within } from '../query/scope.ts'
import { isHeld, reasonHeld } from './held-condition.ts'

type Reader = Pick<Database['drizzle'], 'select'>

export interface HeldMessage {
  readonly queueId: QueueId
  /** The id that the sender was told, which trace and findings know. */
  readonly receivedAs: QueueId
  readonly author: string
  readonly reversePath: string
  readonly bytes: number
  /** At least one. */
  readonly recipients: readonly HeldFor[]
}

export interface HeldFor {
  readonly address: EmailAddress
  readonly commune: { readonly id: CommuneId; readonly name: string }
  readonly reason: string
  readonly since: Date
}

/** Null when it is held for nobody in sight. Needs the rights of `vm_admin`. */
export async function findHeldMessage(
  drizzle: Reader,
  scope: Scope,
  queueId: QueueId,
): Promise<HeldMessage | null> {
  const rows = await drizzle
    .select({
      receivedAs: sql<QueueId>`coalesce(${keptMessage.receivedAs}, ${keptMessage.queueId})`,
      author: keptMessage.author,
      reversePath: keptMessage.reversePath,
      bytes: keptRecipient.size,
      address: sql<EmailAddress>`${keptRecipient.recipient}`,
      communeId: sql<CommuneId>`${keptRecipient.communeId}`,
      communeName: commune.name,
      reason: reasonHeld,
      since: keptRecipient.since,
    })
    .from(keptRecipient)
    .innerJoin(keptMessage, eq(keptMessage.queueId, keptRecipient.queueId))
    .innerJoin(commune, eq(commune.id, keptRecipient.communeId))
    .where(and(isHeld, eq(keptRecipient.queueId, queueId), within(scope, keptRecipient.communeId)))
    .orderBy(asc(keptRecipient.recipient))
  const [first] = rows
  if (first === undefined) return null
  const { receivedAs, author, reversePath, bytes } = first
  return {
    ...{ queueId, receivedAs, author, reversePath, bytes },
    recipients: rows.map(({ address, communeId, communeName, reason, since }) => ({
      ...{ address, reason, since },
      commune: { id: communeId, name: communeName },
    })),
  }
}

/** What the gateway wrote into the trace when the message came; null when it is too old or was lost. */
export async function findFirstTrace(drizzle: Reader, scope: Scope, receivedAs: QueueId) {
  const [row] = await drizzle
    .select({
      client: trace.client,
      authorDomain: trace.authorDomain,
      spf: trace.spf,
      dkim: trace.dkim,
      dmarc: trace.dmarc,
      arc: trace.arc,
      score: trace.score,
      findings: trace.findings,
    })
    .from(trace)
    .where(and(eq(trace.queueId, receivedAs), within(scope, trace.communeId)))
    .orderBy(asc(trace.id))
    .limit(1)
  return row ?? null
}
