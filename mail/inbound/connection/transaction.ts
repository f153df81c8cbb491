// What one MAIL began: RFC 5321 §3.3. A new MAIL replaces it; the library forbids a second one within a transaction.

import type { ReversePath } from '#core/address/email-address.ts'
import type { AdmittedRecipient } from '../stages.ts'

export interface Transaction {
  readonly reversePath: ReversePath
  /** By address, so that a recipient named twice is one. */
  readonly recipients: Map<string, AdmittedRecipient>
}
