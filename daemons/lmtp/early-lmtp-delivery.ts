// A delivery that begins before it is known to be wanted: Dovecot looks the recipients up (2 ms, at times 10) while the
// filters work. Nothing is delivered until the content comes, and where it does not, Dovecot forgets the recipients.

import type { MessageContent } from '#core/message/message-content.ts'
import { silence } from './deliver-by-lmtp.ts'
import { LmtpClosed, type LmtpConnection } from './lmtp-connection.ts'
import type { LmtpPool } from './lmtp-pool.ts'
import {
  completeTransaction,
  type LmtpAnswer,
  type LmtpEnvelope,
  openTransaction,
  reset,
} from './lmtp-transaction.ts'

/** Disposed when the message is done with, whatever became of it. */
export interface EarlyDelivery extends Disposable {
  /**
   * One answer for each recipient, in their order; never rejects. Null where Dovecot has nothing of it and the ordinary delivery
   * is to tell: all connections were taken, this one was closed, or the answer was no. A silence is not waited for twice.
   */
  readonly complete: (content: MessageContent) => Promise<readonly LmtpAnswer[] | null>
}

export function beginLmtpDelivery(pool: LmtpPool, envelope: LmtpEnvelope): EarlyDelivery {
  /** The time of a delivery is for Dovecot, not for the filters. */
  const withinTime = async <T>(connection: LmtpConnection, step: () => Promise<T>): Promise<T> => {
    using _bounded = connection.breakOn(pool.newDeadline())
    return await step()
  }
  const { promise: wanted, resolve: decide } = Promise.withResolvers<MessageContent | null>()
  const answers = pool.useAhead(async (connection) => {
    const recipients = await withinTime(connection, () => openTransaction(connection, envelope))
    if (recipients === null) return null
    const content = await wanted
    // A Dovecot that stopped meanwhile has said so, unasked, or closed.
    if (!connection.usable) return null
    return await withinTime(connection, async () => {
      if (content !== null) return await completeTransaction(connection, recipients, content)
      await reset(connection)
      return null
    })
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
