// What an alert says besides its kind and its subject: bare facts, which each reader's client puts into words.

import type { TakeoverSignal } from './contract.ts'

export interface AlertFacts {
  /** Who did it: an address, the name of a key. */
  readonly by?: string
  /** The address that mail goes to from now on; the first addresses of those who may read it. */
  readonly to?: string
  /** An instant: RFC 3339. */
  readonly until?: string
  /** Wrong passwords. */
  readonly failures?: number
  /** Logins that were tried. */
  readonly logins?: number
  /** Networks that tried. */
  readonly networks?: number
  /** The one that tried. */
  readonly network?: string
  /** For so long the login is closed to the network, or the network is for all logins. */
  readonly closedMinutes?: number
  /** Of the messages that a mailbox sent of late. */
  readonly recipients?: number
  /** Of those of the last hour, whom its commune had never written to. */
  readonly firstTime?: number
  readonly signals?: readonly TakeoverSignal[]
  /** The message that it is about, or the last of them. */
  readonly queueId?: string
}
