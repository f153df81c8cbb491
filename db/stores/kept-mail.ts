// Keeps what was answered 250 for (core/kept-mail.ts): one transaction for the message and all its recipients.

import type { KeptMail, KeptMessage } from '#core/kept-mail.ts'
import type { Database } from '../connection.ts'
import { keptMessage, keptRecipient } from '../schema/kept-mail.ts'
import { withoutValues } from '../without-values.ts'

/** Needs the rights of `vm_gateway`, which may write kept mail and never read it. */
export function keptMailStore({ drizzle }: Database): KeptMail {
  return {
    keep: ({ queueId, reversePath, content, recipients }: KeptMessage) =>
      withoutValues(() =>
        drizzle.transaction(async (transaction) => {
          await transaction.insert(keptMessage).values({ queueId, reversePath, content })
          await transaction.insert(keptRecipient).values(
            recipients.map(({ recipient, commune, why, lastReply }) => ({
              queueId,
              recipient,
              communeId: commune,
              kind: why.kind,
              reason: why.kind === 'held' ? why.reason : null,
              nextAttemptAt: why.kind === 'waiting' ? why.retryAt : null,
              lastReply,
            })),
          )
        }),
      ),
  }
}
