// One transaction (RFC 5321 §3.3) on an open session: what each recipient was answered, also when the connection breaks in
// the midst of it.

import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import { dotStuffer } from '#daemons/lmtp/dot-stuffing.ts'
import { writeFlushed } from '#daemons/write-flushed.ts'
import type { RemoteReply } from '../remote-reply.ts'
import type { Session } from './open-session.ts'
import { RemoteBroken } from './remote-connection.ts'
import type { SessionTimeouts } from './session-timeouts.ts'

export interface OutgoingMessage {
  readonly reversePath: ReversePath
  /** Lines end in CRLF. */
  readonly content: Buffer
  /** There are octets beyond ASCII in it. */
  readonly eightBit: boolean
  readonly smtputf8: boolean
}

export interface Transaction {
  /** The server's word for each recipient that it gave one for. */
  readonly answers: ReadonlyMap<EmailAddress, RemoteReply>
  /** Those whose answer was to their own RCPT: any other speaks of the sender or of the message. */
  readonly refusedAtRcpt: ReadonlySet<EmailAddress>
  /** Some of the content was sent, to those who were not refused before. */
  readonly contentBegun: boolean
  /** Why it ended early; null when it came to its end. */
  readonly broken: string | null
  /** Its word to all who were not answered, where it closed with one before the content. */
  readonly closing: RemoteReply | null
  /** All was sent when it broke: the server may have the message, whoever was not answered. */
  readonly afterDot: boolean
}

export interface TransactionOptions {
  readonly message: OutgoingMessage
  readonly recipients: readonly EmailAddress[]
  readonly timeouts: SessionTimeouts
  /** Broken off when it aborts, unless all of the message was sent. */
  readonly leaving: AbortSignal
}

/** Never rejects. */
export async function transact(session: Session, options: TransactionOptions): Promise<Transaction> {
  const progress: Progress = {
    ...{ answers: new Map(), refusedAtRcpt: new Set(), contentBegun: false, afterDot: false },
  }
  using _leaving = brokenWhen(options.leaving, () => {
    if (!progress.afterDot) session.connection.break('this machine stops')
  })
  try {
    await run(session, options, progress)
    return { ...progress, broken: null, closing: null }
  } catch (error) {
    if (!(error instanceof RemoteBroken)) throw error
    return { ...progress, broken: error.message, closing: error instanceof Closing ? error.reply : null }
  }
}

function brokenWhen(leaving: AbortSignal, leave: () => void): Disposable {
  if (leaving.aborted) leave()
  leaving.addEventListener('abort', leave, { once: true })
  return { [Symbol.dispose]: () => leaving.removeEventListener('abort', leave) }
}

/** RFC 5321 §3.8: 421 is about the connection, whatever it answers. */
class Closing extends RemoteBroken {
  readonly reply: RemoteReply

  constructor(reply: RemoteReply) {
    super(`it closes: ${reply.code} ${reply.lines.join(' ')}`)
    this.reply = reply
  }
}

interface Progress {
  readonly answers: Map<EmailAddress, RemoteReply>
  readonly refusedAtRcpt: Set<EmailAddress>
  contentBegun: boolean
  afterDot: boolean
}

async function run(session: Session, options: TransactionOptions, progress: Progress): Promise<void> {
  const { answers } = progress
  const data = await sendEnvelope(session, options, progress)
  const taken = options.recipients.filter((recipient) => !answers.has(recipient))
  if (data?.code !== 354) {
    if (data !== null) for (const recipient of taken) answers.set(recipient, refusal(data, 'DATA'))
    return await reset(session, options)
  }
  // A dot now would perhaps deliver nothing to those whom it refused.
  if (taken.length === 0) return void session.connection.break('it asked for a message to nobody')
  progress.contentBegun = true
  const end = session.connection.reply('the message', null)
  await sendContent(session, options, { end, progress })
  const last = await end
  for (const recipient of taken) answers.set(recipient, progress.afterDot ? last : refusal(last, 'a part'))
}

/** A yes before there was a message is none. */
function refusal(reply: RemoteReply, to: string): RemoteReply {
  if (reply.code < 400) throw new RemoteBroken(`${to} was answered with ${reply.code}`)
  return reply
}

/**
 * The reply to DATA, null when it was not asked for; those who were refused are in `answers` then. In one piece where
 * the server takes it so (RFC 2920).
 */
async function sendEnvelope(
  { connection, extensions }: Session,
  { message, recipients, timeouts }: TransactionOptions,
  { answers, refusedAtRcpt }: Progress,
): Promise<RemoteReply | null> {
  const refuse = (recipient: EmailAddress, reply: RemoteReply): void => {
    answers.set(recipient, reply)
    refusedAtRcpt.add(recipient)
  }
  const mail = mailCommand(message, extensions)
  const rcpt = recipients.map((recipient) => `RCPT TO:<${recipient}>\r\n`)
  if (!extensions.pipelining) {
    const ask = (command: string, milliseconds: number): Promise<RemoteReply> => {
      connection.send(command)
      return connection.reply(command.slice(0, 4), milliseconds)
    }
    const sender = inOrder(await ask(mail, timeouts.mail))
    if (!isPositive(sender)) return giveAll(recipients, sender, answers)
    for (const [index, recipient] of recipients.entries()) {
      const reply = inOrder(await ask(rcpt[index] ?? '', timeouts.rcpt))
      if (!isPositive(reply)) refuse(recipient, reply)
    }
    return answers.size === recipients.length ? null : notClosing(await ask('DATA\r\n', timeouts.data))
  }
  const sender = connection.reply('MAIL', timeouts.mail)
  const each = recipients.map(() => connection.reply('RCPT', timeouts.rcpt))
  const data = connection.reply('DATA', timeouts.data)
  connection.send([mail, ...rcpt, 'DATA\r\n'].join(''))
  const said = inOrder(await sender)
  for (const [index, recipient] of recipients.entries()) {
    const reply = inOrder((await each[index]) ?? said)
    if (!isPositive(said)) answers.set(recipient, said)
    else if (!isPositive(reply)) refuse(recipient, reply)
  }
  return notClosing(await data)
}

function mailCommand(
  { reversePath, content, eightBit, smtputf8 }: OutgoingMessage,
  extensions: Session['extensions'],
): string {
  const parameters = [
    ...(extensions.size ? [`SIZE=${sizeOf(content)}`] : []),
    // Without 8BITMIME it is sent as it is all the same: turning it into 7 bits would break its signatures.
    ...(eightBit && extensions.eightBitMime ? ['BODY=8BITMIME'] : []),
    ...(smtputf8 ? ['SMTPUTF8'] : []),
  ]
  return `${[`MAIL FROM:<${reversePath}>`, ...parameters].join(' ')}\r\n`
}

/** RFC 1870 §3: with the end of the last line, without the dots added on the way. */
export const sizeOf = (content: Buffer): number => content.length + (endsInLine(content) ? 0 : 2)

const endsInLine = (content: Buffer): boolean => content.length === 0 || content.at(-1) === 0x0a

function giveAll(
  recipients: readonly EmailAddress[],
  reply: RemoteReply,
  answers: Map<EmailAddress, RemoteReply>,
): null {
  for (const recipient of recipients) answers.set(recipient, reply)
  return null
}

/** 3yz answers nothing that was asked. */
function inOrder(reply: RemoteReply): RemoteReply {
  if (reply.code >= 300 && reply.code < 400) throw new RemoteBroken(`it said ${reply.code} out of order`)
  return notClosing(reply)
}

function notClosing(reply: RemoteReply): RemoteReply {
  if (reply.code === 421) throw new Closing(reply)
  return reply
}

const isPositive = ({ code }: RemoteReply): boolean => code >= 200 && code < 300

/** Else the next transaction of this connection would be out of sequence. */
async function reset({ connection }: Session, { timeouts }: TransactionOptions): Promise<void> {
  connection.send('RSET\r\n')
  const reply = await connection.reply('RSET', timeouts.mail).catch(() => null)
  if (reply === null || !isPositive(reply)) connection.break('RSET was refused')
}

interface Sending {
  readonly end: Promise<RemoteReply>
  readonly progress: Progress
}

const pieceOctets = 64 * 1024

/** In pieces, so that no more than one of them is copied and a server that takes nothing is noticed. */
async function sendContent(
  { connection }: Session,
  { message, timeouts }: TransactionOptions,
  { end, progress }: Sending,
): Promise<void> {
  const { content } = message
  let answered = false
  const early = end.then(
    () => {
      answered = true
    },
    () => {},
  )
  const stuff = dotStuffer()
  for (let from = 0; from < content.length; from += pieceOctets) {
    if (answered || connection.broken !== null) break
    const taken = writeFlushed(connection.socket, stuff(content.subarray(from, from + pieceOctets)))
    const stuck = setTimeout(
      () => connection.break(`it took nothing for ${timeouts.block / 1000} s`),
      timeouts.block,
    )
    await Promise.race([taken, early])
    clearTimeout(stuck)
  }
  if (connection.broken !== null) return
  // It takes no more, and what follows would be commands to it.
  if (answered) return void connection.break('it answered before the end of the message')
  progress.afterDot = true
  connection.send(endsInLine(content) ? '.\r\n' : '\r\n.\r\n')
  // From here on it has all the time of RFC 5321 §4.5.3.2.6.
  connection.hurry(timeouts.end)
}
