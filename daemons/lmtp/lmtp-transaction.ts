// One LMTP transaction on an open connection: one answer for each recipient (RFC 2033 §4.2), also when the connection
// breaks between two of them, so that a message is not delivered twice to those already served.

import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { contentBytes, type MessageContent } from '#core/message/message-content.ts'
import { isPositive, type SmtpReply } from '#core/smtp/smtp-reply.ts'
import { writeFlushed } from '../write-flushed.ts'
import { dotStuffer } from './dot-stuffing.ts'
import { LmtpBroken, LmtpClosed, type LmtpConnection } from './lmtp-connection.ts'

export interface LmtpEnvelope {
  readonly reversePath: ReversePath
  readonly recipients: readonly EmailAddress[]
}

export interface LmtpMessage extends LmtpEnvelope {
  readonly content: MessageContent
}

export type LmtpAnswer =
  /** The server's own words, before it had the message or after. */
  | { readonly kind: 'answered'; readonly reply: SmtpReply }
  /** No answer for this recipient: it may or may not have the message. */
  | { readonly kind: 'silent'; readonly cause: string }

/** Rejects with `LmtpBroken` only while the server cannot have the message: the caller may try once more. */
export async function transact(connection: LmtpConnection, message: LmtpMessage): Promise<LmtpAnswer[]> {
  const { mail, recipients, data } = await sendEnvelope(connection, message)
  // 503 is about the connection, never about this message: a new connection will tell.
  if (mail.code === 503) throw new LmtpClosed('out of sequence')
  const taken = recipients.filter(isPositive).length
  if (data.code !== 354) {
    await reset(connection)
    if (!isPositive(mail)) return message.recipients.map(() => answered(mail))
    return recipients.map((reply) => answered(isPositive(reply) ? data : reply))
  }
  if (taken === 0) {
    connection.socket.write('.\r\n')
    await connection.reply()
    return recipients.map((reply) => answered(reply))
  }
  return await withContent(connection, recipients, message.content)
}

/**
 * The envelope of a transaction whose content may never come: until `completeTransaction` a `reset` ends it. The replies to its
 * recipients; null, and the transaction is over, when any of it was not accepted.
 */
export async function openTransaction(
  connection: LmtpConnection,
  envelope: LmtpEnvelope,
): Promise<readonly SmtpReply[] | null> {
  const [mail, ...recipients] = await ask(connection, envelopeCommands(envelope))
  if (mail !== undefined && [mail, ...recipients].every(isPositive)) return recipients
  await reset(connection)
  return null
}

/** The rest of an open one: one answer for each recipient; null when the server does not want the content any more. */
export async function completeTransaction(
  connection: LmtpConnection,
  recipients: readonly SmtpReply[],
  content: MessageContent,
): Promise<LmtpAnswer[] | null> {
  const [data] = await ask(connection, ['DATA'])
  if (data?.code === 354) return await withContent(connection, recipients, content)
  await reset(connection)
  return null
}

/** Without data the transaction stays open, and the next MAIL on this connection would be refused. */
export async function reset(connection: LmtpConnection): Promise<void> {
  connection.socket.write('RSET\r\n')
  if (!isPositive(await connection.reply())) connection.socket.destroy()
}

const answered = (reply: SmtpReply): LmtpAnswer => ({ kind: 'answered', reply })

async function dataAnswer(connection: LmtpConnection): Promise<LmtpAnswer> {
  try {
    return answered(await connection.reply())
  } catch (error) {
    if (error instanceof LmtpBroken) return { kind: 'silent', cause: error.message }
    throw error
  }
}

const envelopeCommands = ({ reversePath, recipients }: LmtpEnvelope): string[] => [
  `MAIL FROM:<${reversePath}>`,
  ...recipients.map((address) => `RCPT TO:<${address}>`),
]

/** Commands in one piece, their replies in order. */
function ask(connection: LmtpConnection, commands: readonly string[]): Promise<SmtpReply[]> {
  const replies = Promise.all(commands.map(() => connection.reply()))
  connection.socket.write(`${commands.join('\r\n')}\r\n`)
  return replies
}

async function sendEnvelope(connection: LmtpConnection, message: LmtpMessage) {
  const [mail, ...rest] = await ask(connection, [...envelopeCommands(message), 'DATA'])
  const data = rest.pop()
  if (mail === undefined || data === undefined) throw new LmtpBroken('envelope without replies')
  if (mail.code === 421 || data.code === 421) throw new LmtpClosed('server is closing')
  return { mail, recipients: rest, data }
}

/** One answer for each recipient, after the content where it was accepted. */
async function withContent(
  connection: LmtpConnection,
  recipients: readonly SmtpReply[],
  content: MessageContent,
): Promise<LmtpAnswer[]> {
  const answers = recipients.map((reply) => (isPositive(reply) ? dataAnswer(connection) : answered(reply)))
  await sendContent(connection, content)
  return Promise.all(answers)
}

async function sendContent({ socket }: LmtpConnection, content: MessageContent): Promise<void> {
  let last = content.head.at(-1) ?? 0x0a
  const stuff = dotStuffer()
  socket.cork()
  socket.write(stuff(content.head))
  if (content.body.whole !== null) {
    socket.write(stuff(content.body.whole))
    last = content.body.whole.at(-1) ?? last
  } else {
    socket.uncork()
    for await (const chunk of content.body.chunks()) {
      if (socket.destroyed) return
      last = chunk.at(-1) ?? last
      await writeFlushed(socket, stuff(chunk))
    }
  }
  socket.write(contentBytes(content) > 0 && last !== 0x0a ? '\r\n.\r\n' : '.\r\n')
  socket.uncork()
}
