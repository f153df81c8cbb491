// Addresses outside that their own server does not know: mail to them would come back, and each try makes that server trust
// ours less.

import type { EmailAddress } from '../address/email-address.ts'

export interface SuppressedAddresses {
  /** Rejects when the database does not answer. */
  has(address: EmailAddress): Promise<boolean>
}
