// Codes of authenticator apps that were accepted: each is, once (RFC 6238 §5.2). Kept among better-auth's verifications,
// which go when their time is over.

import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '../../connection.ts'
import { verification } from '../../schema/person.ts'

/** A code is right for three steps of thirty seconds: its own, and one to each side for clocks that differ. */
const secondsRight = 120

const identifierOf = (person: string, code: string): string => `spent-totp ${person} ${code}`

/** Whoever asks holds the person's row, so that nobody spends the same code meanwhile. */
export async function isCodeUsed(
  drizzle: Pick<Database['drizzle'], 'select'>,
  person: string,
  code: string,
): Promise<boolean> {
  const rows = await drizzle
    .select({ id: verification.id })
    .from(verification)
    .where(
      and(eq(verification.identifier, identifierOf(person, code)), gt(verification.expiresAt, sql`now()`)),
    )
    .limit(1)
  return rows.length > 0
}

export async function markCodeUsed(
  drizzle: Pick<Database['drizzle'], 'insert'>,
  person: string,
  code: string,
): Promise<void> {
  await drizzle.insert(verification).values({
    identifier: identifierOf(person, code),
    value: 'spent',
    expiresAt: sql`now() + make_interval(secs => ${secondsRight})`,
  })
}
