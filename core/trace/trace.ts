// What became of a message for one mailbox, for whoever looks for it later. Never a subject, never a body.

import type { CommuneId } from '../address/directory.ts'
import type { TakenBy } from '../smtp/delivery-attempt.ts'
import type { Reason } from './outcome.ts'

/**
 * Delivered is in the inbox, or wherever the rules of the mailbox file it; forwarded was put into the queue by the mailbox;
 * deleted and expired had been held. What leaves is sent once another server has it, or returned when it never will.
 */
export const tracedOutcomes = [
  'delivered',
  'junk',
  'forwarded',
  'held',
  'waiting',
  'refused',
  'deferred',
  'deleted',
  'expired',
  'sent',
  'returned',
] as const
export type TracedOutcome = (typeof tracedOutcomes)[number]

export interface TraceEntry {
  readonly at: Date
  readonly queueId: string
  readonly commune: CommuneId
  readonly client: string
  readonly reversePath: string
  readonly authorDomain: string | null
  /** The mailbox that was reached. */
  readonly recipient: string
  /**
   * What RCPT named, in lower case, where an alias, a list, a catch-all, an alias of the domain or a `+detail` led to the
   * mailbox; every way to it, its own address among them. Empty when its own address was the only one.
   */
  readonly given: readonly string[]
  readonly bytes: number
  readonly spf: string
  /** `example.fr:pass …`, or none. */
  readonly dkim: string
  readonly dmarc: string
  readonly arc: string
  /** Null when the message never reached the filters. */
  readonly score: number | null
  /** The rules that moved the score most, in rspamd's points. */
  readonly symbols: Readonly<Record<string, number>>
  /** Marks of attachments and suspicions. */
  readonly findings: readonly string[]
  readonly outcome: TracedOutcome
  readonly reason: Reason
  readonly reply: string
}

/** What became later of a recipient that a message waited or was held for; its first entry says the rest. */
export interface LaterEntry
  extends Pick<
    TraceEntry,
    'at' | 'queueId' | 'commune' | 'reversePath' | 'recipient' | 'bytes' | 'outcome' | 'reason' | 'reply'
  > {
  /** Of what was sent. */
  readonly takenBy?: TakenBy
}

export interface LaterTrace {
  /** As `Trace`: never waits, never fails. */
  add(entries: readonly LaterEntry[]): void
}

export interface Trace {
  /** Never waits, never fails: a message does not depend on its trace. What cannot be written is counted in the log. */
  add(entries: readonly TraceEntry[]): void
}
