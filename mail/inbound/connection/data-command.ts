// DATA (RFC 5321 §4.1.1.4): takes the message off the wire and sends it through the stages. Ends in one reply, whatever
// goes wrong on the way: a bug costs its own message a 451 and nobody else anything.

import type { SMTPServerDataStream } from 'smtp-server'
import { contentBytes } from '#core/message-content.ts'
import { newQueueId } from '#core/queue-id.ts'
import {
  bareLineBreak,
  isPositive,
  messageTooLarge,
  type SmtpReply,
  temporaryFailure,
  wholeReply,
} from '#core/smtp-reply.ts'
import { receiveContent } from '../../session/receive-content.ts'
import { sessionLog } from '../../session/session-log.ts'
import type { Received } from '../stages.ts'
import { clientOf } from './client-of.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import type { SessionParts } from './session-parts.ts'

/** The reply after the end of data. Rejects when the connection ends before the data does. */
export async function dataCommand(
  connection: GatewayConnection,
  stream: SMTPServerDataStream,
  parts: SessionParts,
): Promise<SmtpReply> {
  const started = parts.clock.now()
  // Taken before anything is waited for: the client may be gone when its message is whole, and what we knew of it too.
  const { transaction, lineEndings } = connection
  const client = clientOf(connection)
  const received = await receiveContent(stream, parts, () => connection.giveUp(messageTooLarge))
  if (!received.ok) return received.error
  await using content = received.value
  if (transaction === null || lineEndings === null) return temporaryFailure
  if (lineEndings.falseEnd)
    parts.guard.notice('smuggling-attempt', connection.network.host, {
      manner: 'false-end-of-data',
    })
  if (lineEndings.bare) return bareLineBreak
  const mail: Received = {
    queueId: newQueueId(started),
    receivedAt: new Date(started),
    origin: 'outside',
    client,
    reversePath: transaction.reversePath,
    smtputf8: connection.session.envelope.smtpUtf8 === true,
    content,
    recipients: [...transaction.recipients.values()],
    '~stage': 'connection',
  }
  const reply = await parts.acceptMessage(mail).catch((error: unknown) => {
    sessionLog(parts.log).bug(connection, error)
    return temporaryFailure
  })
  if (isPositive(reply)) parts.guard.accepted(connection.network)
  logAnswered(mail, parts, reply)
  connection.told = true
  return reply
}

function logAnswered(mail: Received, { clock, log }: SessionParts, reply: SmtpReply): void {
  log[isPositive(reply) ? 'info' : 'warn']({
    event: 'mail.answered',
    queueId: mail.queueId,
    reversePath: mail.reversePath,
    recipients: mail.recipients.length,
    bytes: contentBytes(mail.content),
    reply: wholeReply(reply),
    milliseconds: clock.now() - mail.receivedAt.getTime(),
  })
}
