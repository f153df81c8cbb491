// Hands a message to Dovecot for any number of recipients and says what became of each.

import type { EmailAddress } from '#core/address/email-address.ts'
import { LmtpClosed } from './lmtp-connection.ts'
import type { LmtpPool } from './lmtp-pool.ts'
import { type LmtpAnswer, type LmtpEnvelope, type LmtpMessage, transact } from './lmtp-transaction.ts'

/** Recipients of one transaction: enough to send the body rarely, few enough to answer in time. */
const batchSize = 100
const batchesAtOnce = 2

/**
 * One answer for each recipient, in their order, within the time of one delivery; never rejects.
 * A stale connection is replaced once, before any of the message was sent.
 */
export async function deliverByLmtp(pool: LmtpPool, message: LmtpMessage): Promise<readonly LmtpAnswer[]> {
  const deadline = pool.newDeadline()
  const batches: EmailAddress[][] = []
  for (let from = 0; from < message.recipients.length; from += batchSize) {
    batches.push(message.recipients.slice(from, from + batchSize))
  }
  const answers: LmtpAnswer[][] = []
  let next = 0
  const lane = async (): Promise<void> => {
    for (let index = next++; index < batches.length; index = next++) {
      const recipients = batches[index] ?? []
      answers[index] = await deliverBatch(pool, deadline, { ...message, recipients })
    }
  }
  await Promise.all(Array.from({ length: Math.min(batchesAtOnce, batches.length) }, lane))
  return answers.flat()
}

async function deliverBatch(
  pool: LmtpPool,
  deadline: AbortSignal,
  message: LmtpMessage,
): Promise<LmtpAnswer[]> {
  let stale = false
  const attempt = (): Promise<LmtpAnswer[]> =>
    pool.use(deadline, (connection) => {
      stale = connection.transactions > 0
      return transact(connection, message)
    })
  try {
    return await attempt()
  } catch (error) {
    if (!stale || !(error instanceof LmtpClosed)) return silence(message, error)
  }
  await pool.forgetIdle()
  return await attempt().catch((error: unknown) => silence(message, error))
}

/** Also when the content could not be read to its end: what other mailboxes got of the message still has to be told. */
export const silence = ({ recipients }: LmtpEnvelope, error: unknown): LmtpAnswer[] =>
  recipients.map(() => ({ kind: 'silent', cause: error instanceof Error ? error.message : String(error) }))
