// What the gateway needs besides its configuration: the stores that it asks and writes to, the clock and the log.

import type { Directory, DomainOwners } from '#core/address/directory.ts'
import type { Clock } from '#core/clock.ts'
import type { DmarcObservations } from '#core/deliverability/dmarc-observations.ts'
import type { SuppressedAddresses } from '#core/deliverability/suppressed-addresses.ts'
import type { HeldOctets } from '#core/held/held-octets.ts'
import type { KeptMail } from '#core/held/kept-mail.ts'
import type { Log } from '#core/log.ts'
import type { Policies } from '#core/policies/commune-policy.ts'
import type { Correspondents } from '#core/policies/correspondents.ts'
import type { LeakPolicies } from '#core/policies/leak-rules.ts'
import type { LeakTally } from '#core/policies/leak-tally.ts'
import type { MailQueue } from '#core/queue/queued-mail.ts'
import type { Secret } from '#core/secret.ts'
import type { SecurityLog } from '#core/security-log.ts'
import type { AutomaticSenders } from '#core/sending/automatic-sender.ts'
import type { Senders } from '#core/sending/sender.ts'
import type { Trace } from '#core/trace/trace.ts'
import type { Allowance } from './outbound/checks/allowance.ts'
import type { SigningKeys } from './signing/signing-keys.ts'

/** What the inbound stages need, wherever they run. */
export type InboundParts = Omit<
  GatewayParts,
  'securityLog' | 'senders' | 'suppressed' | 'allowance' | 'automaticSenders' | 'leakPolicies' | 'leakTally'
>

export interface GatewayParts {
  readonly directory: Directory
  readonly owners: DomainOwners
  readonly policies: Policies
  readonly correspondents: Correspondents
  readonly keptMail: KeptMail
  readonly heldOctets: HeldOctets
  readonly trace: Trace
  readonly dmarcObservations: DmarcObservations
  readonly securityLog: SecurityLog
  readonly senders: Senders
  readonly suppressed: SuppressedAddresses
  readonly allowance: Allowance
  readonly leakPolicies: LeakPolicies
  readonly leakTally: LeakTally
  readonly automaticSenders: AutomaticSenders
  readonly signingKeys: SigningKeys
  readonly mailQueue: MailQueue
  /** Signs the findings that travel with a message. */
  readonly findingsKey: Secret
  /** Makes the reverse-paths of what is sent on, and its marks. */
  readonly srsKey: Secret
  readonly clock: Clock
  readonly log: Log
}
