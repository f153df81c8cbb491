// Keeps what was answered 250 for (core/held/kept-mail.ts): one transaction for the messages and all their recipients.

import type { KeptMail, KeptMessage } from '#core/held/kept-mail.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { keptMessage, keptRecipient } from '../../schema/kept-mail.ts'

/** Needs the rights of `vm_gateway`, which may write kept mail and never read it. */
export function keptMailStore(database: Database): KeptMail {
  return {
    keep: (messages) =>
      redactQueryErrors(() =>
        database.transaction(async (transaction) => {
          for (const message of messages) {
            const { queueId, receivedAs, reversePath, author } = message
            const content = await message.content()
            await transaction
              .insert(keptMessage)
              .values({ queueId, receivedAs, reversePath, author, content })
            await transaction.insert(keptRecipient).values(recipientRows(message, content.length))
          }
        }),
      ),
  }
}

const recipientRows = ({ queueId, recipients }: KeptMessage, size: number) =>
  recipients.map(({ recipient, mailbox, commune, why, lastReply }) => ({
    queueId,
    recipient,
    mailboxId: mailbox,
    communeId: commune,
    kind: why.kind,
    size,
    reason: why.kind === 'held' ? why.reason : null,
    nextAttemptAt: why.kind === 'waiting' ? why.retryAt : null,
    lastReply,
  }))
