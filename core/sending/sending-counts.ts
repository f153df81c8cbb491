// What all gateways together know of what a mailbox sends: counts, its habits, and whether it is suspended.

import type { CommuneId, MailboxId } from '../address/directory.ts'
import type { EmailAddress } from '../address/email-address.ts'
import type { SendingLimits, SendingRefusal } from './sending-limits.ts'
import type { StopFacts } from './sending-stop.ts'

export interface CountedMailbox {
  readonly mailbox: MailboxId
  readonly commune: CommuneId
}

export interface AskedToSend extends CountedMailbox {
  readonly recipients: number
  /** Of them those that are not of this house: whom one can write to for the first time. */
  readonly outside: readonly EmailAddress[]
}

export interface Counted {
  /** Null when it counts now. */
  readonly refusal: SendingRefusal | null
  /** Something of that mailbox was refused in this hour already. */
  readonly refusedBefore: boolean
  /** Recipients of the last quarter of an hour, with those that were asked for. */
  readonly recent: number
  /** Of the last hour those whom the commune had never corresponded with, with those that were asked for. */
  readonly recentFirstTime: number
  /** A forward to the outside was allowed within a day. */
  readonly newForward: boolean
  readonly receipt: CountReceipt
}

/** By what was counted, it is given back. */
export interface CountReceipt {
  /** As the database writes it, to the microsecond. */
  readonly at: string
  /** Digests of those outside who were new with it. */
  readonly strangers: readonly string[]
}

/** Whoever sends, as one of the places that the mailbox is opened from. */
export interface SendingFrom extends CountedMailbox {
  readonly login: EmailAddress
  readonly person: string | null
  readonly client: string
  /** All that may be of one owner. */
  readonly network: string
}

export interface SendingHabits {
  /** Recipients of the busiest hour of the month before yesterday, and those among them who were new. */
  readonly usual: number
  readonly usualFirstTime: number
  /** Somebody opened the mailbox a week ago or before, nobody from there. */
  readonly newNetwork: boolean
}

/** Rejects when the database does not answer. */
export interface SendingCounts {
  /** Counts it or says why not, at once for all gateways: two messages never pass a bound together. */
  count(asked: AskedToSend, limits: SendingLimits): Promise<Counted>
  /**
   * It does not leave: so many recipients, and all strangers but those whom another message wrote to meanwhile, who would else be
   * new to nobody.
   */
  giveBack(mailbox: CountedMailbox, recipients: number, receipt: CountReceipt): Promise<void>
  habits(from: SendingFrom): Promise<SendingHabits>
  /** Holds what waits, ends every session, raises an alert; a letter follows. False when it was suspended before. */
  stop(from: SendingFrom, facts: StopFacts): Promise<boolean>
  /** Raises an alert and stops nothing, once a day. False when that was told within the day. */
  suspect(from: CountedMailbox, facts: StopFacts): Promise<boolean>
}
