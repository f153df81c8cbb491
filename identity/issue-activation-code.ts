// Gives a person a code of first access. The caller writes the row of the log, and shows the code once.

import type { Transaction } from '#db/connection.ts'
import { putActivationCode } from '#db/stores/persons/activation-codes.ts'
import { activationDays, digestOfCode, makeActivationCode } from './activation-code.ts'

export interface IssuedCode {
  readonly code: string
  readonly expiresAt: Date
}

/** Ends the codes that the person had. `now` in milliseconds. */
export async function issueActivationCode(
  transaction: Transaction,
  person: string,
  now: number,
): Promise<IssuedCode> {
  const code = makeActivationCode()
  const expiresAt = new Date(now + activationDays * 86_400_000)
  await putActivationCode(transaction, person, { digest: digestOfCode(code), expiresAt })
  return { code, expiresAt }
}
