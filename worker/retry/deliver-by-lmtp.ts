// The retry's way to Dovecot: the LMTP client of the gateway, with the content from PostgreSQL in one piece.

import { bodyInMemory } from '#core/message-content.ts'
import { deliverByLmtp } from '#daemons/lmtp/deliver-by-lmtp.ts'
import type { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import type { Deliver } from './retry-waiting-mail.ts'

export function lmtpDelivery(pool: LmtpPool): Deliver {
  return ({ reversePath, content, recipients }) => {
    // LMTP sends head and body one after the other: what was kept needs no cutting.
    const whole = { head: content, body: bodyInMemory(Buffer.alloc(0)) }
    return deliverByLmtp(pool, { reversePath, recipients, content: whole })
  }
}
