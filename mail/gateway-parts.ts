// What the gateway needs besides its configuration: the stores that it asks and writes to, the clock and the log.

import type { AutomaticSenders } from '#core/automatic-sender.ts'
import type { Clock } from '#core/clock.ts'
import type { Policies } from '#core/commune-policy.ts'
import type { Correspondents } from '#core/correspondents.ts'
import type { Directory, DomainOwners } from '#core/directory.ts'
import type { DmarcObservations } from '#core/dmarc-observations.ts'
import type { HeldOctets } from '#core/held-octets.ts'
import type { KeptMail } from '#core/kept-mail.ts'
import type { LeakPolicies } from '#core/leak-rules.ts'
import type { LeakTally } from '#core/leak-tally.ts'
import type { Log } from '#core/log.ts'
import type { MailQueue } from '#core/queued-mail.ts'
import type { Secret } from '#core/secret.ts'
import type { SecurityLog } from '#core/security-log.ts'
import type { Senders } from '#core/sender.ts'
import type { SuppressedAddresses } from '#core/suppressed-addresses.ts'
import type { Trace } from '#core/trace.ts'
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
