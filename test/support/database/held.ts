// Mail that is held, as the gateway leaves it: rows, content, and its line of the trace.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { newQueueId, type QueueId } from '#core/queue/queue-id.ts'
import type { TakenBy } from '#core/smtp/delivery-attempt.ts'
import type { Reason } from '#core/trace/outcome.ts'
import type { TraceEntry } from '#core/trace/trace.ts'
import type { Database } from '#db/connection.ts'
import { trace } from '#db/schema/trace.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { traceEntry } from './trace-entry.ts'

export interface Holding {
  readonly for: readonly {
    readonly recipient: EmailAddress
    readonly commune: CommuneId
    readonly mailbox: MailboxId | null
  }[]
  readonly reason?: Reason
  readonly author?: string
  readonly content?: (queueId: QueueId) => string
  readonly findings?: readonly string[]
  readonly traced?: Partial<TraceEntry>
}

/** `owner` needs the rights of `vm_owner`. */
export async function hold(owner: Database, holding: Holding): Promise<QueueId> {
  const queueId = newQueueId(Date.now())
  const { reason = 'suspicion', author = 'sgc@finances.test', findings = ['look-alike-domain'] } = holding
  const content =
    holding.content?.(queueId) ?? 'Subject: RIB\r\nFrom: SGC <sgc@finances.test>\r\n\r\nBonjour\r\n'
  await keptMailStore(owner).keep([
    {
      ...{ queueId, reversePath: '', author, content: async () => Buffer.from(content) },
      recipients: holding.for.map(({ recipient, commune, mailbox }) => ({
        ...{ recipient, commune, lastReply: '' },
        mailbox: mailbox ?? ('00000000-0000-4000-8000-000000000000' as MailboxId),
        why: { kind: 'held', reason },
      })),
    },
  ])
  // The gateway writes the rows of one decision at one time, and rows of one time and fate are one step.
  const at = new Date()
  for (const { recipient, commune } of holding.for)
    await putTrace(owner, {
      at,
      queueId,
      recipient,
      commune,
      outcome: 'held',
      reason,
      findings,
      ...holding.traced,
    })
  return queueId
}

export async function putTrace(
  { drizzle }: Database,
  changes: Partial<TraceEntry>,
  takenBy: TakenBy | null = null,
): Promise<TraceEntry> {
  const entry = traceEntry(changes)
  const { commune, bytes, given, findings, ...rest } = entry
  await drizzle
    .insert(trace)
    .values({ ...rest, communeId: commune, size: bytes, given: [...given], findings: [...findings], takenBy })
  return entry
}
