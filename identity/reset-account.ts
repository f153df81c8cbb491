// Takes away all that opens a person's account and gives a code to begin again with: after a lost second factor, a
// password that somebody may know must not be enough to set up the next one.

import type { Transaction } from '#db/connection.ts'
import { endSessions, removeAllFactors, removePassword } from '#db/stores/security/credentials.ts'
import { type IssuedCode, issueActivationCode } from './issue-activation-code.ts'

/** App passwords stay: each is revoked by itself. `now` in milliseconds. */
export async function resetAccount(
  transaction: Transaction,
  person: string,
  now: number,
): Promise<IssuedCode> {
  await removeAllFactors(transaction, person)
  await removePassword(transaction, person)
  await endSessions(transaction, person)
  return await issueActivationCode(transaction, person, now)
}
