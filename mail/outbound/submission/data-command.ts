// DATA of somebody who signed in: takes the message off the wire and sends it through the stages. Ends in one reply, whatever
// goes wrong on the way: a bug costs its own message a 451 and nobody else anything.

import { TLSSocket } from 'node:tls'
import type { SMTPServerDataStream } from 'smtp-server'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { contentBytes } from '#core/message/message-content.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import {
  bareLineBreak,
  isPositive,
  messageTooLarge,
  noRecipients,
  type SmtpReply,
  temporaryFailure,
  wholeReply,
} from '#core/smtp/smtp-reply.ts'
import { announcedSize } from '../../session/announced-size.ts'
import { type ContentLimits, receiveContent } from '../../session/receive-content.ts'
import { sessionLog } from '../../session/session-log.ts'
import type { AcceptSubmission, SubmissionSession, Submitted } from '../stages.ts'
import type { SubmissionConnection } from './submission-connection.ts'

export interface DataParts extends ContentLimits {
  readonly acceptSubmission: AcceptSubmission
  readonly clock: Clock
  readonly log: Log
}

/** The reply after the end of data. Rejects when the connection ends before the data does. */
export async function dataCommand(
  connection: SubmissionConnection,
  stream: SMTPServerDataStream,
  parts: DataParts,
): Promise<SmtpReply> {
  const started = parts.clock.now()
  // Taken before anything is waited for: the client may be gone when its message is whole, and what we knew of it too.
  const { transaction, lineEndings } = connection
  const { dsn, smtpUtf8 } = connection.session.envelope
  const session = sessionOf(connection)
  const received = await receiveContent(stream, parts, {
    octets: announcedSize(connection.session),
    endless: () => connection.end(messageTooLarge),
  })
  if (!received.ok) return received.error.reply
  await using content = received.value
  if (transaction === null || lineEndings === null) return temporaryFailure
  if (lineEndings.bare) return bareLineBreak
  const [first, ...others] = transaction.recipients.values()
  if (first === undefined) return noRecipients
  const { sender, reversePath } = transaction
  const mail: Submitted = {
    ...{ queueId: newQueueId(started), receivedAt: new Date(started), session, sender, reversePath },
    smtputf8: smtpUtf8 === true,
    returns: dsn?.ret === 'FULL' ? 'full' : 'headers',
    envelopeId: dsn?.envid ?? null,
    content,
    recipients: [first, ...others],
    '~stage': 'submission',
  }
  const reply = await parts.acceptSubmission(mail).catch((error: unknown) => {
    sessionLog(parts.log).bug(connection, error)
    return temporaryFailure
  })
  logAnswered(mail, parts, reply)
  return reply
}

function sessionOf({
  id,
  remoteAddress,
  signedIn,
  _socket: socket,
  session,
}: SubmissionConnection): SubmissionSession {
  const address = signedIn?.client ?? remoteAddress
  const helo = session.hostNameAppearsAs
  if (!(socket instanceof TLSSocket)) return { id, address, helo, tls: null }
  const cipher = socket.getCipher()
  const tls = { version: socket.getProtocol() ?? 'TLS', cipher: cipher.standardName ?? cipher.name }
  return { id, address, helo, tls }
}

function logAnswered(mail: Submitted, { clock, log }: DataParts, reply: SmtpReply): void {
  log[isPositive(reply) ? 'info' : 'warn']({
    event: 'submission.answered',
    queueId: mail.queueId,
    session: mail.session.id,
    client: mail.session.address,
    mailbox: mail.sender.address,
    reversePath: mail.reversePath,
    recipients: mail.recipients.length,
    bytes: contentBytes(mail.content),
    reply: wholeReply(reply),
    milliseconds: clock.now() - mail.receivedAt.getTime(),
  })
}
