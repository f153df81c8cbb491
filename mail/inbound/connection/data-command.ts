// DATA (RFC 5321 §4.1.1.4): takes the message off the wire and sends it through the stages. Ends in one reply, whatever
// goes wrong on the way: a bug costs its own message a 451 and nobody else anything.

import type { SMTPServerDataStream } from 'smtp-server'
import { contentBytes } from '#core/message-content.ts'
import { newQueueId } from '#core/queue-id.ts'
import { bareLineBreak, isPositive, type SmtpReply, temporaryFailure, wholeReply } from '#core/smtp-reply.ts'
import { clientOf } from './client-of.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import { receiveContent } from './receive-content.ts'
import { sessionLog } from './session-log.ts'
import type { SessionParts } from './session-parts.ts'

/** The reply after the end of data. Rejects when the connection ends before the data does. */
export async function dataCommand(
  connection: GatewayConnection,
  stream: SMTPServerDataStream,
  parts: SessionParts,
): Promise<SmtpReply> {
  const { clock, log, acceptMessage } = parts
  const told = sessionLog(log)
  const started = clock.now()
  const { transaction } = connection
  const received = await receiveContent(stream, parts)
  if (!received.ok) {
    told.refused(connection, 'data', received.error)
    return received.error
  }
  await using content = received.value
  if (transaction === null) return temporaryFailure
  if (connection.bareLineBreak) {
    told.refused(connection, 'data', bareLineBreak)
    return bareLineBreak
  }
  const queueId = newQueueId(started)
  const { reversePath, recipients } = transaction
  const reply = await acceptMessage({
    queueId,
    receivedAt: new Date(started),
    client: clientOf(connection),
    reversePath,
    smtputf8: connection.session.envelope.smtpUtf8 === true,
    content,
    recipients: [...recipients.values()],
    '~stage': 'connection',
  }).catch((error: unknown) => {
    told.bug(connection, error)
    return temporaryFailure
  })
  log[isPositive(reply) ? 'info' : 'warn']({
    event: 'mail.answered',
    queueId,
    reversePath,
    recipients: recipients.size,
    bytes: contentBytes(content),
    reply: wholeReply(reply),
    milliseconds: clock.now() - started,
  })
  return reply
}
