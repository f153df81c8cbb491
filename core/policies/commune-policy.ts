// What a commune decides about its mail, and what it is known by: everything policy and the filters need to
// know of the tenants, in memory, small (a few hundred tenants), told anew on every change.

import type { CommuneId } from '../address/directory.ts'
import type { Domain } from '../address/email-address.ts'
import type { AttachmentPolicy } from '../message/attachment-mark.ts'
import type { SendingLimits } from '../sending/sending-limits.ts'
import type { SenderRule } from './sender-rule.ts'

/** A name that a message from outside must not borrow. */
export interface ProtectedName {
  readonly name: string
  /** Lower-case addresses from which this person does write. */
  readonly knownAddresses: readonly string[]
}

export interface CommunePolicy {
  readonly commune: CommuneId
  /** As people write it: Saulieu. */
  readonly name: string
  /** Thresholds in rspamd's points. */
  readonly junkAt: number
  readonly refuseAt: number
  readonly attachments: AttachmentPolicy
  readonly sending: SendingLimits
  /** Nothing that was allowed to be sent on to the outside is. */
  readonly forbidsExternalForwards: boolean
  /** The département's come first: the first list that has something to say about a sender decides. */
  readonly rules: readonly (readonly SenderRule[])[]
  readonly protectedNames: readonly ProtectedName[]
}

export interface PolicyBook {
  readonly departmentName: string
  /** Every domain of ours. */
  readonly hostedDomains: ReadonlySet<Domain>
  /** Of those that are aliases: the domain whose addresses they have. */
  readonly mainDomains: ReadonlyMap<Domain, Domain>
  /** For a commune that is not in the book, the département's own. */
  of(commune: CommuneId): CommunePolicy
}

export interface Policies {
  /** At most a second old. Rejects when the database does not answer and nothing is remembered. */
  book(): Promise<PolicyBook>
}
