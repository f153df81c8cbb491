// A delivery that begins before it is known to be wanted: Dovecot looks the recipients up (2 ms, at times 10) while the
// filters work. Nothing is delivered until the content comes, and where it does not, Dovecot forgets the recipients.

import type { MessageContent } from '#core/message-content.ts'
import { silence } from './deliver-by-lmtp.ts'
import { LmtpClosed } from './lmtp-connection.ts'
import type { LmtpPool } from './lmtp-pool.ts'
import {
  completeTransaction,
  type LmtpAnswer,
  type LmtpEnvelope,
  openTransaction,
  reset,
} from './lmtp-transaction.ts'

/** Disposed when the message is done with, whatever became of it. */
export interface BegunDelivery extends Disposable {
  /**
   * One answer for each recipient, in their order; never rejects. Null when Dovecot has nothing of it, be it that all
   * connections were taken or that it answered otherwise than a good server: the ordinary delivery will tell.
   */
  readonly complete: (content: MessageContent) => Promise<readonly LmtpAnswer[] | null>
}

export function beginByLmtp(pool: LmtpPool, envelope: LmtpEnvelope): BegunDelivery {
  const { promise: wanted, resolve: decide } = Promise.withResolvers<MessageContent | null>()
  const answers = pool.useAhead(async (connection) => {
    const recipients = await openTransaction(connection, envelope)
    if (recipients === null) return null
    const content = await wanted
    if (content !== null) return await completeTransaction(connection, recipients, content)
    await reset(connection)
    return null
  })
  // Whoever needs it no longer does not ask what became of it.
  answers?.catch(() => null)
  return {
    async complete(content) {
      decide(content)
      try {
        return await answers
      } catch (error) {
        return error instanceof LmtpClosed ? null : silence(envelope, error)
      }
    },
    [Symbol.dispose]: () => decide(null),
  }
}
