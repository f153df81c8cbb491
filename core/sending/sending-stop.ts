// Why the sending of a mailbox is suspended: bare facts, which a letter and each reader's client put into words.

import type { TakeoverSignal } from '../contract.ts'

export interface StopFacts {
  readonly signals: readonly TakeoverSignal[]
  /** Where the message came from that led to it: the address, or all that may be of one owner around it. */
  readonly network: string
  /** Of the last quarter of an hour. */
  readonly recipients: number
  /** Of those of the last hour, whom the commune had never written to. */
  readonly firstTime: number
}
