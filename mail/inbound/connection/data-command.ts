// DATA (RFC 5321 §4.1.1.4): takes the message off the wire and sends it through the stages. Ends in one reply, whatever
// goes wrong on the way: a bug costs its own message a 451 and nobody else anything.

import type { SMTPServerDataStream } from 'smtp-server'
import { bodyInMemory, contentBytes, type MessageContent } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  bareLineBreak,
  insufficientStorage,
  isPositive,
  messageTooLarge,
  type SmtpReply,
  temporaryFailure,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import type { Reason } from '#core/trace/outcome.ts'
import { announcedSize } from '../../session/announced-size.ts'
import { receiveContent } from '../../session/receive-content.ts'
import { sessionLog } from '../../session/session-log.ts'
import type { Received } from '../stages.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import { sessionClient } from './session-client.ts'
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
  const client = sessionClient(connection)
  const queueId = newQueueId(started)
  const mailWith = (content: MessageContent): Received | null =>
    transaction && {
      queueId,
      receivedAt: new Date(started),
      origin: 'outside',
      client,
      reversePath: transaction.reversePath,
      smtputf8: connection.session.envelope.smtpUtf8 === true,
      content,
      recipients: [...transaction.recipients.values()],
      '~stage': 'connection',
    }
  let isNoted = false
  const turnedAway = (reply: SmtpReply, content: MessageContent): SmtpReply => {
    const mail = mailWith(content)
    if (mail !== null && !isNoted) parts.noteTurnedAway(mail, { reply, reason: reasonOf(reply) })
    isNoted = true
    return reply
  }
  const received = await receiveContent(stream, parts, {
    octets: announcedSize(connection.session),
    endless: (bytes) => {
      turnedAway(messageTooLarge, notKept(bytes))
      connection.giveUp(messageTooLarge)
    },
  })
  if (!received.ok) {
    const { reply, bytes } = received.error
    return turnedAway(reply, notKept(bytes))
  }
  await using content = received.value
  const mail = mailWith(content)
  if (mail === null || lineEndings === null) return temporaryFailure
  if (lineEndings.falseEnd)
    parts.guard.notice('smuggling-attempt', connection.network.host, {
      manner: 'false-end-of-data',
    })
  if (lineEndings.bare) return turnedAway(bareLineBreak, content)
  const reply = await parts.acceptMessage(mail).catch((error: unknown) => {
    sessionLog(parts.log).bug(connection, error)
    return turnedAway(temporaryFailure, content)
  })
  if (isPositive(reply)) parts.guard.accepted(connection.network)
  logAnswered(mail, parts, reply)
  connection.told = true
  return reply
}

/** Of what was read and forgotten, its length alone is known. */
const notKept = (bytes: number): MessageContent => ({
  head: Buffer.alloc(0),
  body: { ...bodyInMemory(Buffer.alloc(0)), bytes },
})

function reasonOf(reply: SmtpReply): Reason {
  if (reply === messageTooLarge) return 'message-too-large'
  if (reply === insufficientStorage) return 'no-room'
  return reply === temporaryFailure ? 'internal-fault' : 'message-malformed'
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
